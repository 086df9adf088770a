package org.holdfast.freeze.app.aggregate.axon;

import java.util.List;
import org.axonframework.config.EventProcessingConfiguration;
import org.holdfast.freeze.app.aggregate.Projection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Tries parked events again, in their order, until one fails. */
@Component
class DeadLetterRetry {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterRetry.class);
    private static final long EVERY_MILLIS = 10_000;
    private static final int LETTERS_AT_ONCE_MAX = 100;

    private final EventProcessingConfiguration processing;
    private final List<Projection<?>> projections;

    DeadLetterRetry(EventProcessingConfiguration processing, List<Projection<?>> projections) {
        this.processing = processing;
        this.projections = List.copyOf(projections);
    }

    @Scheduled(fixedDelay = EVERY_MILLIS)
    void retry() {
        projections.forEach(projection -> retry(projection.name()));
    }

    private void retry(String projection) {
        processing.sequencedDeadLetterProcessor(projection).ifPresent(letters -> {
            int done = 0;
            while (done < LETTERS_AT_ONCE_MAX && letters.processAny()) {
                done++;
            }
            if (done > 0) {
                LOG.info("{} sequences of parked events reached {}", done, projection);
            }
        });
    }
}

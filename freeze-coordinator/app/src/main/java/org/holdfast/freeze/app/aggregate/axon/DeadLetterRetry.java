package org.holdfast.freeze.app.aggregate.axon;

import org.axonframework.config.EventProcessingConfiguration;
import org.holdfast.freeze.app.aggregate.FreezeProcessors;
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

    DeadLetterRetry(EventProcessingConfiguration processing) {
        this.processing = processing;
    }

    @Scheduled(fixedDelay = EVERY_MILLIS)
    void retry() {
        processing.sequencedDeadLetterProcessor(FreezeProcessors.VIEWS).ifPresent(letters -> {
            int done = 0;
            while (done < LETTERS_AT_ONCE_MAX && letters.processAny()) {
                done++;
            }
            if (done > 0) {
                LOG.info("{} sequences of parked events were processed", done);
            }
        });
    }
}

package org.holdfast.freeze.app.aggregate.axon;

import java.util.List;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.messaging.deadletter.SequencedDeadLetterProcessor;
import org.holdfast.freeze.app.aggregate.Projection;
import org.holdfast.freeze.app.parked.ParkedRetry;
import org.springframework.stereotype.Component;

/** Tries the parked events of projections again. A sequence that fails again comes after the others. */
@Component
class ProjectionsRetry implements ParkedRetry {
    private static final long SEQUENCES_AT_ONCE_MAX = 100;

    private final EventProcessingConfiguration processing;
    private final List<Projection<?>> projections;

    ProjectionsRetry(EventProcessingConfiguration processing, List<Projection<?>> projections) {
        this.processing = processing;
        this.projections = List.copyOf(projections);
    }

    @Override
    public int retry() {
        return projections.stream()
                .mapToInt(projection -> retry(projection.name()))
                .sum();
    }

    private int retry(String projection) {
        long waiting = processing
                .deadLetterQueue(projection)
                .map(queue -> Math.min(queue.amountOfSequences(), SEQUENCES_AT_ONCE_MAX))
                .orElse(0L);
        int done = 0;
        for (long n = 0; n < waiting; n++) {
            done += processing
                            .sequencedDeadLetterProcessor(projection)
                            .filter(SequencedDeadLetterProcessor::processAny)
                            .isPresent()
                    ? 1
                    : 0;
        }
        return done;
    }
}

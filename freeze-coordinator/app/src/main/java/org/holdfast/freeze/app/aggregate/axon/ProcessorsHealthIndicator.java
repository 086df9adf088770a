package org.holdfast.freeze.app.aggregate.axon;

import java.time.Duration;
import java.util.TreeSet;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.holdfast.freeze.app.watch.DatabaseWatch;
import org.holdfast.freeze.app.watch.Sight;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Down while a processor is stopped, fails or falls behind, or an event is parked. */
@Component("processorsHealthIndicator")
class ProcessorsHealthIndicator implements HealthIndicator {
    /** An event that waits longer for a processor is a fault. */
    static final Duration EVENT_WAITS_MAX = Duration.ofSeconds(30);

    private final EventProcessingConfiguration processing;
    private final DatabaseWatch watch;

    ProcessorsHealthIndicator(EventProcessingConfiguration processing, DatabaseWatch watch) {
        this.processing = processing;
        this.watch = watch;
    }

    @Override
    public Health health() {
        var health = Health.up();
        Sight sight = watch.sight();
        for (String name : new TreeSet<>(processing.eventProcessors().keySet())) {
            String state = processing
                    .eventProcessor(name, StreamingEventProcessor.class)
                    .map(ProcessorsHealthIndicator::state)
                    .orElse("missing");
            Sight.Backlog backlog = sight.backlog(name);
            boolean late = backlog.oldest().compareTo(EVENT_WAITS_MAX) > 0;
            health.withDetail(name, late ? state + ", " + behind(backlog, sight.holder()) : state);
            if (!state.equals("running") || late) {
                health.down();
            }
        }
        if (sight.parked() > 0) {
            health.down();
        }
        return health.withDetail("parkedEvents", sight.parked())
                .withDetail("stuckProcesses", sight.stuck())
                .build();
    }

    private static String behind(Sight.Backlog backlog, @Nullable String holder) {
        return backlog.events() + " events behind, the oldest waits "
                + backlog.oldest().toSeconds() + " s"
                + (holder == null ? "" : ", held back by a transaction that has not ended: " + holder);
    }

    private static String state(StreamingEventProcessor processor) {
        if (!processor.isRunning() || processor.isError()) {
            return "stopped";
        }
        // Empty where another instance has all claims; events that wait too long show whether any has.
        return processor.processingStatus().values().stream().anyMatch(segment -> segment.isErrorState())
                ? "failing"
                : "running";
    }
}

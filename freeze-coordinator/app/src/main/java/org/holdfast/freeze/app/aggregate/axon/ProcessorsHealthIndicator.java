package org.holdfast.freeze.app.aggregate.axon;

import java.util.TreeSet;
import org.axonframework.config.EventProcessingConfiguration;
import org.axonframework.eventhandling.StreamingEventProcessor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Down while a processor is stopped or fails, or an event is parked. */
@Component("processorsHealthIndicator")
class ProcessorsHealthIndicator implements HealthIndicator {
    private final EventProcessingConfiguration processing;
    private final JdbcClient database;

    ProcessorsHealthIndicator(EventProcessingConfiguration processing, JdbcClient database) {
        this.processing = processing;
        this.database = database;
    }

    @Override
    public Health health() {
        var health = Health.up();
        for (String name : new TreeSet<>(processing.eventProcessors().keySet())) {
            String state = processing
                    .eventProcessor(name, StreamingEventProcessor.class)
                    .map(ProcessorsHealthIndicator::state)
                    .orElse("missing");
            health.withDetail(name, state);
            if (!state.equals("running")) {
                health.down();
            }
        }
        long parked = database.sql("select count(*) from deadletterentry")
                .query(Long.class)
                .single();
        long stuck = database.sql("select count(*) from process_stuck")
                .query(Long.class)
                .single();
        if (parked > 0) {
            health.down();
        }
        return health.withDetail("parkedEvents", parked)
                .withDetail("stuckProcesses", stuck)
                .build();
    }

    private static String state(StreamingEventProcessor processor) {
        if (!processor.isRunning() || processor.isError()) {
            return "stopped";
        }
        var status = processor.processingStatus();
        return status.values().stream().anyMatch(segment -> segment.isErrorState())
                ? "failing"
                : status.isEmpty() ? "starting" : "running";
    }
}

package org.holdfast.tracing.app.trace.job;

import java.util.Map;
import org.holdfast.kit.loop.LoopHealthIndicator;
import org.springframework.stereotype.Component;

/** Down while traces cannot be claimed; shows how many of them wait. */
@Component("tracesHealthIndicator")
class TracesHealthIndicator extends LoopHealthIndicator {
    TracesHealthIndicator(TraceJobs jobs) {
        super(() -> Map.of("queue", jobs.status()));
    }
}

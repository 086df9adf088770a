package org.holdfast.tracing.app.trace.job;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.stereotype.Component;

/** How many traces run and wait. */
@Component
class TraceMetrics implements MeterBinder {
    private final TraceJobs jobs;

    TraceMetrics(TraceJobs jobs) {
        this.jobs = jobs;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("holdfast.traces.running", jobs, TraceJobs::runningNow)
                .description("traces that run")
                .register(registry);
        Gauge.builder("holdfast.traces.queued", jobs, TraceJobs::queued)
                .description("traces that wait")
                .register(registry);
    }
}

package org.holdfast.tracing.app.config;

import java.time.Clock;
import java.util.UUID;
import org.holdfast.primitives.id.TraceId;
import org.holdfast.tracing.app.trace.TraceIds;
import org.holdfast.tracing.app.trace.row.InstanceId;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class Wiring {
    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    InstanceId instanceId() {
        return new InstanceId("instance-" + UUID.randomUUID());
    }

    @Bean
    TraceIds traceIds() {
        return () -> new TraceId("trace-" + UUID.randomUUID());
    }
}

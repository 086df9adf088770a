package org.holdfast.tracing.app.config;

import java.time.Clock;
import java.util.UUID;
import org.holdfast.kit.config.ServiceDescription;
import org.holdfast.kit.config.ServiceKit;
import org.holdfast.kit.rest.ErrorCodes;
import org.holdfast.primitives.id.TraceId;
import org.holdfast.tracing.app.rest.TracingErrors;
import org.holdfast.tracing.app.settings.TracingSettings;
import org.holdfast.tracing.app.trace.TraceIds;
import org.holdfast.tracing.app.trace.row.InstanceId;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

@Configuration(proxyBeanMethods = false)
@Import(ServiceKit.class)
class Wiring {
    /** Ten thousand labels fit, and a thousand seeds. */
    private static final int BODY_BYTES_MAX = 4_000_000;

    @Bean
    ServiceDescription service(TracingSettings settings) {
        return new ServiceDescription(settings.access().file(), BODY_BYTES_MAX);
    }

    @Bean
    ErrorCodes errors() {
        return TracingErrors.CODES;
    }

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

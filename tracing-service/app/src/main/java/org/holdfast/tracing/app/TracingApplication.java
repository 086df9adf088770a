package org.holdfast.tracing.app;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** The tracing service: indexes blocks, follows value, publishes facts. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class TracingApplication {
    public static void main(String[] arguments) {
        SpringApplication.run(TracingApplication.class, arguments);
    }
}

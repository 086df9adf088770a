package org.holdfast.freeze.app;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.scheduling.annotation.EnableScheduling;

/** The freeze coordinator: drafts hold requests from facts, has them approved, carries them to exchanges. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class FreezeApplication {
    public static void main(String[] arguments) {
        // Axon would otherwise tell its maker about this machine.
        System.setProperty("axoniq.update-checker.disabled", "true");
        SpringApplication.run(FreezeApplication.class, arguments);
    }
}

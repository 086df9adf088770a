package org.holdfast.kit.access;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** DOWN while the access file is defective: changes of it have no effect. */
public final class AccessFileHealthIndicator implements HealthIndicator {
    private final AccessFile file;

    public AccessFileHealthIndicator(AccessFile file) {
        this.file = file;
    }

    @Override
    public Health health() {
        return file.fault()
                .map(fault ->
                        Health.down().withDetail("fault", fault.sentence()).build())
                .orElseGet(() -> Health.up().build());
    }
}

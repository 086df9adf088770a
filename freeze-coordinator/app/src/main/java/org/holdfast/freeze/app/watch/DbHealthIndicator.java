package org.holdfast.freeze.app.watch;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Down while the database does not answer the watch. */
@Component("dbHealthIndicator")
class DbHealthIndicator implements HealthIndicator {
    private final DatabaseWatch watch;

    DbHealthIndicator(DatabaseWatch watch) {
        this.watch = watch;
    }

    @Override
    public Health health() {
        String trouble = watch.trouble();
        return trouble == null
                ? Health.up().build()
                : Health.down().withDetail("cause", trouble).build();
    }
}

package org.holdfast.freeze.app.watch;

import java.time.Duration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Down while this instance does not act because of its clock, and while the time of the database went back. */
@Component("clockHealthIndicator")
class ClockHealthIndicator implements HealthIndicator {
    private final ClockCheck check;
    private final DatabaseWatch watch;

    ClockHealthIndicator(ClockCheck check, DatabaseWatch watch) {
        this.check = check;
        this.watch = watch;
    }

    @Override
    public Health health() {
        Duration recordedAhead = watch.sight().recordedAhead();
        if (!check.agrees()) {
            return Health.down().withDetail("clock", check.text()).build();
        }
        if (recordedAhead.compareTo(ClockCheck.DIFFERENCE_MAX) > 0) {
            return Health.down()
                    .withDetail(
                            "clock",
                            "the latest event was recorded " + recordedAhead
                                    + " after the present time: a clock was set back, or was wrong; legal clocks wait"
                                    + " for the time they were set to")
                    .build();
        }
        return Health.up().withDetail("clock", check.text()).build();
    }
}

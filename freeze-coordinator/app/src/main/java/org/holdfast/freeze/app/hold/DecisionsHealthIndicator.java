package org.holdfast.freeze.app.hold;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Shows how many requests wait for a decision of a person. The service is well meanwhile. */
@Component("decisionsHealthIndicator")
class DecisionsHealthIndicator implements HealthIndicator {
    private final HoldViews views;

    DecisionsHealthIndicator(HoldViews views) {
        this.views = views;
    }

    @Override
    public Health health() {
        return Health.up()
                .withDetail("holdsThatNeedDecision", views.needDecision())
                .build();
    }
}

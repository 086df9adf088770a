package org.holdfast.freeze.app.hold;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Shows how many requests wait for a decision of a person. The service is well meanwhile. The number is counted once a
 * second, so that health answers at once while the database is away or the list is locked.
 */
@Component("decisionsHealthIndicator")
class DecisionsHealthIndicator implements HealthIndicator {
    private static final Logger LOG = LoggerFactory.getLogger(DecisionsHealthIndicator.class);
    private static final long EVERY_MILLIS = 1_000;

    private final HoldViews views;
    private volatile long waiting;

    DecisionsHealthIndicator(HoldViews views) {
        this.views = views;
    }

    @Scheduled(fixedDelay = EVERY_MILLIS)
    void count() {
        try {
            waiting = views.needDecision();
        } catch (DataAccessException | TransactionException e) {
            LOG.debug("the requests that wait for a decision cannot be counted", e);
        }
    }

    @Override
    public Health health() {
        return Health.up().withDetail("holdsThatNeedDecision", waiting).build();
    }
}

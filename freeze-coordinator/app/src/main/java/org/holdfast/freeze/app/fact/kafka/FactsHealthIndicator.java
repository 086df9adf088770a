package org.holdfast.freeze.app.fact.kafka;

import org.holdfast.freeze.app.fact.Facts;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Down while facts cannot be taken in; shows how many records wait in quarantine. */
@Component("factsHealthIndicator")
class FactsHealthIndicator implements HealthIndicator {
    private final KafkaFactInbox inbox;
    private final Facts facts;

    FactsHealthIndicator(KafkaFactInbox inbox, Facts facts) {
        this.inbox = inbox;
        this.facts = facts;
    }

    @Override
    public Health health() {
        String trouble = inbox.trouble();
        var health = trouble.isEmpty() ? Health.up() : Health.down().withDetail("trouble", trouble);
        return health.withDetail("quarantined", facts.quarantined()).build();
    }
}

package org.holdfast.freeze.app.fact.kafka;

import java.util.Map;
import org.holdfast.freeze.app.fact.Facts;
import org.holdfast.kit.loop.LoopHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.stereotype.Component;

/** Down while facts cannot be taken in; shows how many records are in quarantine. */
@Component("factsHealthIndicator")
class FactsHealthIndicator extends LoopHealthIndicator {
    private final Facts facts;

    FactsHealthIndicator(KafkaFactInbox inbox, Facts facts) {
        super(() -> Map.of("inbox", inbox.status()));
        this.facts = facts;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        super.doHealthCheck(builder);
        builder.withDetail("quarantined", facts.quarantined());
    }
}

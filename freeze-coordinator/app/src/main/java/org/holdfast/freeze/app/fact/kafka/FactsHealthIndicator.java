package org.holdfast.freeze.app.fact.kafka;

import java.util.Map;
import org.holdfast.freeze.app.watch.DatabaseWatch;
import org.holdfast.kit.loop.LoopHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.stereotype.Component;

/** Down while facts cannot be taken in; shows how many records are in quarantine. */
@Component("factsHealthIndicator")
class FactsHealthIndicator extends LoopHealthIndicator {
    private final FactTopic topic;
    private final DatabaseWatch watch;

    FactsHealthIndicator(KafkaFactInbox inbox, FactTopic topic, DatabaseWatch watch) {
        super(() -> Map.of("inbox", inbox.status(), "topic", topic.status()));
        this.topic = topic;
        this.watch = watch;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        super.doHealthCheck(builder);
        String held = topic.heldBack();
        if (held != null) {
            builder.down().withDetail("held", held);
        }
        builder.withDetail("quarantined", watch.sight().quarantined());
    }
}

package org.holdfast.tracing.app.index.kafka;

import java.util.Map;
import org.holdfast.kit.loop.LoopHealthIndicator;
import org.holdfast.kit.loop.LoopStatus;
import org.springframework.boot.health.contributor.Health;
import org.springframework.stereotype.Component;

/** Down while topics of blocks cannot be looked for, or an index that was found cannot be opened. */
@Component("topicsHealthIndicator")
class TopicsHealthIndicator extends LoopHealthIndicator {
    private final TopicDiscovery discovery;

    TopicsHealthIndicator(TopicDiscovery discovery) {
        super(() -> discovery.status().map(status -> Map.of("search", status)).orElse(Map.<String, LoopStatus>of()));
        this.discovery = discovery;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        super.doHealthCheck(builder);
        Map<String, String> unopened = discovery.unopened();
        if (!unopened.isEmpty()) {
            builder.down().withDetails(unopened);
        }
    }
}

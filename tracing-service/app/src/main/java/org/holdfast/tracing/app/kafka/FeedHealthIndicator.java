package org.holdfast.tracing.app.kafka;

import java.util.TreeMap;
import org.holdfast.tracing.app.index.FeedStatus;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/** Down while the feed of any chain stands or waits; names the chain and the reason, and how far each chain is. */
@Component("feedHealthIndicator")
class FeedHealthIndicator implements HealthIndicator {
    private final KafkaBlockFeed feed;

    FeedHealthIndicator(KafkaBlockFeed feed) {
        this.feed = feed;
    }

    @Override
    public Health health() {
        var details = new TreeMap<String, String>();
        boolean well = feed.isRunning();
        for (var entry : feed.statuses().entrySet()) {
            FeedStatus status = entry.getValue();
            String text = "height " + status.height() + ", " + status.lagRecords() + " records behind";
            if (status.stoppedBecause() != null) {
                text = "stopped " + status.stoppedBecause();
                well = false;
            } else if (status.waitsBecause() != null) {
                text = "waits: " + status.waitsBecause();
                well = false;
            }
            details.put(entry.getKey().text(), text);
        }
        return (well ? Health.up() : Health.down()).withDetails(details).build();
    }
}

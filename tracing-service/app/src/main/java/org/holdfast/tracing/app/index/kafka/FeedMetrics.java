package org.holdfast.tracing.app.index.kafka;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.holdfast.primitives.ChainId;
import org.springframework.stereotype.Component;

/** How far the feed of each chain is, as gauges with the chain as a tag. */
@Component
class FeedMetrics implements MeterBinder {
    private final KafkaBlockFeed feed;
    private final List<MeterRegistry> registries = new CopyOnWriteArrayList<>();

    FeedMetrics(KafkaBlockFeed feed) {
        this.feed = feed;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        registries.add(registry);
        feed.statuses().keySet().forEach(chain -> bind(chain, registry));
    }

    /** Adds the gauges of a chain whose topic was found while the service runs. */
    void add(ChainId chain) {
        registries.forEach(registry -> bind(chain, registry));
    }

    private void bind(ChainId chain, MeterRegistry registry) {
        Gauge.builder("holdfast.feed.height", feed, f -> f.status(chain).height())
                .description("height of the highest block in the index, -1 while there is none")
                .tag("chain", chain.text())
                .register(registry);
        Gauge.builder("holdfast.feed.lag", feed, f -> f.status(chain).lagRecords())
                .description("records of the topic that are not read yet, -1 before the broker has said")
                .baseUnit("records")
                .tag("chain", chain.text())
                .register(registry);
        Gauge.builder(
                        "holdfast.feed.stopped",
                        feed,
                        f -> f.status(chain).stopped().isPresent() ? 1 : 0)
                .description("1 where the chain is not indexed any further")
                .tag("chain", chain.text())
                .register(registry);
    }
}

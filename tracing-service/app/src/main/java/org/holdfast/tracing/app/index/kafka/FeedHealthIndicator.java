package org.holdfast.tracing.app.index.kafka;

import java.util.TreeMap;
import org.holdfast.kit.loop.LoopHealthIndicator;
import org.holdfast.kit.loop.LoopStatus;
import org.holdfast.primitives.ChainId;
import org.holdfast.tracing.app.index.FeedStatus;
import org.springframework.stereotype.Component;

/** Down while the feed of a chain fails or is stopped; shows the cause, and how far each chain is. */
@Component("feedHealthIndicator")
class FeedHealthIndicator extends LoopHealthIndicator {
    FeedHealthIndicator(KafkaBlockFeed feed) {
        super(
                () -> {
                    var loops = new TreeMap<String, LoopStatus>();
                    feed.statuses().forEach((chain, status) -> loops.put(chain.text(), status.loop()));
                    return loops;
                },
                (chain, loop) -> new FeedStatus(feed.status(new ChainId(chain)).height(), loop).text());
    }
}

package org.holdfast.tracing.app.index;

import java.util.Optional;
import org.holdfast.kit.loop.LoopStatus;

/**
 * How far the feed of one chain is.
 *
 * @param height of the highest block in the index; -1 while there is none
 */
public record FeedStatus(long height, LoopStatus loop) {
    /** Records of the topic that are not read yet; -1 before the broker has answered. */
    public long lagRecords() {
        return loop.lag();
    }

    /** Why the chain is not indexed any further, if it is not. */
    public Optional<String> stopped() {
        return Optional.ofNullable(loop.stopped());
    }

    /** One line for an operator; it begins with {@code height} where the feed is well. */
    public String text() {
        return loop.isWell() ? "height " + height + ", " + loop.text() : loop.text();
    }
}

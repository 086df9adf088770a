package org.holdfast.tracing.app.kafka;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far the feed of one chain is.
 *
 * @param height of the highest block in the index; -1 while there is none
 * @param lagRecords records of the topic that are not read yet; -1 before the broker has said
 * @param stoppedBecause null while it goes on
 * @param waitsBecause null while it does not have to wait
 */
public record FeedStatus(
        long height,
        long lagRecords,
        @Nullable String stoppedBecause,
        @Nullable String waitsBecause) {
    static final FeedStatus FRESH = new FeedStatus(-1, -1, null, null);

    FeedStatus at(long newHeight) {
        return new FeedStatus(newHeight, lagRecords, stoppedBecause, waitsBecause);
    }

    FeedStatus behind(long records) {
        return new FeedStatus(height, records, stoppedBecause, waitsBecause);
    }

    FeedStatus stopped(String reason) {
        return new FeedStatus(height, lagRecords, stoppedBecause == null ? reason : stoppedBecause, null);
    }

    FeedStatus waits(@Nullable String reason) {
        return new FeedStatus(height, lagRecords, stoppedBecause, reason);
    }

    /** Why the chain is not indexed any further, if it is not. */
    public Optional<String> stopped() {
        return Optional.ofNullable(stoppedBecause);
    }
}

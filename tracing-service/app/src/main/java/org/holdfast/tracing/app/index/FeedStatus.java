package org.holdfast.tracing.app.index;

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
    public static final FeedStatus FRESH = new FeedStatus(-1, -1, null, null);

    public FeedStatus at(long newHeight) {
        return new FeedStatus(newHeight, lagRecords, stoppedBecause, waitsBecause);
    }

    public FeedStatus behind(long records) {
        return new FeedStatus(height, records, stoppedBecause, waitsBecause);
    }

    public FeedStatus stopped(String reason) {
        return new FeedStatus(height, lagRecords, stoppedBecause == null ? reason : stoppedBecause, null);
    }

    public FeedStatus waits(@Nullable String reason) {
        return new FeedStatus(height, lagRecords, stoppedBecause, reason);
    }

    /** Why the chain is not indexed any further, if it is not. */
    public Optional<String> stopped() {
        return Optional.ofNullable(stoppedBecause);
    }
}

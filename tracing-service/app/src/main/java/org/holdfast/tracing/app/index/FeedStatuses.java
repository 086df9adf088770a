package org.holdfast.tracing.app.index;

import org.holdfast.primitives.ChainId;

/** How far the feeds of the chains are. */
public interface FeedStatuses {
    /** The status of a chain's feed. */
    FeedStatus status(ChainId chain);
}

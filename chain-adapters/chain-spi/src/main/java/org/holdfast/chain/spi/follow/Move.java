package org.holdfast.chain.spi.follow;

import org.holdfast.chain.spi.VerifiedBlock;
import org.holdfast.primitives.BlockRef;

/** One step of following a chain. */
public sealed interface Move {
    /** Publishes the block, as the next one or as the first of a segment. */
    record Publish(VerifiedBlock block) implements Move {}

    /** The last published block is no longer part of the active chain. */
    record Retract(BlockRef block) implements Move {
        /** As the record says it. */
        public static final String REASON = "reorg";
    }

    /** There is nothing to do until the source has another tip. */
    record Rest(Why why) implements Move {}

    /** Why there is nothing to do. */
    enum Why {
        /** The topic holds the active chain. */
        AT_TIP,
        /** The source's chain ends below the tip of the topic, on the same branch: it has to catch up itself. */
        SOURCE_BEHIND,
        /** The source has no block yet. */
        SOURCE_EMPTY
    }
}

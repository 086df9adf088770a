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

    /** There is nothing to do until something changes. */
    record Rest(Waiting waiting) implements Move {}
}

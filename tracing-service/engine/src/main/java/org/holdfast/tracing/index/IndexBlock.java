package org.holdfast.tracing.index;

import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;

/** What an index must know of a block of any model of value. */
public interface IndexBlock {
    /** The block itself. */
    BlockRef block();

    /** The hash of the block before it. */
    BlockHash parent();

    /** True where the parent is not in the feed; nothing of earlier blocks is known then. */
    boolean segmentStart();

    /** True where the difficulty of the block could not be checked: anybody can have made it. */
    default boolean difficultyUnchecked() {
        return false;
    }

    /** Seconds since 1970-01-01 UTC as the header says. */
    long timeSeconds();
}

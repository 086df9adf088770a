package org.holdfast.chain.spi;

import org.holdfast.primitives.BlockRef;

/**
 * An unbroken run of blocks, each the parent of the next. One block is a segment whose ends are equal.
 *
 * @param first the lowest block
 * @param last the highest block
 */
public record ChainSegment(BlockRef first, BlockRef last) {
    public ChainSegment {
        if (last.height() < first.height()) {
            throw new IllegalArgumentException("a segment ends at or above its start, got " + first + " to " + last);
        }
        if (last.height() == first.height() && !last.equals(first)) {
            throw new IllegalArgumentException("one height, two blocks: " + first + " and " + last);
        }
    }

    /** True where the height lies between the ends, both included. */
    public boolean spans(long height) {
        return first.height() <= height && height <= last.height();
    }

    /** How many blocks the run has. */
    public long blocks() {
        return last.height() - first.height() + 1;
    }
}

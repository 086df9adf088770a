package org.holdfast.tracing.block;

import org.holdfast.primitives.BlockRef;

/** An unbroken run of blocks, first and last included. */
public record Segment(BlockRef first, BlockRef last) {
    public Segment {
        if (last.height() < first.height()) {
            throw new IllegalArgumentException("a segment ends before it begins: " + first + " to " + last);
        }
    }

    /** True if the run contains the height. */
    public boolean holds(long height) {
        return first.height() <= height && height <= last.height();
    }
}

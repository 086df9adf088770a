package org.holdfast.tracing.block;

import java.util.ArrayList;
import java.util.List;
import org.holdfast.primitives.BlockRef;

/**
 * An unbroken run of blocks, first and last included.
 *
 * @param unchecked the heights whose difficulty could not be checked, ascending and apart: anybody can have made such
 *     blocks
 */
public record Segment(BlockRef first, BlockRef last, List<Heights> unchecked) {
    public Segment {
        unchecked = List.copyOf(unchecked);
        if (last.height() < first.height()) {
            throw new IllegalArgumentException("a segment ends before it begins: " + first + " to " + last);
        }
    }

    /** A run of blocks whose difficulty was checked. */
    public Segment(BlockRef first, BlockRef last) {
        this(first, last, List.of());
    }

    /** A run of one block. */
    public static Segment of(BlockRef block, boolean difficultyUnchecked) {
        return new Segment(block, block).plus(block, difficultyUnchecked);
    }

    /** True if the run contains the height. */
    public boolean holds(long height) {
        return first.height() <= height && height <= last.height();
    }

    /** With the next block. */
    public Segment plus(BlockRef next, boolean difficultyUnchecked) {
        if (!difficultyUnchecked) {
            return new Segment(first, next, unchecked);
        }
        var more = new ArrayList<>(unchecked);
        boolean continues = !more.isEmpty() && more.getLast().to() + 1 == next.height();
        long from = continues ? more.removeLast().from() : next.height();
        more.add(new Heights(from, next.height()));
        return new Segment(first, next, more);
    }

    /** Without the blocks above one of its own. */
    public Segment until(BlockRef newLast) {
        return new Segment(
                first,
                newLast,
                unchecked.stream()
                        .filter(heights -> heights.from() <= newLast.height())
                        .map(heights -> new Heights(heights.from(), Math.min(heights.to(), newLast.height())))
                        .toList());
    }
}

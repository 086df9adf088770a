package org.holdfast.tracing.store.frame;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;
import org.holdfast.tracing.block.BlockFaults;
import org.holdfast.tracing.block.Segment;

/**
 * The committed extent of an index; each block makes a new state. States share the array of ends, which grows after
 * the part that each of them sees.
 *
 * @param end the word after the last record
 * @param ends per block the word after its last record; the first {@code blocks} elements are valid
 * @param runs in ascending height
 * @param <T> the counts and sums of the kind of index
 */
@SuppressWarnings("ArrayRecordComponent")
public record IndexState<T>(int blocks, long end, long feedOffset, T totals, long[] ends, List<Run> runs) {
    private static final int ROOM = 64;

    /** An unbroken run of blocks; its first block has this number. */
    public record Run(int firstIndex, Segment segment) {}

    public IndexState {
        runs = List.copyOf(runs);
    }

    public static <T> IndexState<T> none(long feedOffset, T none) {
        return new IndexState<>(0, 0, feedOffset, none, new long[ROOM], List.of());
    }

    public IndexState<T> plus(BlockEntry<T> entry) {
        long[] more = blocks == ends.length ? Arrays.copyOf(ends, 2 * blocks) : ends;
        more[blocks] = entry.end();
        var longer = new ArrayList<>(runs);
        if (isChildOfTip(entry.block(), entry.parent())) {
            Run last = longer.removeLast();
            longer.add(new Run(last.firstIndex(), last.segment().plus(entry.block(), entry.difficultyUnchecked())));
        } else {
            longer.add(new Run(blocks, Segment.of(entry.block(), entry.difficultyUnchecked())));
        }
        return new IndexState<>(blocks + 1, entry.end(), entry.feedOffset(), entry.totals(), more, longer);
    }

    /** Without the last of several blocks; the entry before it is given. */
    public IndexState<T> minusLast(BlockEntry<T> before, long offset) {
        var shorter = new ArrayList<>(runs);
        Run last = shorter.removeLast();
        if (last.firstIndex() < blocks - 1) {
            shorter.add(new Run(last.firstIndex(), last.segment().until(before.block())));
        }
        return new IndexState<>(blocks - 1, before.end(), offset, before.totals(), ends, shorter);
    }

    public IndexState<T> at(long offset) {
        return new IndexState<>(blocks, end, offset, totals, ends, runs);
    }

    /** Throws {@link org.holdfast.primitives.InputFaultException} if a block does not continue the index. */
    public void requireNext(BlockRef ref, BlockHash parent, boolean segmentStart) {
        for (Run run : runs) {
            if (run.segment().holds(ref.height())) {
                throw BlockFaults.overlaps(ref, run.segment());
            }
        }
        boolean above = tip().map(tip -> tip.height() < ref.height()).orElse(true);
        if (!isChildOfTip(ref, parent) && !(segmentStart && above)) {
            throw BlockFaults.notNext(ref, tipText());
        }
    }

    /** Whatever a block says of itself: a run continues where the parent is the tip. */
    private boolean isChildOfTip(BlockRef ref, BlockHash parent) {
        return tip().filter(tip -> tip.hash().equals(parent) && tip.height() + 1 == ref.height())
                .isPresent();
    }

    /** Throws {@link org.holdfast.primitives.InputFaultException} if a block is not the last one. */
    public void requireTip(BlockRef block) {
        if (tip().filter(block::equals).isEmpty()) {
            throw BlockFaults.notTip(block, tipText());
        }
    }

    public Optional<BlockRef> tip() {
        return runs.isEmpty()
                ? Optional.empty()
                : Optional.of(runs.getLast().segment().last());
    }

    public String tipText() {
        return tip().map(BlockRef::toString).orElse("nothing");
    }

    public List<Segment> segments() {
        return runs.stream().map(Run::segment).toList();
    }

    /** The number of the block at a height; -1 if it is missing. */
    public int indexAt(long height) {
        for (Run run : runs) {
            if (run.segment().holds(height)) {
                return run.firstIndex() + (int) (height - run.segment().first().height());
            }
        }
        return -1;
    }

    /** The word after the blocks below a height. */
    public long placeAt(long height) {
        for (Run run : runs) {
            Segment segment = run.segment();
            if (height <= segment.last().height()) {
                int index = run.firstIndex()
                        + (int) Math.max(0, height - segment.first().height());
                return index == 0 ? 0 : ends[index - 1];
            }
        }
        return end;
    }

    /** The number of the block with a position; the search starts near another block. */
    public int blockOf(long position, int near) {
        int low = 0;
        int high = blocks - 1;
        if (near <= high && (near == 0 || ends[near - 1] <= position)) {
            if (ends[near] > position) {
                return near;
            }
            low = near;
            for (int step = 1; low + step < high && ends[low + step] <= position; step *= 2) {
                low += step;
            }
        }
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ends[middle] > position) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** The height of the block that holds a position. */
    public long heightOf(long position) {
        return heightOfBlock(blockOf(position, 0));
    }

    public long heightOfBlock(int number) {
        Run in = runs.getFirst();
        for (int i = 1; i < runs.size() && runs.get(i).firstIndex() <= number; i++) {
            in = runs.get(i);
        }
        return in.segment().first().height() + number - in.firstIndex();
    }
}

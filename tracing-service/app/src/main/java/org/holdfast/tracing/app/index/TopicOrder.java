package org.holdfast.tracing.app.index;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.holdfast.primitives.BlockRef;
import org.holdfast.records.chain.v1.ChainRecord;
import org.holdfast.tracing.block.BlockFaults;
import org.holdfast.tracing.block.Segment;

/**
 * Where the blocks of a topic begin, in chain order, after its retractions. Blocks can stand on the topic in any order
 * of height. Eight bytes a block, so that a whole chain fits.
 */
public final class TopicOrder {
    private static final int ROOM = 16;

    /** Offsets of the first records of blocks of consecutive heights. */
    private static final class Stretch {
        private long[] offsets = new long[ROOM];
        private int blocks;

        void add(long offset) {
            if (blocks == offsets.length) {
                offsets = Arrays.copyOf(offsets, 2 * blocks);
            }
            offsets[blocks++] = offset;
        }

        LongStream stream() {
            return Arrays.stream(offsets, 0, blocks);
        }
    }

    /** By the first height. */
    private final TreeMap<Long, Stretch> stretches = new TreeMap<>();

    private long blocks;
    private long opened;

    /**
     * Takes the next record of the topic.
     *
     * @throws org.holdfast.primitives.InputFaultException where there is another block at the height of a block
     */
    public void take(ChainRecord record, long offset) {
        switch (record.getRecordCase()) {
            case OPENED -> opened = offset;
            case SEALED -> add(BlockAssembly.ref(record.getSealed().getBlock()));
            case RETRACTED -> remove(BlockAssembly.ref(record.getRetracted().getBlock()));
            case UTXO_TRANSACTIONS, ACCOUNT_TRANSACTIONS, RECORD_NOT_SET -> {
                // Whether they fit is checked when the blocks are indexed.
            }
        }
    }

    /** How many blocks the chain of the topic has. */
    public long blocks() {
        return blocks;
    }

    /** The offset of the first record of each block, in ascending height. */
    public LongStream offsets() {
        return stretches.values().stream().flatMapToLong(Stretch::stream);
    }

    /** True where the topic has a block at each height of some segments. */
    public boolean covers(List<Segment> segments) {
        return segments.stream()
                .allMatch(segment -> LongStream.rangeClosed(
                                segment.first().height(), segment.last().height())
                        .allMatch(this::has));
    }

    private boolean has(long height) {
        Map.Entry<Long, Stretch> below = stretches.floorEntry(height);
        return below != null && height < below.getKey() + below.getValue().blocks;
    }

    private void add(BlockRef block) {
        long height = block.height();
        if (has(height)) {
            throw BlockFaults.overlaps(block, new Segment(block, block));
        }
        Map.Entry<Long, Stretch> below = stretches.lowerEntry(height);
        boolean next = below != null && below.getKey() + below.getValue().blocks == height;
        Stretch stretch = next ? below.getValue() : stretches.computeIfAbsent(height, first -> new Stretch());
        stretch.add(opened);
        blocks++;
    }

    /** Only the highest block is ever retracted. */
    private void remove(BlockRef block) {
        Map.Entry<Long, Stretch> last = stretches.lastEntry();
        if (last == null || last.getKey() + last.getValue().blocks - 1 != block.height()) {
            throw BlockFaults.notTip(
                    block, last == null ? "nothing" : "height " + (last.getKey() + last.getValue().blocks - 1));
        }
        last.getValue().blocks--;
        blocks--;
        if (last.getValue().blocks == 0) {
            stretches.remove(last.getKey());
        }
    }
}

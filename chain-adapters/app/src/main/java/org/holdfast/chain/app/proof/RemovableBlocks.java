package org.holdfast.chain.app.proof;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.holdfast.chain.spi.Places;
import org.holdfast.chain.spi.PublishedSegments;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.records.chain.v1.BlockOpened;

/**
 * The published blocks from a height on, for an operator who wants them removed. A cursor has the ends of its segments;
 * the parents that lead down from there are read from the topic, from its end in growing windows: what was published by
 * mistake is most often new.
 */
public final class RemovableBlocks {
    /** A bound on memory; beyond it a new data directory is faster. */
    public static final long BLOCKS_MAX = 100_000;

    private static final long WINDOW_MIN = 1 << 12;
    private static final long WINDOW_GROWTH = 16;

    /** A published block with its parent. */
    public record Link(BlockRef block, BlockHash parent, int transactions) {}

    private RemovableBlocks() {}

    /** All published blocks at a height and above, highest first. Throws {@link InputFaultException} for too many. */
    public static List<Link> from(RecordLog log, PublishedSegments published, long height) {
        requireBounded(published, height);
        for (long window = WINDOW_MIN; ; window *= WINDOW_GROWTH) {
            long start = Math.max(log.begin(), log.end() - window);
            Optional<List<Link>> found = links(published, height, scan(log, start, height));
            if (found.isPresent()) {
                return found.get();
            }
            if (start == log.begin()) {
                throw new IllegalStateException("the topic lacks blocks of its cursor above height " + height);
            }
        }
    }

    private static void requireBounded(PublishedSegments published, long height) {
        long blocks = published.segments().stream()
                .mapToLong(segment -> Math.max(
                        0,
                        segment.last().height()
                                - Math.max(height, segment.first().height())
                                + 1))
                .sum();
        if (blocks > BLOCKS_MAX) {
            throw new InputFaultException(new InputFault(
                    "chain.remove.too-many",
                    "too many blocks are to be removed",
                    "from height " + height,
                    "at most " + BLOCKS_MAX + " blocks",
                    Long.toString(blocks),
                    "import what is right into a new data directory"));
        }
    }

    private static Map<BlockHash, BlockOpened> scan(RecordLog log, long start, long height) {
        var opened = new HashMap<BlockHash, BlockOpened>();
        for (var entry = log.from(start);
                entry.isPresent();
                entry = log.from(entry.get().offset() + 1)) {
            var record = entry.get().record();
            if (record.hasOpened() && record.getOpened().getBlock().getHeight() >= height) {
                opened.put(Places.ref(record.getOpened().getBlock()).hash(), record.getOpened());
            }
        }
        return opened;
    }

    /** Empty where a block is not among the scanned ones. */
    private static Optional<List<Link>> links(
            PublishedSegments published, long height, Map<BlockHash, BlockOpened> opened) {
        var links = new ArrayList<Link>();
        for (PublishedSegments.Segment segment : published.segments().reversed()) {
            long lowest = Math.max(height, segment.first().height());
            BlockHash hash = segment.last().hash();
            for (long at = segment.last().height(); at >= lowest; at--) {
                BlockOpened record = opened.get(hash);
                if (record == null) {
                    return Optional.empty();
                }
                BlockHash parent =
                        BlockHash.ofDisplayBytes(record.getParentHash().toByteArray());
                links.add(new Link(new BlockRef(at, hash), parent, record.getTransactionCount()));
                hash = parent;
            }
        }
        return Optional.of(links);
    }
}

package org.holdfast.chain.spi;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.ChainId;
import org.holdfast.records.chain.v1.ChainCursor;

/**
 * How far a chain has been published: its unbroken runs of blocks, in the order in which they were published. The last
 * one is where the next block goes, and the only one from which blocks can be retracted.
 *
 * @param recent hashes of the last blocks of the last segment, oldest first, ending with its last block: the blocks
 *     that may still be retracted, and the one below them as far as there is one
 * @param finalBlock the highest block of the last segment that is never retracted; empty while there is none
 */
public record PublishedSegments(
        ChainId chain, List<Segment> segments, List<BlockHash> recent, Optional<BlockRef> finalBlock) {
    /** A bound on gaps: more of them is a sign of wrong files, and the cursor is rewritten with each block. */
    public static final int SEGMENTS_MAX = 256;

    /** A bound on the hashes in a cursor; one less is the deepest reorg that can be followed. */
    public static final int RECENT_MAX = 1_025;

    /** One unbroken run, both ends included. */
    public record Segment(BlockRef first, BlockRef last) {}

    /** Refuses hashes that do not end with the last block, or a final block that is not in the last segment. */
    public PublishedSegments {
        segments = List.copyOf(segments);
        recent = List.copyOf(recent);
        boolean ends = segments.isEmpty()
                ? recent.isEmpty() && finalBlock.isEmpty()
                : !recent.isEmpty()
                        && recent.getLast().equals(segments.getLast().last().hash());
        if (!ends || recent.size() > RECENT_MAX) {
            throw new IllegalArgumentException("recent blocks do not end with the last one, or are too many");
        }
        if (finalBlock.isPresent()) {
            long height = finalBlock.get().height();
            Segment active = segments.getLast();
            if (height < active.first().height() || height > active.last().height()) {
                throw new IllegalArgumentException("the final block " + finalBlock.get() + " is not in " + active);
            }
        }
    }

    /** Segments of which only the ends are known, and nothing is final. */
    public PublishedSegments(ChainId chain, List<Segment> segments) {
        this(
                chain,
                segments,
                segments.isEmpty()
                        ? List.of()
                        : List.of(segments.getLast().last().hash()),
                Optional.empty());
    }

    public static PublishedSegments none(ChainId chain) {
        return new PublishedSegments(chain, List.of());
    }

    /** Reads a cursor; one from before there were recent hashes gives the ends of the segments only. */
    public static PublishedSegments of(ChainCursor cursor) {
        var chain = new ChainId(cursor.getChain());
        var segments = cursor.getSegmentsList().stream()
                .map(s -> new Segment(Places.ref(s.getFirst()), Places.ref(s.getLast())))
                .toList();
        if (cursor.getRecentHashesCount() == 0) {
            return new PublishedSegments(chain, segments);
        }
        return new PublishedSegments(
                chain,
                segments,
                cursor.getRecentHashesList().stream()
                        .map(hash -> BlockHash.ofDisplayBytes(hash.toByteArray()))
                        .toList(),
                cursor.hasFinalBlock() ? Optional.of(Places.ref(cursor.getFinalBlock())) : Optional.empty());
    }

    /** The last published block, if there is one. */
    public Optional<BlockRef> tip() {
        return segments.isEmpty()
                ? Optional.empty()
                : Optional.of(segments.getLast().last());
    }

    /** The lowest height whose hash is still known; one above the tip where nothing is published. */
    public long recentFrom() {
        return tip().map(tip -> tip.height() + 1 - recent.size()).orElse(0L);
    }

    /** The published block at a height, as far as it is among the recent ones. */
    public Optional<BlockRef> recentAt(long height) {
        long index = height - recentFrom();
        return index >= 0 && index < recent.size()
                ? Optional.of(new BlockRef(height, recent.get((int) index)))
                : Optional.empty();
    }

    /**
     * The segments after one more block, with what its seal says to be final. Throws {@link IllegalStateException}
     * where the block neither extends the tip nor begins a segment, or makes final what is not published: publishing
     * it would break the topic.
     */
    public PublishedSegments plus(VerifiedBlock block) {
        var grown = new ArrayList<>(segments);
        var hashes = new ArrayList<BlockHash>();
        Optional<BlockRef> before = Optional.empty();
        if (block.startsSegment()) {
            if (grown.size() == SEGMENTS_MAX) {
                throw new IllegalStateException("more than " + SEGMENTS_MAX + " segments");
            }
            grown.add(new Segment(block.ref(), block.ref()));
        } else {
            Segment active = grown.isEmpty() ? null : grown.removeLast();
            if (active == null
                    || !active.last().hash().equals(block.parent())
                    || active.last().height() + 1 != block.ref().height()) {
                throw new IllegalStateException("block " + block.ref() + " does not extend " + tip());
            }
            grown.add(new Segment(active.first(), block.ref()));
            hashes.addAll(recent);
            before = finalBlock;
        }
        hashes.add(block.ref().hash());
        long tip = block.ref().height();
        Optional<BlockRef> after = requireFinal(block, before, hashes);
        long known = after.map(f -> tip - f.height() + 1).orElse((long) RECENT_MAX);
        int kept = (int) Math.min(hashes.size(), Math.min(known, RECENT_MAX));
        return new PublishedSegments(chain, grown, hashes.subList(hashes.size() - kept, hashes.size()), after);
    }

    private static Optional<BlockRef> requireFinal(
            VerifiedBlock block, Optional<BlockRef> before, List<BlockHash> hashes) {
        Optional<BlockRef> sealed = block.finalBlock();
        if (sealed.isEmpty()) {
            return before;
        }
        long below = block.ref().height() - sealed.get().height();
        boolean published = below >= 0
                && below < hashes.size()
                && hashes.get(hashes.size() - 1 - (int) below)
                        .equals(sealed.get().hash());
        boolean lower =
                before.isPresent() && before.get().height() > sealed.get().height();
        if (!published || lower) {
            throw new IllegalStateException(
                    "block " + block.ref() + " makes final " + sealed.get() + ", after " + before);
        }
        return sealed;
    }

    /** As {@link #minusTip()}, where the block is the last one; {@link IllegalStateException} where it is not. */
    public PublishedSegments minusTip(BlockRef block) {
        if (!tip().equals(Optional.of(block))) {
            throw new IllegalStateException("block " + block + " is not the last one, " + tip());
        }
        return minusTip();
    }

    /**
     * The segments after the last block is retracted. Below the first block of a segment the earlier segment continues,
     * all of which is final. Throws {@link IllegalStateException} where the last block is final, or the one below it is
     * not known.
     */
    public PublishedSegments minusTip() {
        BlockRef tip = tip().orElseThrow(() -> new IllegalStateException("there is no block to retract"));
        if (finalBlock.isPresent() && finalBlock.get().equals(tip)) {
            throw new IllegalStateException("block " + tip + " is final");
        }
        var left = new ArrayList<>(segments);
        Segment active = left.removeLast();
        if (active.first().equals(tip)) {
            Optional<BlockRef> last = left.isEmpty()
                    ? Optional.empty()
                    : Optional.of(left.getLast().last());
            return new PublishedSegments(
                    chain, left, last.map(l -> List.of(l.hash())).orElse(List.of()), last);
        }
        if (recent.size() < 2) {
            throw new IllegalStateException("the block below " + tip + " is not known");
        }
        var hashes = recent.subList(0, recent.size() - 1);
        left.add(new Segment(active.first(), new BlockRef(tip.height() - 1, hashes.getLast())));
        return new PublishedSegments(chain, left, hashes, finalBlock);
    }

    /**
     * The segments after an operator had the last block removed, which may be final. What was final below it still is.
     *
     * @param parent of the block, as its record names it
     * @throws IllegalStateException where the block is not the last one
     */
    public PublishedSegments withoutTip(BlockRef block, BlockHash parent) {
        if (!tip().equals(Optional.of(block))) {
            throw new IllegalStateException("block " + block + " is not the last one, " + tip());
        }
        var left = new ArrayList<>(segments);
        Segment active = left.removeLast();
        boolean more = !active.first().equals(block);
        if (more) {
            left.add(new Segment(active.first(), new BlockRef(block.height() - 1, parent)));
        }
        if (left.isEmpty()) {
            return none(chain);
        }
        BlockRef last = left.getLast().last();
        List<BlockHash> hashes =
                more && recent.size() > 1 ? recent.subList(0, recent.size() - 1) : List.of(last.hash());
        Optional<BlockRef> below = more ? finalBlock : Optional.of(last);
        return new PublishedSegments(
                chain, left, hashes, below.map(known -> known.height() > last.height() ? last : known));
    }

    public ChainCursor cursor() {
        var cursor = ChainCursor.newBuilder().setChain(chain.text());
        for (Segment segment : segments) {
            cursor.addSegments(org.holdfast.records.chain.v1.Segment.newBuilder()
                    .setFirst(Places.place(segment.first()))
                    .setLast(Places.place(segment.last())));
        }
        recent.forEach(hash -> cursor.addRecentHashes(ByteString.copyFrom(hash.displayBytes())));
        finalBlock.ifPresent(block -> cursor.setFinalBlock(Places.place(block)));
        return cursor.build();
    }
}

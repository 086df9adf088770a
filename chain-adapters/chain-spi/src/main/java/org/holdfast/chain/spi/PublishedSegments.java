package org.holdfast.chain.spi;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.ChainId;
import org.holdfast.records.chain.v1.ChainCursor;

/**
 * How far a chain has been published: its unbroken runs of blocks, in the order in which they were published. The last
 * one is where the next block goes.
 */
public record PublishedSegments(ChainId chain, List<Segment> segments) {
    /** A bound on gaps: more of them is a sign of wrong files, and the cursor is rewritten with each block. */
    public static final int SEGMENTS_MAX = 256;

    /** One unbroken run, both ends included. */
    public record Segment(BlockRef first, BlockRef last) {}

    public PublishedSegments {
        segments = List.copyOf(segments);
    }

    public static PublishedSegments none(ChainId chain) {
        return new PublishedSegments(chain, List.of());
    }

    public static PublishedSegments of(ChainCursor cursor) {
        return new PublishedSegments(
                new ChainId(cursor.getChain()),
                cursor.getSegmentsList().stream()
                        .map(s -> new Segment(Places.ref(s.getFirst()), Places.ref(s.getLast())))
                        .toList());
    }

    /** The last published block, if there is one. */
    public Optional<BlockRef> tip() {
        return segments.isEmpty()
                ? Optional.empty()
                : Optional.of(segments.getLast().last());
    }

    /**
     * The segments after one more block. Throws {@link IllegalStateException} where the block neither extends the tip
     * nor begins a segment: publishing it would break the topic.
     */
    public PublishedSegments plus(VerifiedBlock block) {
        var grown = new ArrayList<>(segments);
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
        }
        return new PublishedSegments(chain, grown);
    }

    public ChainCursor cursor() {
        var cursor = ChainCursor.newBuilder().setChain(chain.text());
        for (Segment segment : segments) {
            cursor.addSegments(org.holdfast.records.chain.v1.Segment.newBuilder()
                    .setFirst(Places.place(segment.first()))
                    .setLast(Places.place(segment.last())));
        }
        return cursor.build();
    }
}

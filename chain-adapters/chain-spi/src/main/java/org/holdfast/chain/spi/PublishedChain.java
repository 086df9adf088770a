package org.holdfast.chain.spi;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.ChainId;

/**
 * How far one chain was published: the value of the cursor record. A segment ends where a block was published whose
 * parent is not the tip. A value; every change is a new one.
 *
 * @param chain the chain
 * @param segments unbroken runs in the order in which they were published; the next block goes to the last one
 */
public record PublishedChain(ChainId chain, List<ChainSegment> segments) {
    /** More gaps than this mean that the wrong files were imported; every block's cursor record carries them all. */
    public static final int SEGMENTS_MAX = 1_000;

    public PublishedChain {
        segments = List.copyOf(segments);
    }

    /** Nothing published yet. */
    public static PublishedChain none(ChainId chain) {
        return new PublishedChain(chain, List.of());
    }

    /** The block published last; empty where there is none. */
    public Optional<BlockRef> tip() {
        return segments.isEmpty()
                ? Optional.empty()
                : Optional.of(segments.getLast().last());
    }

    /** True where the block's parent is the tip, so that nothing is missing between them. */
    public boolean isExtendedBy(BlockRef block, BlockHash parent) {
        return tip().filter(t -> t.hash().equals(parent) && t.height() + 1 == block.height())
                .isPresent();
    }

    /**
     * The chain after a block was published: the last segment grows, or a new one starts above it.
     *
     * @throws IllegalArgumentException where the block is not above the tip, or there are too many segments: a defect
     *     of the caller, which plans what it publishes
     */
    public PublishedChain with(BlockRef block, BlockHash parent) {
        if (tip().filter(t -> block.height() <= t.height()).isPresent()) {
            throw new IllegalArgumentException("block " + block + " is not above the tip " + tip());
        }
        var next = new ArrayList<>(segments);
        if (isExtendedBy(block, parent)) {
            next.set(next.size() - 1, new ChainSegment(next.getLast().first(), block));
        } else if (next.size() < SEGMENTS_MAX) {
            next.add(new ChainSegment(block, block));
        } else {
            throw new IllegalArgumentException("more than " + SEGMENTS_MAX + " segments");
        }
        return new PublishedChain(chain, next);
    }

    /**
     * The chain after its tip was retracted.
     *
     * @param tip the block that is taken back
     * @param parent the block below it, which is the tip afterwards
     * @throws IllegalArgumentException where it is not the tip, or is the first block of a segment: what lies below it
     *     is not on the topic
     */
    public PublishedChain without(BlockRef tip, BlockRef parent) {
        if (!tip().equals(Optional.of(tip)) || parent.height() + 1 != tip.height()) {
            throw new IllegalArgumentException("tip is " + tip() + ", cannot retract " + tip + " to " + parent);
        }
        ChainSegment last = segments.getLast();
        if (last.first().equals(tip)) {
            throw new IllegalArgumentException("the first block of a segment cannot be retracted: " + tip);
        }
        var next = new ArrayList<>(segments);
        next.set(next.size() - 1, new ChainSegment(last.first(), parent));
        return new PublishedChain(chain, next);
    }
}

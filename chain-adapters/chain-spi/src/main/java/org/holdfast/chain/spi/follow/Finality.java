package org.holdfast.chain.spi.follow;

import java.util.Optional;
import org.holdfast.chain.spi.PublishedSegments;
import org.holdfast.chain.spi.VerifiedBlock;
import org.holdfast.primitives.BlockRef;

/** When a published block is final, that is, never retracted from the topic. Until then it is provisional. */
public sealed interface Finality {
    /**
     * By depth: a block is final once this many blocks stand on it. So a reorg of this depth is followed, and a deeper
     * one is refused.
     */
    record ByDepth(int depth) implements Finality {
        public static final int DEPTH_MAX = PublishedSegments.RECENT_MAX - 1;

        public ByDepth {
            if (depth < 1 || depth > DEPTH_MAX) {
                throw new IllegalArgumentException("a depth is 1 to " + DEPTH_MAX + ", got " + depth);
            }
        }

        /** The block, with the highest block that is final once it is published on the blocks before it. */
        public VerifiedBlock seal(PublishedSegments before, VerifiedBlock block) {
            return Finality.seal(before, block, at(before, block));
        }

        Optional<BlockRef> at(PublishedSegments before, VerifiedBlock block) {
            return block.startsSegment()
                    ? Optional.empty()
                    : before.recentAt(block.ref().height() - depth);
        }
    }

    /** The block with the higher of what was final before it and what became final with it. */
    static VerifiedBlock seal(PublishedSegments before, VerifiedBlock block, Optional<BlockRef> now) {
        Optional<BlockRef> was = block.startsSegment() ? Optional.empty() : before.finalBlock();
        boolean higher = now.isPresent()
                && (was.isEmpty() || was.get().height() < now.get().height());
        return (higher ? now : was).map(block::withFinalBlock).orElse(block);
    }

    /** By what the chain itself says ({@code BlockSource.finalTip}), such as the finalized block of proof of stake. */
    record BySource() implements Finality {}
}

package org.holdfast.chain.spi.follow;

import org.holdfast.chain.spi.PublishedSegments;

/** When a published block is final, that is, never retracted from the topic. Until then it is provisional. */
public sealed interface Finality {
    /**
     * After how many blocks on top of it a block of Bitcoin is final here, where nothing else is said: as many as
     * Bitcoin itself wants before a coinbase may be spent.
     */
    int BITCOIN_DEPTH = 100;

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
    }

    /** By what the chain itself says ({@code BlockSource.finalTip}), such as the finalized block of proof of stake. */
    record BySource() implements Finality {}
}

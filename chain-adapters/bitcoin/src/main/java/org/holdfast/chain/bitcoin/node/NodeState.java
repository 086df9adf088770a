package org.holdfast.chain.bitcoin.node;

import org.holdfast.primitives.BlockRef;

/**
 * How far a node is, in its own words.
 *
 * @param tip the last block of its active chain
 * @param headers height of the best header it knows; above the tip while it downloads blocks
 * @param initialDownload true while the node says that it is catching up with its network
 * @param firstBlock the lowest height whose blocks it still has; above 0 where it prunes
 */
public record NodeState(BlockRef tip, long headers, boolean initialDownload, long firstBlock) {
    /** True while blocks are missing that the node knows of, or may know of soon. Its blocks can be used already. */
    public boolean syncing() {
        return initialDownload || headers > tip.height();
    }

    /** Blocks that the node knows of and has not got yet. */
    public long behind() {
        return Math.max(0, headers - tip.height());
    }
}

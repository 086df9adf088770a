package org.holdfast.freeze.hold.fact;

import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.TxId;

/** A transaction that brought value to a line, with the block it stands in. */
public record LineBlock(TxId txid, BlockRef block) {
    /** The number of confirmations under {@code tip}: 1 in the tip itself, 0 above it. */
    public long confirmations(BlockRef tip) {
        return Math.max(0, tip.height() - block.height() + 1);
    }
}

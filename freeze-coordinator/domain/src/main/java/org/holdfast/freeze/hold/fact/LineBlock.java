package org.holdfast.freeze.hold.fact;

import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.TxId;

/** A transaction that brought value to a line, with the block it stands in. */
public record LineBlock(TxId txid, BlockRef block) {
    /** The number of confirmations under {@code tip}: 1 in the tip itself, 0 above it, 2^63-1 at most. */
    public long confirmations(BlockRef tip) {
        long above = tip.height() - block.height();
        return above < 0 ? 0 : above == Long.MAX_VALUE ? above : above + 1;
    }
}

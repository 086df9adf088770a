package org.holdfast.chain.spi;

import java.util.List;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;
import org.holdfast.records.chain.v1.BlockOpened;
import org.holdfast.records.chain.v1.BlockSealed;
import org.holdfast.records.chain.v1.UtxoTransactions;

/**
 * A block that passed its chain's checks, as the records it becomes. Only an adapter's verification makes one.
 *
 * @param opened the first record
 * @param batches its transactions in block order, in batches bounded in bytes
 * @param sealed the last record, with the counts and sums of the batches
 */
public record VerifiedBlock(BlockOpened opened, List<UtxoTransactions> batches, BlockSealed sealed) {
    public VerifiedBlock {
        batches = List.copyOf(batches);
    }

    public BlockRef ref() {
        return Places.ref(opened.getBlock());
    }

    public BlockHash parent() {
        return BlockHash.ofDisplayBytes(opened.getParentHash().toByteArray());
    }

    /** True where the parent is not on the topic: the first block of all, or the first after a gap. */
    public boolean startsSegment() {
        return opened.getSegmentStart();
    }
}

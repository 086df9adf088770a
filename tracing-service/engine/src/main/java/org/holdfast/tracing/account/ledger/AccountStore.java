package org.holdfast.tracing.account.ledger;

import org.holdfast.primitives.AssetId;
import org.holdfast.primitives.BlockRef;

/**
 * Where the ledgers of an account chain are kept: blocks are appended and, after a reorg, retracted from the tip. One
 * thread writes; any number of snapshots read meanwhile.
 */
public interface AccountStore extends AutoCloseable {
    /**
     * Appends a block and the feed's place behind it, both or neither.
     *
     * @param feedOffset where reading of the feed goes on after this block
     * @throws org.holdfast.primitives.InputFaultException where the block does not continue the chain, with the codes
     *     of {@link org.holdfast.tracing.block.BlockFaults}; nothing is stored then
     */
    void append(AccountBlock block, long feedOffset);

    /**
     * Takes the tip block away again.
     *
     * @throws org.holdfast.primitives.InputFaultException where the block is not the tip
     */
    void retract(BlockRef block, long feedOffset);

    /** Where reading of the feed goes on; 0 for a fresh store. */
    long feedOffset();

    /** The ledgers as they stand now. Close it: a retraction waits for open snapshots. */
    AccountSnapshot snapshot();

    AccountTotals totals();

    AssetTotals totals(AssetId asset);

    @Override
    void close();
}

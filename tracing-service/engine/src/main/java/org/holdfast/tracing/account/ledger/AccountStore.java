package org.holdfast.tracing.account.ledger;

import org.holdfast.primitives.AssetId;
import org.holdfast.primitives.BlockRef;

/**
 * Stores the ledgers of one account chain. Blocks are appended and, after a reorganisation, retracted from the tip. One
 * thread writes; any number of snapshots read at the same time.
 */
public interface AccountStore extends AutoCloseable {
    /**
     * Appends a block together with its feed offset, atomically.
     *
     * @param feedOffset the feed offset after this block
     * @throws org.holdfast.primitives.InputFaultException for a block that does not continue the chain, with the codes
     *     of {@link org.holdfast.tracing.block.BlockFaults}; nothing is stored
     */
    void append(AccountBlock block, long feedOffset);

    /**
     * Retracts the tip block.
     *
     * @throws org.holdfast.primitives.InputFaultException for a block that is not the tip
     */
    void retract(BlockRef block, long feedOffset);

    /** The feed offset after the last block; 0 for an empty store. */
    long feedOffset();

    /** The ledgers at this moment. Close it: a retraction waits for open snapshots. */
    AccountSnapshot snapshot();

    AccountTotals totals();

    AssetTotals totals(AssetId asset);

    @Override
    void close();
}

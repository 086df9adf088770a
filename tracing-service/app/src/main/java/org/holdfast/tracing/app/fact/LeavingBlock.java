package org.holdfast.tracing.app.fact;

import java.math.BigInteger;
import java.util.List;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.Outpoint;
import org.holdfast.primitives.TxId;
import org.holdfast.tracing.account.ledger.AccountKey;

/** The transactions of a block that leaves the active chain. */
public interface LeavingBlock {
    /** The block. */
    BlockRef block();

    /** The outputs that a transaction of the block spends, without those of transactions that are not indexed. */
    List<Outpoint> spends(TxId id);

    /** What a transaction paid into an account, in ledger order. */
    List<BigInteger> paid(TxId id, AccountKey account);
}

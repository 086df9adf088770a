package org.holdfast.tracing.app.fact;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.Outpoint;
import org.holdfast.primitives.TxId;
import org.holdfast.tracing.account.ledger.AccountKey;

/** The transactions of a block that comes to the active chain. */
public interface ArrivingBlock {
    /** The block. */
    BlockRef block();

    /** Whether a transaction stands in the block. A failed one does too. */
    boolean contains(TxId id);

    /** The transaction that spends an output in the block. */
    Optional<TxId> spender(Outpoint output);

    /** What a transaction pays into an account, in ledger order. */
    List<BigInteger> paid(TxId id, AccountKey account);
}

package org.holdfast.tracing.account.question;

import org.holdfast.primitives.TxId;
import org.holdfast.tracing.account.ledger.AccountKey;
import org.holdfast.tracing.question.LimitFaults;

/**
 * A seed: one stolen deposit from which a trace starts.
 *
 * @param height the height of its block
 * @param nth the index among the deposits of the transaction into the account, from 0
 */
public record LedgerSeed(AccountKey account, long height, TxId txId, int nth) implements Comparable<LedgerSeed> {
    public LedgerSeed {
        LimitFaults.require("height of a seed", height, 0);
        LimitFaults.require("number of a seed", nth, 0);
    }

    @Override
    public int compareTo(LedgerSeed other) {
        int c = Long.compare(height, other.height);
        c = c == 0 ? txId.compareTo(other.txId) : c;
        c = c == 0 ? account.compareTo(other.account) : c;
        return c == 0 ? Integer.compare(nth, other.nth) : c;
    }

    /** {@code <address> <asset> <height> <txid>:<nth>}. */
    @Override
    public String toString() {
        return account + " " + height + " " + txId + ":" + nth;
    }
}

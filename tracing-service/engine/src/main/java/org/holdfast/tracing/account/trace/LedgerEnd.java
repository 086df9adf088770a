package org.holdfast.tracing.account.trace;

import java.math.BigInteger;
import java.util.SortedMap;
import org.holdfast.primitives.TxId;
import org.holdfast.tracing.account.ledger.AccountKey;
import org.holdfast.tracing.exact.Fraction;
import org.holdfast.tracing.question.ServiceLabel;
import org.jspecify.annotations.Nullable;

/**
 * Where a trace over ledgers stops following a part of the value.
 *
 * @param account where the part stands, or who paid it where it left the ledger
 * @param txId the transaction that put it there
 * @param height of its block
 * @param entry which of the ends of this transaction it is, from 0, in ledger order
 * @param traced the traced part in whole base units; over all ends of an asset these sum to what went in
 * @param exact the traced part as it was computed
 * @param bySeed the exact part of each seed, by seed number
 * @param label the label at which it stopped; null for other reasons
 */
public record LedgerEnd(
        LedgerReason reason,
        AccountKey account,
        TxId txId,
        long height,
        int entry,
        BigInteger traced,
        Fraction exact,
        SortedMap<Integer, Fraction> bySeed,
        @Nullable ServiceLabel label) {}

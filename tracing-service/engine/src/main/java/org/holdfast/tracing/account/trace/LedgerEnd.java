package org.holdfast.tracing.account.trace;

import java.math.BigInteger;
import java.util.SortedMap;
import org.holdfast.primitives.TxId;
import org.holdfast.tracing.account.ledger.AccountKey;
import org.holdfast.tracing.exact.Fraction;
import org.holdfast.tracing.question.ServiceLabel;
import org.jspecify.annotations.Nullable;

/**
 * The end of a trace over accounts for a part of the value.
 *
 * @param account the account that holds the part, or its payer if it left the ledger
 * @param txId the transaction of the end
 * @param height the height of its block
 * @param entry the index of the end among the ends of its transaction, from 0, in ledger order
 * @param traced the traced part in whole base units; the sum over all ends of an asset is the value that went in
 * @param exact the computed traced part before rounding
 * @param bySeed the exact part of each seed, by seed number
 * @param label the label of a service end; null for other reasons
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

package org.holdfast.tracing.account.origin;

import java.util.SortedMap;
import org.holdfast.primitives.TxId;
import org.holdfast.tracing.account.ledger.AccountKey;
import org.holdfast.tracing.exact.Fraction;
import org.holdfast.tracing.question.ServiceLabel;
import org.jspecify.annotations.Nullable;

/**
 * Where a part of the targets came from.
 *
 * @param account that held the part, or who paid it where a label or a hub stopped the trace
 * @param txId the transaction at which the trace stopped
 * @param height of its block
 * @param exact how much of the targets came through it, base units
 * @param byTarget the same for each target, by target number
 * @param label the label at which it stopped; null for other reasons
 */
public record LedgerOrigin(
        LedgerOriginReason reason,
        AccountKey account,
        TxId txId,
        long height,
        Fraction exact,
        SortedMap<Integer, Fraction> byTarget,
        @Nullable ServiceLabel label) {}

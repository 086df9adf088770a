package org.holdfast.tracing.account.origin;

import java.util.SortedMap;
import org.holdfast.primitives.TxId;
import org.holdfast.tracing.account.ledger.AccountKey;
import org.holdfast.tracing.exact.Fraction;
import org.holdfast.tracing.question.ServiceLabel;
import org.jspecify.annotations.Nullable;

/**
 * The origin of a part of the targets.
 *
 * @param account the account that held the part, or the payer at a label or hub
 * @param txId the transaction of the origin
 * @param height the height of its block
 * @param exact the part of the targets that came through it, base units
 * @param byTarget the same for each target, by target number
 * @param label the label of a service end; null for other reasons
 */
public record LedgerOrigin(
        LedgerOriginReason reason,
        AccountKey account,
        TxId txId,
        long height,
        Fraction exact,
        SortedMap<Integer, Fraction> byTarget,
        @Nullable ServiceLabel label) {}

package org.holdfast.tracing.output.end;

import java.math.BigInteger;
import java.util.SortedMap;
import org.holdfast.primitives.TxId;
import org.holdfast.tracing.exact.Fraction;
import org.holdfast.tracing.question.ServiceLabel;
import org.jspecify.annotations.Nullable;

/**
 * The end of a trace for a part of the value.
 *
 * @param output the output of the transaction, or {@link #FEE}
 * @param height the height of its block
 * @param value the value of the output, base units; for a fee its traced part, rounded up
 * @param address null for a script without address, and for a fee
 * @param traced the traced part in whole base units; the sum over all ends is the sum of the seeds
 * @param exact the computed traced part before rounding
 * @param bySeed the exact part of each seed, by seed number
 * @param label the label of a service end; null for other reasons
 * @param spentBy the spender of the output; null without one
 */
public record End(
        EndReason reason,
        TxId txId,
        int output,
        long height,
        long value,
        @Nullable String address,
        BigInteger traced,
        Fraction exact,
        SortedMap<Integer, Fraction> bySeed,
        @Nullable ServiceLabel label,
        @Nullable TxId spentBy) {
    /** The number of the fee, as a virtual last output. */
    public static final int FEE = -1;

    /** {@code <txid>:<n>}, or {@code <txid>:fee}. */
    public String place() {
        return txId + ":" + (output == FEE ? "fee" : Integer.toString(output));
    }
}

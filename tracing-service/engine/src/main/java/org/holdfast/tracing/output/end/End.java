package org.holdfast.tracing.output.end;

import java.math.BigInteger;
import java.util.SortedMap;
import org.holdfast.primitives.TxId;
import org.holdfast.tracing.exact.Fraction;
import org.holdfast.tracing.question.ServiceLabel;
import org.jspecify.annotations.Nullable;

/**
 * Where a trace stops following a part of the value.
 *
 * @param output the output of the transaction, or {@link #FEE}
 * @param height of the block the transaction stands in
 * @param value the whole value of the output, base units; of a fee its traced part rounded up
 * @param address null where the script has none, and for a fee
 * @param traced the traced part in whole base units; over all ends these sum to the seeds
 * @param exact the traced part as it was computed
 * @param bySeed the exact part of each seed, by seed number
 * @param label the label at which it stopped; null for other reasons
 * @param spentBy the transaction behind the stop, where there is one
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
    /** Stands for the virtual last output of a transaction. */
    public static final int FEE = -1;

    /** {@code <txid>:<n>}, or {@code <txid>:fee}. */
    public String place() {
        return txId + ":" + (output == FEE ? "fee" : Integer.toString(output));
    }
}

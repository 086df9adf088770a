package org.holdfast.tracing.policy;

import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.holdfast.tracing.graph.TransactionView;

/**
 * A transaction read as an account statement: the inputs are a fund, what is not retained is withdrawn from it in
 * output order, the fee last, and what is retained stays.
 *
 * @param paid outputs in the order in which they are withdrawn; the number of outputs stands for the fee
 * @param kept retained outputs in output order
 */
record Withdrawals(TransactionView transaction, List<Integer> paid, List<Integer> kept) {
    static final String ARITHMETIC = "exact integer, among seeds in proportion by largest remainder";

    static Withdrawals of(TransactionView transaction, Retention retention) {
        int outputs = transaction.outputCount();
        BitSet retained = retention.retained(transaction);
        return new Withdrawals(
                transaction,
                IntStream.rangeClosed(0, outputs)
                        .filter(j -> j == outputs || !retained.get(j))
                        .boxed()
                        .toList(),
                retained.stream().boxed().toList());
    }

    /** Whether the value of every input is known. */
    static boolean known(TransactionView transaction) {
        return transaction.inputSumBefore(transaction.inputCount()) != TransactionView.UNKNOWN;
    }

    long value(int output) {
        int outputs = transaction.outputCount();
        return output < outputs
                ? transaction.outputValue(output)
                : transaction.inputSumBefore(transaction.inputCount()) - transaction.outputSumBefore(outputs);
    }

    long keptValue() {
        return kept.stream().mapToLong(transaction::outputValue).sum();
    }
}

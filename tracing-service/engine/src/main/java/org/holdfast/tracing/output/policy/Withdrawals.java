package org.holdfast.tracing.output.policy;

import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.holdfast.tracing.output.graph.TransactionView;

/**
 * A transaction as an account statement: the inputs are a fund, payments are withdrawn from it in output order, the fee
 * last, and retained outputs stay in it.
 *
 * @param retained the retained outputs
 */
record Withdrawals(TransactionView transaction, BitSet retained) {
    static final String ARITHMETIC = "exact integer, among seeds in proportion by largest remainder";

    static Withdrawals of(TransactionView transaction, Retention retention) {
        return new Withdrawals(transaction, retention.retained(transaction));
    }

    /** Whether the value of every input is known. */
    static boolean known(TransactionView transaction) {
        return transaction.inputSumBefore(transaction.inputCount()) != TransactionView.UNKNOWN;
    }

    /** The payments in order of withdrawal. The number of outputs stands for the fee. */
    List<Integer> paid() {
        int outputs = outputs();
        return IntStream.rangeClosed(0, outputs).filter(j -> !isKept(j)).boxed().toList();
    }

    /** Retained outputs in output order. */
    List<Integer> kept() {
        return retained.stream().boxed().toList();
    }

    boolean isKept(int output) {
        return output < outputs() && retained.get(output);
    }

    int outputs() {
        return transaction.outputCount();
    }

    long value(int output) {
        int outputs = outputs();
        return output < outputs
                ? transaction.outputValue(output)
                : transaction.inputSumBefore(transaction.inputCount()) - transaction.outputSumBefore(outputs);
    }

    long keptValue() {
        long sum = 0;
        for (int j = retained.nextSetBit(0); j >= 0; j = retained.nextSetBit(j + 1)) {
            sum += transaction.outputValue(j);
        }
        return sum;
    }
}

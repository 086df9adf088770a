package org.holdfast.tracing.output.policy;

import org.holdfast.tracing.output.graph.TransactionView;
import org.holdfast.tracing.output.state.Arrivals;
import org.holdfast.tracing.output.state.Passage;
import org.holdfast.tracing.output.state.Shares;

/**
 * A transaction with a traced input is traced as a whole. No court follows this; it finds leads. It does not conserve
 * value, so the balance also counts the value that joins: clean inputs, and the net of inputs with unknown value.
 */
public final class Poison implements Doctrine {
    @Override
    public long ofSeed(int seed, long value) {
        return value;
    }

    @Override
    public boolean pass(TransactionView transaction, Arrivals arrivals, Passage into) {
        long arrived = 0;
        for (int i = 0; i < arrivals.count(); i++) {
            arrived = Math.addExact(arrived, arrivals.carried(i));
        }
        int count = transaction.outputCount();
        long outputs = 0;
        for (int j = 0; j < count; j++) {
            long value = transaction.outputSumBefore(j + 1) - outputs;
            if (value > 0) {
                into.place(j, value);
            }
            outputs += value;
        }
        long inputs = transaction.inputSumBefore(transaction.inputCount());
        if (inputs == TransactionView.UNKNOWN) {
            long known = known(transaction);
            into.join(known - arrived, outputs - known);
        } else {
            into.join(inputs - arrived, 0);
            if (inputs != outputs) {
                into.fee(inputs - outputs);
            }
        }
        return true;
    }

    private static long known(TransactionView transaction) {
        long known = 0;
        for (int i = 0; i < transaction.inputCount(); i++) {
            long value = transaction.inputValue(i);
            known = value == TransactionView.UNKNOWN ? known : Math.addExact(known, value);
        }
        return known;
    }

    @Override
    public int lots(long carried) {
        return 1;
    }

    @Override
    public boolean isBelow(long carried, long units) {
        return carried < units;
    }

    @Override
    public boolean carriesWholeValue() {
        return true;
    }

    @Override
    public void settle(long carried, long fraction, Shares into) {
        throw new IllegalStateException("no seed is told apart");
    }

    @Override
    public long bytes() {
        return 0;
    }

    @Override
    public String arithmetic() {
        return "exact integer";
    }
}

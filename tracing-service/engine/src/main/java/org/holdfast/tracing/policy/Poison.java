package org.holdfast.tracing.policy;

import org.holdfast.tracing.graph.TransactionView;

/**
 * Whatever a traced output touches is traced wholly. No court follows this; it finds leads. It does not conserve value,
 * so its ledger also counts what joined: clean inputs, and the net of inputs whose value is unknown. What an output
 * carries is its whole value.
 */
public final class Poison implements Doctrine {
    private final Cells amounts = new Cells(1);

    @Override
    public int ofSeed(int seed, long value) {
        return of(value);
    }

    private int of(long value) {
        int cell = amounts.take();
        amounts.set(cell, 0, value);
        return cell;
    }

    @Override
    public boolean pass(TransactionView transaction, Arrivals arrivals, Passage into) {
        long arrived = 0;
        for (int i = 0; i < arrivals.count(); i++) {
            arrived = Math.addExact(arrived, amounts.get(arrivals.carried(i), 0));
            amounts.give(arrivals.carried(i));
        }
        int count = transaction.outputCount();
        long outputs = 0;
        for (int j = 0; j < count; j++) {
            long value = transaction.outputSumBefore(j + 1) - outputs;
            if (value > 0) {
                into.place(j, of(value));
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
                into.fee(of(inputs - outputs));
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
    public int lots(int carried) {
        return 1;
    }

    @Override
    public boolean isBelow(int carried, long units) {
        return amounts.get(carried, 0) < units;
    }

    @Override
    public void settle(int carried, Shares into) {
        into.addTotal(amounts.get(carried, 0));
        amounts.give(carried);
    }

    @Override
    public long bytes() {
        return amounts.bytes();
    }

    @Override
    public String arithmetic() {
        return "exact integer";
    }
}

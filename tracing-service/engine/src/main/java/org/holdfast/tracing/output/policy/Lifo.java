package org.holdfast.tracing.output.policy;

import org.holdfast.tracing.output.graph.TransactionView;
import org.holdfast.tracing.output.state.Arrivals;
import org.holdfast.tracing.output.state.IntervalLots;
import org.holdfast.tracing.output.state.Passage;
import org.holdfast.tracing.output.state.Shares;

/**
 * Last in, first out: the inputs form a queue in input order; the outputs take from its end in output order, the fee
 * last. As in {@link Fifo} the value of an output is a list of intervals of its base units, in the order of filling.
 */
public final class Lifo implements Doctrine {
    private static final int TRIPLE = Pouring.TRIPLE;

    private final IntervalLots lots = new IntervalLots();
    private final Pouring pouring = new Pouring(lots);

    @Override
    public long ofSeed(int seed, long value) {
        return lots.one(0, value, seed);
    }

    @Override
    public boolean pass(TransactionView transaction, Arrivals arrivals, Passage into) {
        pouring.begin(transaction);
        int inputs = transaction.inputCount();
        long total = transaction.inputSumBefore(inputs);
        int next = inputs - 1;
        long behind = 0;
        int lost = 0;
        for (int i = arrivals.count() - 1; i >= 0; i--) {
            int input = arrivals.input(i);
            long end;
            if (total == TransactionView.UNKNOWN) {
                for (; behind != TransactionView.UNKNOWN && next > input; next--) {
                    long value = transaction.inputValue(next);
                    behind = value == TransactionView.UNKNOWN ? value : Math.addExact(behind, value);
                }
                if (behind == TransactionView.UNKNOWN) {
                    lost = i + 1;
                    break;
                }
                end = Math.addExact(behind, transaction.inputValue(input));
            } else {
                end = total - transaction.inputSumBefore(input);
            }
            int words = lots.take(arrivals.cell(i));
            long[] carried = lots.taken();
            for (int k = words - TRIPLE; k >= 0; k -= TRIPLE) {
                pouring.pour(transaction, end - carried[k + 1], end - carried[k], (int) carried[k + 2], into);
            }
        }
        pouring.finish(transaction, into);
        // A later input has an unknown value, so the distance of these from the end is unknown.
        for (int i = 0; i < lost; i++) {
            into.leave(i);
        }
        return true;
    }

    @Override
    public int lots(long carried) {
        return lots.lots((int) carried);
    }

    @Override
    public boolean isBelow(long carried, long units) {
        return lots.isBelow((int) carried, units);
    }

    @Override
    public void settle(long carried, long fraction, Shares into) {
        lots.settle((int) carried, into);
    }

    @Override
    public long bytes() {
        return lots.bytes();
    }

    @Override
    public String arithmetic() {
        return "exact integer";
    }
}

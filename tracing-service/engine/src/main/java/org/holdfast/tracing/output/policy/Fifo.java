package org.holdfast.tracing.output.policy;

import org.holdfast.tracing.output.graph.TransactionView;
import org.holdfast.tracing.output.state.Arrivals;
import org.holdfast.tracing.output.state.IntervalLots;
import org.holdfast.tracing.output.state.Passage;
import org.holdfast.tracing.output.state.Shares;

/**
 * First in, first out (Clayton's Case, 1816): the inputs form a queue in input order and fill the outputs in output
 * order, the fee last. The value of an output is a list of intervals of its base units.
 */
public final class Fifo implements Doctrine {
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
        for (int i = 0; i < arrivals.count(); i++) {
            long offset = transaction.inputSumBefore(arrivals.input(i));
            if (offset == TransactionView.UNKNOWN) {
                // An earlier input has an unknown value, so the place of this interval is unknown.
                into.leave(i);
            } else {
                int words = lots.take(arrivals.cell(i));
                long[] carried = lots.taken();
                for (int k = 0; k < words; k += TRIPLE) {
                    long from = Math.addExact(offset, carried[k]);
                    long to = Math.addExact(offset, carried[k + 1]);
                    pouring.pour(transaction, from, to, (int) carried[k + 2], into);
                }
            }
        }
        pouring.finish(transaction, into);
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

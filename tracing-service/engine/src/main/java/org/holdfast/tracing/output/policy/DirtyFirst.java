package org.holdfast.tracing.output.policy;

import org.holdfast.tracing.output.graph.TransactionView;
import org.holdfast.tracing.output.state.Arrivals;
import org.holdfast.tracing.output.state.CountLots;
import org.holdfast.tracing.output.state.Passage;
import org.holdfast.tracing.output.state.SeedVector;
import org.holdfast.tracing.output.state.Shares;
import org.jspecify.annotations.Nullable;

/**
 * Payments take traced value before retained outputs (Re Oatway): first the payments in output order, the fee last of
 * them, then the retained outputs in output order.
 */
public final class DirtyFirst implements Doctrine {
    private final Retention retention;
    private final CountLots lots = new CountLots();

    /**
     * @param retention the retained outputs; without any, every output is a payment
     */
    public DirtyFirst(Retention retention) {
        this.retention = retention;
    }

    @Override
    public long ofSeed(int seed, long value) {
        return lots.one(seed, value);
    }

    @Override
    public boolean pass(TransactionView transaction, Arrivals arrivals, Passage into) {
        if (!Withdrawals.known(transaction)) {
            into.leaveAll(arrivals);
            return true;
        }
        var fund = Withdrawals.of(transaction, retention);
        int seed = lots.takeAlone(arrivals);
        if (seed < 0) {
            several(fund, lots.take(arrivals), into);
            return true;
        }
        int outputs = fund.outputs();
        long[] parts = lots.parts(outputs);
        long left = fill(fund, false, lots.alone(), parts);
        fill(fund, true, left, parts);
        lots.place(seed, parts, outputs, into);
        return true;
    }

    private static long fill(Withdrawals fund, boolean kept, long units, long[] parts) {
        long left = units;
        int outputs = fund.outputs();
        for (int j = 0; j <= outputs && left > 0; j++) {
            if (fund.isKept(j) == kept) {
                parts[j] += Math.min(left, fund.value(j));
                left -= parts[j];
            }
        }
        return left;
    }

    private void several(Withdrawals fund, SeedVector arrived, Passage into) {
        var dealing = new SeedVector.Dealing(fund.outputs());
        @Nullable SeedVector left = arrived;
        for (int j : fund.paid()) {
            left = left == null ? null : dealing.deal(left, j, Math.min(left.total(), fund.value(j)));
        }
        for (int j : fund.kept()) {
            left = left == null ? null : dealing.deal(left, j, Math.min(left.total(), fund.value(j)));
        }
        lots.place(dealing.parts(), fund.outputs(), into);
    }

    @Override
    public int lots(long carried) {
        return 1;
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
        return Withdrawals.ARITHMETIC;
    }
}

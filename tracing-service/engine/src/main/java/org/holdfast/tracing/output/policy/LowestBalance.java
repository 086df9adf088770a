package org.holdfast.tracing.output.policy;

import org.holdfast.tracing.output.graph.TransactionView;
import org.holdfast.tracing.output.state.Arrivals;
import org.holdfast.tracing.output.state.CountLots;
import org.holdfast.tracing.output.state.Passage;
import org.holdfast.tracing.output.state.SeedVector;
import org.holdfast.tracing.output.state.Shares;
import org.jspecify.annotations.Nullable;

/**
 * Lowest intermediate balance (Roscoe v Winder 1915): the payer spends own money first. So retained outputs take traced
 * value first, and payments take only the excess. The fund is the value of the inputs; payments are withdrawn in output
 * order, the fee last, so the excess falls on the last payments. With several claims (Boughner v Greyhawk) each claim
 * keeps at most the rest of the fund; claims above it share it in proportion.
 */
public final class LowestBalance implements Doctrine {
    private final Retention retention;
    private final CountLots lots = new CountLots();

    /**
     * @param retention the retained outputs; without any, traced value falls on the last outputs and the fee
     */
    public LowestBalance(Retention retention) {
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
        long kept = Math.min(lots.alone(), fund.keptValue());
        long excess = lots.alone() - kept;
        for (int j = 0; j < outputs && kept > 0; j++) {
            if (fund.isKept(j)) {
                parts[j] = Math.min(kept, fund.value(j));
                kept -= parts[j];
            }
        }
        for (int j = outputs; j >= 0 && excess > 0; j--) {
            if (!fund.isKept(j)) {
                parts[j] = Math.min(excess, fund.value(j));
                excess -= parts[j];
            }
        }
        lots.place(seed, parts, outputs, into);
        return true;
    }

    private void several(Withdrawals fund, SeedVector claims, Passage into) {
        var dealing = new SeedVector.Dealing(fund.outputs());
        @Nullable SeedVector kept = keep(claims, fund.keptValue());
        @Nullable SeedVector excess = claims.less(kept);
        for (int j : fund.kept()) {
            kept = kept == null ? null : dealing.deal(kept, j, Math.min(kept.total(), fund.value(j)));
        }
        for (int j : fund.paid().reversed()) {
            excess = excess == null ? null : dealing.deal(excess, j, Math.min(excess.total(), fund.value(j)));
        }
        lots.place(dealing.parts(), fund.outputs(), into);
    }

    /** The part of a balance that the claims keep. */
    static @Nullable SeedVector keep(SeedVector claims, long balance) {
        @Nullable
        SeedVector each = claims.kept(
                claims.claims().map(claim -> Math.min(claim, balance)).toArray());
        return each == null || each.total() <= balance ? each : each.part(balance);
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

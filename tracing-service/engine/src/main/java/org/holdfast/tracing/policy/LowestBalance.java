package org.holdfast.tracing.policy;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.holdfast.tracing.graph.TransactionView;
import org.jspecify.annotations.Nullable;

/**
 * Lowest intermediate balance (Roscoe v Winder 1915): own money is spent first, so what is kept takes traced value
 * first and payments only what exceeds it. The fund is what the inputs hold; payments are withdrawn in output order,
 * the fee last, so that the excess falls on the last of them. Several claims (Boughner v Greyhawk): each claim keeps at
 * most what is left in the fund, and where the claims together exceed it they share in proportion.
 *
 * @param retention which outputs are kept; without any, traced value falls on the last outputs and the fee
 */
public record LowestBalance(Retention retention) implements Doctrine<SeedVector> {
    @Override
    public SeedVector ofSeed(int seed, long value) {
        return SeedVector.of(seed, value);
    }

    @Override
    public Optional<Passage<SeedVector>> pass(TransactionView transaction, List<Arrival<SeedVector>> arrivals) {
        if (!Withdrawals.known(transaction)) {
            return Optional.of(Passage.conserving(List.of(), null, arrivals));
        }
        var fund = Withdrawals.of(transaction, retention);
        var dealing = new SeedVector.Dealing(transaction.outputCount());
        SeedVector claims =
                SeedVector.sum(arrivals.stream().map(Arrival::carried).toList());
        @Nullable SeedVector kept = keep(claims, fund.keptValue());
        @Nullable SeedVector excess = claims.less(kept);
        for (int j : fund.kept()) {
            kept = kept == null ? null : dealing.deal(kept, j, Math.min(kept.total(), fund.value(j)));
        }
        for (int j : fund.paid().reversed()) {
            excess = excess == null ? null : dealing.deal(excess, j, Math.min(excess.total(), fund.value(j)));
        }
        return Optional.of(dealing.passage());
    }

    /** What the claims keep of a balance. */
    static @Nullable SeedVector keep(SeedVector claims, long balance) {
        @Nullable
        SeedVector each = claims.kept(
                claims.claims().map(claim -> Math.min(claim, balance)).toArray());
        return each == null || each.total() <= balance ? each : each.part(balance);
    }

    @Override
    public Fraction total(SeedVector carried) {
        return Fraction.of(carried.total());
    }

    @Override
    public SortedMap<Integer, Fraction> bySeed(SeedVector carried) {
        return carried.shares();
    }

    @Override
    public String arithmetic() {
        return Withdrawals.ARITHMETIC;
    }
}

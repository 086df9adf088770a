package org.holdfast.tracing.policy;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.holdfast.tracing.graph.TransactionView;
import org.jspecify.annotations.Nullable;

/**
 * Payments take traced value before what is kept (drugs in, first out; the election of Re Oatway): withdrawals in
 * output order, the fee last, then retained outputs in output order.
 *
 * @param retention which outputs are kept; without any, every output is a payment
 */
public record DirtyFirst(Retention retention) implements Doctrine<SeedVector> {
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
        @Nullable
        SeedVector left = SeedVector.sum(arrivals.stream().map(Arrival::carried).toList());
        for (int j : Stream.concat(fund.paid().stream(), fund.kept().stream()).toList()) {
            left = left == null ? null : dealing.deal(left, j, Math.min(left.total(), fund.value(j)));
        }
        return Optional.of(dealing.passage());
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

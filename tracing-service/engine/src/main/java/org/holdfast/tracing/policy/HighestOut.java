package org.holdfast.tracing.policy;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.IntStream;
import org.holdfast.tracing.graph.TransactionView;
import org.jspecify.annotations.Nullable;

/**
 * Taint in, highest out: the largest outputs are filled with traced value first, of equal ones the earlier, the fee
 * last. No court follows this; it finds leads.
 */
public final class HighestOut implements Doctrine<SeedVector> {
    @Override
    public SeedVector ofSeed(int seed, long value) {
        return SeedVector.of(seed, value);
    }

    @Override
    public Optional<Passage<SeedVector>> pass(TransactionView transaction, List<Arrival<SeedVector>> arrivals) {
        if (transaction.inputSumBefore(transaction.inputCount()) == TransactionView.UNKNOWN) {
            return Optional.of(Passage.conserving(List.of(), null, arrivals));
        }
        int outputs = transaction.outputCount();
        var order = IntStream.range(0, outputs)
                .boxed()
                .sorted(Comparator.<Integer>comparingLong(transaction::outputValue)
                        .reversed())
                .toList();
        var dealing = new SeedVector.Dealing(outputs);
        @Nullable
        SeedVector left = SeedVector.sum(arrivals.stream().map(Arrival::carried).toList());
        for (int j : order) {
            left = left == null ? null : dealing.deal(left, j, Math.min(left.total(), transaction.outputValue(j)));
        }
        if (left != null) {
            dealing.deal(left, outputs, left.total());
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

package org.holdfast.tracing.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.holdfast.tracing.graph.TransactionView;

/**
 * Last in, first out: inputs are laid end to end in their order, and the outputs are filled in theirs from the end of
 * that queue, the fee last. What an output carries is as in {@link Fifo}: triples {@code from, to, seed} of its base
 * units, counted in the order in which they were filled.
 */
public final class Lifo implements Doctrine<long[]> {
    private static final int TRIPLE = Pouring.TRIPLE;

    @Override
    public long[] ofSeed(int seed, long value) {
        return new long[] {0, value, seed};
    }

    @Override
    public Optional<Passage<long[]>> pass(TransactionView transaction, List<Arrival<long[]>> arrivals) {
        var poured = new Pouring(transaction);
        var unplaced = new ArrayList<Arrival<long[]>>();
        long behind = 0;
        int next = transaction.inputCount() - 1;
        for (Arrival<long[]> arrival : arrivals.reversed()) {
            for (; behind != TransactionView.UNKNOWN && next > arrival.input(); next--) {
                long value = transaction.inputValue(next);
                behind = value == TransactionView.UNKNOWN ? value : Math.addExact(behind, value);
            }
            if (behind == TransactionView.UNKNOWN) {
                // An input behind it has an unknown value, so nobody can say how far from the end this one lies.
                unplaced.addFirst(arrival);
            } else {
                long end = Math.addExact(behind, transaction.inputValue(arrival.input()));
                long[] carried = arrival.carried();
                for (int i = carried.length - TRIPLE; i >= 0; i -= TRIPLE) {
                    poured.pour(end - carried[i + 1], end - carried[i], carried[i + 2]);
                }
            }
        }
        return Optional.of(Passage.conserving(poured.placed(), poured.fee(), unplaced));
    }

    @Override
    public Fraction total(long[] carried) {
        return Fifo.sum(carried);
    }

    @Override
    public SortedMap<Integer, Fraction> bySeed(long[] carried) {
        return Fifo.shares(carried);
    }

    @Override
    public String arithmetic() {
        return "exact integer";
    }
}

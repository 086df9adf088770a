package org.holdfast.tracing.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.holdfast.tracing.graph.TransactionView;

/**
 * First in, first out (Clayton's Case, 1816): inputs are laid end to end in their order and poured into the outputs in
 * theirs, the fee last. What an output carries is a list of intervals of its base units, as triples {@code from, to,
 * seed} in ascending order, {@code to} excluded.
 */
public final class Fifo implements Doctrine<long[]> {
    private static final int TRIPLE = Pouring.TRIPLE;

    @Override
    public long[] ofSeed(int seed, long value) {
        return new long[] {0, value, seed};
    }

    @Override
    public Optional<Passage<long[]>> pass(TransactionView transaction, List<Arrival<long[]>> arrivals) {
        var poured = new Pouring(transaction);
        var unplaced = new ArrayList<Arrival<long[]>>();
        for (Arrival<long[]> arrival : arrivals) {
            long offset = transaction.inputSumBefore(arrival.input());
            if (offset == TransactionView.UNKNOWN) {
                // An input before it has an unknown value, so nobody can say where this interval lies.
                unplaced.add(arrival);
            } else {
                long[] carried = arrival.carried();
                for (int i = 0; i < carried.length; i += TRIPLE) {
                    long from = Math.addExact(offset, carried[i]);
                    poured.pour(from, Math.addExact(offset, carried[i + 1]), carried[i + 2]);
                }
            }
        }
        return Optional.of(Passage.conserving(poured.placed(), poured.fee(), unplaced));
    }

    @Override
    public Fraction total(long[] carried) {
        return sum(carried);
    }

    @Override
    public SortedMap<Integer, Fraction> bySeed(long[] carried) {
        return shares(carried);
    }

    static Fraction sum(long[] carried) {
        long sum = 0;
        for (int i = 0; i < carried.length; i += TRIPLE) {
            sum = Math.addExact(sum, carried[i + 1] - carried[i]);
        }
        return Fraction.of(sum);
    }

    static SortedMap<Integer, Fraction> shares(long[] carried) {
        var shares = new TreeMap<Integer, Fraction>();
        for (int i = 0; i < carried.length; i += TRIPLE) {
            shares.merge((int) carried[i + 2], Fraction.of(carried[i + 1] - carried[i]), Fraction::plus);
        }
        return shares;
    }

    @Override
    public String arithmetic() {
        return "exact integer";
    }
}

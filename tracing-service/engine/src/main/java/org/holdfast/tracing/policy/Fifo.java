package org.holdfast.tracing.policy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.holdfast.tracing.graph.TransactionView;
import org.jspecify.annotations.Nullable;

/**
 * First in, first out (Clayton's Case, 1816): inputs are laid end to end in their order and poured into the outputs in
 * theirs, the fee last. What an output carries is a list of intervals of its base units, as triples {@code from, to,
 * seed} in ascending order, {@code to} excluded.
 */
public final class Fifo implements Doctrine<long[]> {
    private static final int TRIPLE = 3;

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
                poured.pour(arrival.carried(), offset);
            }
        }
        return Optional.of(Passage.conserving(poured.placed(), poured.fee(), unplaced));
    }

    @Override
    public Fraction total(long[] carried) {
        long sum = 0;
        for (int i = 0; i < carried.length; i += TRIPLE) {
            sum = Math.addExact(sum, carried[i + 1] - carried[i]);
        }
        return Fraction.of(sum);
    }

    @Override
    public SortedMap<Integer, Fraction> bySeed(long[] carried) {
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

    /** The outputs of one transaction while they are filled. Intervals come in ascending order. */
    private static final class Pouring {
        private final TransactionView transaction;
        private final TreeMap<Integer, long[]> filled = new TreeMap<>();

        Pouring(TransactionView transaction) {
            this.transaction = transaction;
        }

        void pour(long[] carried, long offset) {
            for (int i = 0; i < carried.length; i += TRIPLE) {
                long from = Math.addExact(offset, carried[i]);
                pour(from, Math.addExact(offset, carried[i + 1]), carried[i + 2]);
            }
        }

        private void pour(long from, long to, long seed) {
            int outputs = transaction.outputCount();
            long at = from;
            for (int j = outputHolding(from); at < to; j++) {
                long start = transaction.outputSumBefore(j);
                long end = j == outputs ? Long.MAX_VALUE : transaction.outputSumBefore(j + 1);
                long until = Math.min(to, end);
                if (until > at) {
                    add(j, at - start, until - start, seed);
                    at = until;
                }
            }
        }

        /** The last output that starts at or before the offset; the number of outputs stands for the fee. */
        private int outputHolding(long offset) {
            int low = 0;
            int high = transaction.outputCount();
            while (low < high) {
                int middle = (low + high + 1) >>> 1;
                if (transaction.outputSumBefore(middle) <= offset) {
                    low = middle;
                } else {
                    high = middle - 1;
                }
            }
            return low;
        }

        private void add(int output, long from, long to, long seed) {
            long[] before = filled.get(output);
            int length = before == null ? 0 : before.length;
            if (before != null && before[length - 2] == from && before[length - 1] == seed) {
                before[length - 2] = to;
                return;
            }
            long[] after = before == null ? new long[TRIPLE] : Arrays.copyOf(before, length + TRIPLE);
            after[length] = from;
            after[length + 1] = to;
            after[length + 2] = seed;
            filled.put(output, after);
        }

        List<Placed<long[]>> placed() {
            return filled.headMap(transaction.outputCount()).entrySet().stream()
                    .map(entry -> new Placed<>(entry.getKey(), entry.getValue()))
                    .toList();
        }

        long @Nullable [] fee() {
            return filled.get(transaction.outputCount());
        }
    }
}

package org.holdfast.tracing.output.origin;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.holdfast.tracing.exact.Fraction;
import org.holdfast.tracing.output.graph.TransactionView;

/**
 * FIFO and LIFO backward. Both map units of outputs to units of inputs one to one, so the inverse is exact. The value
 * asked of an output is a list of triples {@code from, to, target} of its base units.
 *
 * @param lastFirst true for LIFO
 */
record IntervalInverse(boolean lastFirst) implements Inverse<long[]> {
    private static final int TRIPLE = 3;

    @Override
    public long[] ofTarget(int target, long value) {
        return new long[] {0, value, target};
    }

    @Override
    public Optional<Sourcing<long[]>> back(TransactionView transaction, List<Ask<long[]>> asks) {
        var inputs = new TreeMap<Integer, long[]>();
        var unknown = new ArrayList<Ask<long[]>>();
        for (Ask<long[]> ask : asks) {
            long start = transaction.outputSumBefore(ask.place());
            for (int i = 0; i < ask.asked().length; i += TRIPLE) {
                long from = start + ask.asked()[i];
                long to = start + ask.asked()[i + 1];
                long target = ask.asked()[i + 2];
                long placed = place(transaction, from, to, target, inputs);
                if (placed < to) {
                    unknown.add(new Ask<>(ask.place(), new long[] {placed - start, to - start, target}));
                }
            }
        }
        List<Ask<long[]>> found = inputs.entrySet().stream()
                .map(entry -> new Ask<>(entry.getKey(), entry.getValue()))
                .toList();
        return Optional.of(new Sourcing<>(found, unknown));
    }

    /** Finds the inputs of an interval of the queue; returns the end of the known part. */
    private long place(TransactionView transaction, long from, long to, long target, TreeMap<Integer, long[]> inputs) {
        int count = transaction.inputCount();
        long before = 0;
        long at = from;
        for (int n = 0; n < count && at < to; n++) {
            int input = lastFirst ? count - 1 - n : n;
            long value = transaction.inputValue(input);
            if (value == TransactionView.UNKNOWN) {
                return at;
            }
            long end = before + value;
            long until = Math.min(to, end);
            if (until > at) {
                long low = lastFirst ? end - until : at - before;
                long high = lastFirst ? end - at : until - before;
                inputs.merge(input, new long[] {low, high, target}, this::sum);
                at = until;
            }
            before = end;
        }
        return at;
    }

    @Override
    public SortedMap<Integer, Fraction> byTarget(long[] asked) {
        var shares = new TreeMap<Integer, Fraction>();
        for (int i = 0; i < asked.length; i += TRIPLE) {
            shares.merge((int) asked[i + 2], Fraction.of(asked[i + 1] - asked[i]), Fraction::plus);
        }
        return shares;
    }

    @Override
    public long[] sum(long[] one, long[] other) {
        long[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }
}

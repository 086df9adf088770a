package org.holdfast.tracing.policy;

import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.holdfast.tracing.graph.TransactionView;
import org.jspecify.annotations.Nullable;

/**
 * The outputs of one transaction while a queue of base units is poured into them in output order, the fee last.
 * Intervals are triples {@code from, to, seed} and come in ascending order.
 */
final class Pouring {
    static final int TRIPLE = 3;

    private final TransactionView transaction;
    private final TreeMap<Integer, long[]> filled = new TreeMap<>();

    Pouring(TransactionView transaction) {
        this.transaction = transaction;
    }

    /** Pours the units {@code from} to {@code to} of the queue, {@code to} excluded. */
    void pour(long from, long to, long seed) {
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

    List<Doctrine.Placed<long[]>> placed() {
        return filled.headMap(transaction.outputCount()).entrySet().stream()
                .map(entry -> new Doctrine.Placed<>(entry.getKey(), entry.getValue()))
                .toList();
    }

    long @Nullable [] fee() {
        return filled.get(transaction.outputCount());
    }
}

package org.holdfast.bench.graph;

import java.util.Arrays;
import org.holdfast.tracing.output.graph.GraphIndex;
import org.holdfast.tracing.output.graph.TransactionCursor;

/**
 * Poison without anything else: which transactions value can reach, each visited once in chain order. What it takes is
 * what the index takes, so it shows how far any policy over that index can go.
 */
public final class Reach {
    private static final int BATCH = 256;

    private long[] heap = new long[1 << 16];
    private int size;

    /** What was visited, and what was read on the way. */
    public record Reached(long transactions, long edges) {}

    /** From an output of a transaction, in chain order, until so many were visited. */
    public Reached from(GraphIndex graph, long seed, int output, long transactionsMax) {
        size = 0;
        TransactionCursor cursor = graph.cursor();
        cursor.moveTo(seed);
        long edges = follow(cursor, output, output + 1);
        long visited = 0;
        long expected = 0;
        while (size > 0 && visited < transactionsMax) {
            if (expected == 0) {
                expected = Math.min(size, BATCH);
                cursor.expect(heap, (int) expected);
            }
            long next = take();
            while (size > 0 && heap[0] == next) {
                take();
            }
            expected--;
            cursor.moveTo(next);
            visited++;
            edges += follow(cursor, 0, cursor.outputCount());
        }
        return new Reached(visited, edges);
    }

    private int follow(TransactionCursor cursor, int from, int to) {
        for (int i = from; i < to; i++) {
            if (cursor.outputValue(i) > 0) {
                long spender = cursor.spender(i);
                if (spender > 0) {
                    add(spender);
                }
            }
        }
        return to - from;
    }

    private void add(long position) {
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, 2 * size);
        }
        int at = size++;
        while (at > 0 && heap[(at - 1) >>> 1] > position) {
            heap[at] = heap[(at - 1) >>> 1];
            at = (at - 1) >>> 1;
        }
        heap[at] = position;
    }

    private long take() {
        long first = heap[0];
        long last = heap[--size];
        int at = 0;
        while (2 * at + 1 < size) {
            int child = 2 * at + 1;
            child += child + 1 < size && heap[child + 1] < heap[child] ? 1 : 0;
            if (heap[child] >= last) {
                break;
            }
            heap[at] = heap[child];
            at = child;
        }
        heap[at] = last;
        return first;
    }
}

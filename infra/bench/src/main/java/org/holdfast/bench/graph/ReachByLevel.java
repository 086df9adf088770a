package org.holdfast.bench.graph;

import java.util.Arrays;
import org.holdfast.tracing.output.graph.GraphIndex;
import org.holdfast.tracing.output.graph.TransactionCursor;

/**
 * How many transactions value can reach, hop by hop, as the batched search of a database does it: nothing is brought
 * into chain order, so it serves to count and not to trace.
 */
public final class ReachByLevel {
    /** Records that are read ahead together; more would push out of the first cache what was read before. */
    private static final int BATCH = 32;

    private static final int FIRST_ROOM = 1 << 12;
    private static final long MULTIPLIER = 0x9E37_79B9_7F4A_7C15L;

    private final long[] batch = new long[BATCH];
    private long[] level = new long[FIRST_ROOM];
    private long[] next = new long[FIRST_ROOM];
    private int nextSize;
    /** Open addressing; 0 is the position of no transaction. */
    private long[] seen = new long[FIRST_ROOM];

    private int seenSize;

    /** From an output of a transaction to the last one that is reached. */
    public Reach.Reached from(GraphIndex graph, long seed, int output) {
        Arrays.fill(seen, 0);
        seenSize = 0;
        nextSize = 0;
        TransactionCursor cursor = graph.cursor();
        cursor.moveTo(seed);
        long edges = follow(cursor, output, output + 1);
        while (nextSize > 0) {
            long[] taken = level;
            level = next;
            next = taken;
            int size = nextSize;
            nextSize = 0;
            edges += visit(cursor, size);
        }
        return new Reach.Reached(seenSize, edges);
    }

    private long visit(TransactionCursor cursor, int size) {
        long edges = 0;
        for (int i = 0; i < size; i++) {
            if (i % BATCH == 0) {
                int some = Math.min(BATCH, size - i);
                System.arraycopy(level, i, batch, 0, some);
                cursor.expect(batch, some);
            }
            cursor.moveTo(level[i]);
            edges += follow(cursor, 0, cursor.outputCount());
        }
        return edges;
    }

    private int follow(TransactionCursor cursor, int from, int to) {
        for (int i = from; i < to; i++) {
            if (cursor.outputValue(i) > 0) {
                long spender = cursor.spender(i);
                if (spender > 0 && isNew(spender)) {
                    if (nextSize == next.length) {
                        next = Arrays.copyOf(next, 2 * nextSize);
                    }
                    next[nextSize++] = spender;
                }
            }
        }
        return to - from;
    }

    private boolean isNew(long position) {
        int at = place(seen, position);
        if (seen[at] == position) {
            return false;
        }
        seen[at] = position;
        if (++seenSize * 2 > seen.length) {
            long[] more = new long[2 * seen.length];
            for (long held : seen) {
                if (held != 0) {
                    more[place(more, held)] = held;
                }
            }
            seen = more;
        }
        return true;
    }

    private static int place(long[] table, long position) {
        int mask = table.length - 1;
        int at = (int) ((position * MULTIPLIER) >>> Integer.SIZE) & mask;
        while (table[at] != 0 && table[at] != position) {
            at = at + 1 & mask;
        }
        return at;
    }
}

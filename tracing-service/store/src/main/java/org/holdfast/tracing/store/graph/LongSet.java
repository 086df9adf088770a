package org.holdfast.tracing.store.graph;

import java.util.Arrays;

/** Positive numbers of one block, cleared for the next. */
final class LongSet {
    private long[] table = new long[1 << 12];
    private int size;

    void clear() {
        if (size > 0) {
            Arrays.fill(table, 0);
            size = 0;
        }
    }

    boolean contains(long number) {
        return table[place(table, number)] == number;
    }

    /** Whether the number was not there yet. */
    boolean add(long number) {
        int at = place(table, number);
        if (table[at] == number) {
            return false;
        }
        table[at] = number;
        if (++size * 2 > table.length) {
            long[] more = new long[table.length * 2];
            for (long held : table) {
                if (held != 0) {
                    more[place(more, held)] = held;
                }
            }
            table = more;
        }
        return true;
    }

    private static int place(long[] table, long number) {
        int mask = table.length - 1;
        int at = (int) ((number * 0x9E3779B97F4A7C15L) >>> 32) & mask;
        while (table[at] != 0 && table[at] != number) {
            at = at + 1 & mask;
        }
        return at;
    }
}

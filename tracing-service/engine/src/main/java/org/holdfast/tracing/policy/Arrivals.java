package org.holdfast.tracing.policy;

import java.util.Arrays;

/** The inputs of one transaction at which traced value arrives, in ascending order, each once. Used again and again. */
public final class Arrivals {
    private static final int FIRST_ROOM = 16;

    /** Per arrival the input (high half) and what it carries. */
    private final long[][] held = {new long[FIRST_ROOM]};

    private final int[] count = new int[1];

    public void clear() {
        count[0] = 0;
    }

    /** Adds an arrival behind the last. */
    public void add(int input, int carried) {
        if (count[0] == held[0].length) {
            held[0] = Arrays.copyOf(held[0], 2 * count[0]);
        }
        held[0][count[0]++] = (long) input << Integer.SIZE | carried;
    }

    public int count() {
        return count[0];
    }

    public int input(int arrival) {
        return (int) (held[0][arrival] >>> Integer.SIZE);
    }

    /** A number that the doctrine gave. */
    public int carried(int arrival) {
        return (int) held[0][arrival];
    }
}

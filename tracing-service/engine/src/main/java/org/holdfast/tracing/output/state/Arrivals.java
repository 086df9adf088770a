package org.holdfast.tracing.output.state;

import java.util.Arrays;

/** The inputs of one transaction at which traced value arrives, in ascending order, each once. Used again and again. */
public final class Arrivals {
    private static final int FIRST_ROOM = 16;

    private static final int INPUT = 0;
    private static final int CARRIED = 1;
    private static final int FRACTION = 2;

    /** Per arrival the input, and what it carries. */
    private final long[][] held = {new long[FIRST_ROOM], new long[FIRST_ROOM], new long[FIRST_ROOM]};

    private final int[] count = new int[1];

    public void clear() {
        count[0] = 0;
    }

    /** Adds an arrival behind the last. */
    public void add(int input, long carried) {
        int at = next();
        held[INPUT][at] = input;
        held[CARRIED][at] = carried;
    }

    /** The same with the second number; where one arrival has one, all have. */
    public void add(int input, long carried, long fraction) {
        int at = next();
        held[INPUT][at] = input;
        held[CARRIED][at] = carried;
        held[FRACTION][at] = fraction;
    }

    private int next() {
        int at = count[0]++;
        if (at == held[INPUT].length) {
            for (int i = 0; i < held.length; i++) {
                held[i] = Arrays.copyOf(held[i], 2 * at);
            }
        }
        return at;
    }

    public int count() {
        return count[0];
    }

    public int input(int arrival) {
        return (int) held[INPUT][arrival];
    }

    /** The first number that the doctrine gave. */
    public long carried(int arrival) {
        return held[CARRIED][arrival];
    }

    /** The first number again where the doctrine keeps what is carried in cells. */
    public int cell(int arrival) {
        return (int) held[CARRIED][arrival];
    }

    /** The second number. */
    public long fraction(int arrival) {
        return held[FRACTION][arrival];
    }
}

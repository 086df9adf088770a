package org.holdfast.tracing.output.state;

import java.util.Arrays;

/** The inputs of one transaction at which traced value arrives, in ascending order, each once. Used again and again. */
public final class Arrivals {
    private static final int FIRST_ROOM = 16;

    /** Per arrival its input and the two numbers that it carries. */
    private int[] inputs = new int[FIRST_ROOM];

    private long[] carried = new long[FIRST_ROOM];
    private long[] fractions = new long[FIRST_ROOM];

    private int count;

    public void clear() {
        count = 0;
    }

    /** Adds an arrival behind the last. */
    public void add(int input, long carried) {
        int at = next();
        inputs[at] = input;
        this.carried[at] = carried;
    }

    /** The same with the second number; where one arrival has one, all have. */
    public void add(int input, long carried, long fraction) {
        int at = next();
        inputs[at] = input;
        this.carried[at] = carried;
        fractions[at] = fraction;
    }

    private int next() {
        int at = count++;
        if (at == inputs.length) {
            inputs = Arrays.copyOf(inputs, 2 * at);
            carried = Arrays.copyOf(carried, 2 * at);
            fractions = Arrays.copyOf(fractions, 2 * at);
        }
        return at;
    }

    public int count() {
        return count;
    }

    public int input(int arrival) {
        return inputs[arrival];
    }

    /** The first number that the doctrine gave. */
    public long carried(int arrival) {
        return carried[arrival];
    }

    /** The first number again where the doctrine keeps what is carried in cells. */
    public int cell(int arrival) {
        return (int) carried[arrival];
    }

    /** The second number. */
    public long fraction(int arrival) {
        return fractions[arrival];
    }
}

package org.holdfast.tracing.output.state;

import java.util.Arrays;

/** The inputs of one transaction with traced value, ascending. Reused for each transaction. */
public final class Arrivals {
    private static final int FIRST_ROOM = 16;

    /** The input of each arrival, and the two numbers of its value. */
    private int[] inputs = new int[FIRST_ROOM];

    private long[] carried = new long[FIRST_ROOM];
    private long[] fractions = new long[FIRST_ROOM];

    private int count;

    /** Removes all arrivals. */
    public void clear() {
        count = 0;
    }

    /** Adds an arrival. Inputs come in ascending order. */
    public void add(int input, long carried) {
        int at = next();
        inputs[at] = input;
        this.carried[at] = carried;
    }

    /** The same with the second number. Either all arrivals have one or none. */
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

    /** The number of arrivals. */
    public int count() {
        return count;
    }

    /** The input of an arrival. */
    public int input(int arrival) {
        return inputs[arrival];
    }

    /** The first number of the value. */
    public long carried(int arrival) {
        return carried[arrival];
    }

    /** The first number as a cell number. */
    public int cell(int arrival) {
        return (int) carried[arrival];
    }

    /** The second number of the value. */
    public long fraction(int arrival) {
        return fractions[arrival];
    }
}

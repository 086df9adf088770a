package org.holdfast.tracing.output.state;

import java.util.Arrays;

/**
 * Where the value that arrived at one transaction went: every arrival is wholly in what was placed, in the fee or among
 * the unplaced. Used again and again.
 */
public final class Passage {
    private static final int FIRST_ROOM = 16;

    /** The outputs of the placed parts, and the two numbers that each carries. */
    private int[] outputs = new int[FIRST_ROOM];

    private long[] carried = new long[FIRST_ROOM];
    private long[] fractions = new long[FIRST_ROOM];
    private int placedCount;
    /** The numbers of the arrivals that are left. */
    private int[] unplaced = new int[FIRST_ROOM];

    private int unplacedCount;
    private long joinedClean;
    private long joinedUnknown;
    private long fee;
    private long feeFraction;

    public void clear() {
        placedCount = 0;
        unplacedCount = 0;
        joinedClean = 0;
        joinedUnknown = 0;
        fee = 0;
        feeFraction = 0;
    }

    /** Value stands at an output. Outputs come in ascending order. */
    public void place(int output, long carried) {
        int at = next(output);
        this.carried[at] = carried;
    }

    /** The same with the second number; a doctrine that has one always gives it. */
    public void place(int output, long carried, long fraction) {
        int at = next(output);
        this.carried[at] = carried;
        fractions[at] = fraction;
    }

    private int next(int output) {
        int at = placedCount++;
        if (at == carried.length) {
            carried = Arrays.copyOf(carried, 2 * at);
            fractions = Arrays.copyOf(fractions, 2 * at);
            outputs = Arrays.copyOf(outputs, 2 * at);
        }
        outputs[at] = output;
        return at;
    }

    /** The traced part of the fee, the virtual last output. */
    public void fee(long carried) {
        fee(carried, 0);
    }

    /** The same with the second number. */
    public void fee(long carried, long fraction) {
        fee = carried;
        feeFraction = fraction;
    }

    /** An arrival cannot be placed, because the value of an input is unknown. It keeps what it carries. */
    public void leave(int arrival) {
        int at = unplacedCount++;
        if (at == unplaced.length) {
            unplaced = Arrays.copyOf(unplaced, 2 * at);
        }
        unplaced[at] = arrival;
    }

    public void leaveAll(Arrivals arrivals) {
        for (int i = 0; i < arrivals.count(); i++) {
            leave(i);
        }
    }

    /**
     * Value that is traced from here on without having arrived as such (poison only).
     *
     * @param clean of known inputs that carried nothing
     * @param unknown outputs less known inputs where an input value is unknown; may be negative, since the fee is in it
     */
    public void join(long clean, long unknown) {
        joinedClean = clean;
        joinedUnknown = unknown;
    }

    public int placedCount() {
        return placedCount;
    }

    public int placedOutput(int index) {
        return outputs[index];
    }

    public long placedCarried(int index) {
        return carried[index];
    }

    public long placedFraction(int index) {
        return fractions[index];
    }

    public boolean hasFee() {
        return (fee | feeFraction) != 0;
    }

    public long feeCarried() {
        return fee;
    }

    public long feeFraction() {
        return feeFraction;
    }

    public int unplacedCount() {
        return unplacedCount;
    }

    /** The number of an arrival. */
    public int unplaced(int index) {
        return unplaced[index];
    }

    public long joinedClean() {
        return joinedClean;
    }

    public long joinedUnknown() {
        return joinedUnknown;
    }
}

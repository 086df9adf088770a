package org.holdfast.tracing.output.state;

import java.util.Arrays;

/**
 * The distribution of the value that arrived at one transaction over outputs, fee and unplaced arrivals. Reused for
 * each transaction.
 */
public final class Passage {
    private static final int FIRST_ROOM = 16;

    /** The output of each placed part, and the two numbers of its value. */
    private int[] outputs = new int[FIRST_ROOM];

    private long[] carried = new long[FIRST_ROOM];
    private long[] fractions = new long[FIRST_ROOM];
    private int placedCount;
    /** The numbers of the unplaced arrivals. */
    private int[] unplaced = new int[FIRST_ROOM];

    private int unplacedCount;
    private long joinedClean;
    private long joinedUnknown;
    private long fee;
    private long feeFraction;

    /** Removes everything. */
    public void clear() {
        placedCount = 0;
        unplacedCount = 0;
        joinedClean = 0;
        joinedUnknown = 0;
        fee = 0;
        feeFraction = 0;
    }

    /** Places value at an output. Outputs come in ascending order. */
    public void place(int output, long carried) {
        int at = next(output);
        this.carried[at] = carried;
    }

    /** The same with the second number. */
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

    /** Leaves an arrival unplaced because the value of an input is unknown. It keeps its value. */
    public void leave(int arrival) {
        int at = unplacedCount++;
        if (at == unplaced.length) {
            unplaced = Arrays.copyOf(unplaced, 2 * at);
        }
        unplaced[at] = arrival;
    }

    /** Leaves all arrivals unplaced. */
    public void leaveAll(Arrivals arrivals) {
        for (int i = 0; i < arrivals.count(); i++) {
            leave(i);
        }
    }

    /**
     * Records clean value that becomes traced here (poison only).
     *
     * @param clean value of known inputs without traced value, base units
     * @param unknown outputs minus known inputs if an input value is unknown, base units; can be negative because of
     *     the fee
     */
    public void join(long clean, long unknown) {
        joinedClean = clean;
        joinedUnknown = unknown;
    }

    /** The number of placed parts. */
    public int placedCount() {
        return placedCount;
    }

    /** The output of a placed part. */
    public int placedOutput(int index) {
        return outputs[index];
    }

    /** The first number of the value of a placed part. */
    public long placedCarried(int index) {
        return carried[index];
    }

    /** The second number of the value of a placed part. */
    public long placedFraction(int index) {
        return fractions[index];
    }

    /** True if the fee has a traced part. */
    public boolean hasFee() {
        return (fee | feeFraction) != 0;
    }

    /** The first number of the value of the fee. */
    public long feeCarried() {
        return fee;
    }

    /** The second number of the value of the fee. */
    public long feeFraction() {
        return feeFraction;
    }

    /** The number of unplaced arrivals. */
    public int unplacedCount() {
        return unplacedCount;
    }

    /** The number of an arrival. */
    public int unplaced(int index) {
        return unplaced[index];
    }

    /** Clean value of known inputs that became traced, base units. */
    public long joinedClean() {
        return joinedClean;
    }

    /** Net value of unknown inputs that became traced, base units. */
    public long joinedUnknown() {
        return joinedUnknown;
    }
}

package org.holdfast.tracing.output.state;

import java.util.Arrays;

/**
 * Where the value that arrived at one transaction went: every arrival is wholly in what was placed, in the fee or among
 * the unplaced. Used again and again.
 */
public final class Passage {
    private static final int FIRST_ROOM = 16;
    private static final int PLACED = 0;
    private static final int UNPLACED = 1;
    private static final int JOINED_CLEAN = 0;
    private static final int JOINED_UNKNOWN = 1;
    private static final int FEE = 2;
    private static final int FEE_FRACTION = 3;
    private static final int CARRIED = 0;
    private static final int FRACTION = 1;

    /** What each placed part carries. */
    private final long[][] placed = {new long[FIRST_ROOM], new long[FIRST_ROOM]};

    /** The outputs of the placed parts, and the arrivals that are left. */
    private final int[][] numbers = {new int[FIRST_ROOM], new int[FIRST_ROOM]};

    private final int[] state = new int[2];
    private final long[] amounts = new long[4];

    public void clear() {
        state[PLACED] = 0;
        state[UNPLACED] = 0;
        amounts[JOINED_CLEAN] = 0;
        amounts[JOINED_UNKNOWN] = 0;
        amounts[FEE] = 0;
        amounts[FEE_FRACTION] = 0;
    }

    /** Value stands at an output. Outputs come in ascending order. */
    public void place(int output, long carried) {
        int at = next(output);
        placed[CARRIED][at] = carried;
    }

    /** The same with the second number; a doctrine that has one always gives it. */
    public void place(int output, long carried, long fraction) {
        int at = next(output);
        placed[CARRIED][at] = carried;
        placed[FRACTION][at] = fraction;
    }

    private int next(int output) {
        int at = state[PLACED]++;
        if (at == placed[CARRIED].length) {
            placed[CARRIED] = Arrays.copyOf(placed[CARRIED], 2 * at);
            placed[FRACTION] = Arrays.copyOf(placed[FRACTION], 2 * at);
            numbers[PLACED] = Arrays.copyOf(numbers[PLACED], 2 * at);
        }
        numbers[PLACED][at] = output;
        return at;
    }

    /** The traced part of the fee, the virtual last output. */
    public void fee(long carried) {
        fee(carried, 0);
    }

    /** The same with the second number. */
    public void fee(long carried, long fraction) {
        amounts[FEE] = carried;
        amounts[FEE_FRACTION] = fraction;
    }

    /** An arrival cannot be placed, because the value of an input is unknown. It keeps what it carries. */
    public void leave(int arrival) {
        int at = state[UNPLACED]++;
        if (at == numbers[UNPLACED].length) {
            numbers[UNPLACED] = Arrays.copyOf(numbers[UNPLACED], 2 * at);
        }
        numbers[UNPLACED][at] = arrival;
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
        amounts[JOINED_CLEAN] = clean;
        amounts[JOINED_UNKNOWN] = unknown;
    }

    public int placedCount() {
        return state[PLACED];
    }

    public int placedOutput(int index) {
        return numbers[PLACED][index];
    }

    public long placedCarried(int index) {
        return placed[CARRIED][index];
    }

    public long placedFraction(int index) {
        return placed[FRACTION][index];
    }

    public boolean hasFee() {
        return (amounts[FEE] | amounts[FEE_FRACTION]) != 0;
    }

    public long feeCarried() {
        return amounts[FEE];
    }

    public long feeFraction() {
        return amounts[FEE_FRACTION];
    }

    public int unplacedCount() {
        return state[UNPLACED];
    }

    /** The number of an arrival. */
    public int unplaced(int index) {
        return numbers[UNPLACED][index];
    }

    public long joinedClean() {
        return amounts[JOINED_CLEAN];
    }

    public long joinedUnknown() {
        return amounts[JOINED_UNKNOWN];
    }
}

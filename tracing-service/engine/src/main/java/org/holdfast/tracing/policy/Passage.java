package org.holdfast.tracing.policy;

import java.util.Arrays;

/**
 * Where the value that arrived at one transaction went: every arrival is wholly in what was placed, in the fee or among
 * the unplaced. Used again and again.
 */
public final class Passage {
    private static final int FIRST_ROOM = 16;
    private static final int PLACED = 0;
    private static final int UNPLACED = 1;
    private static final int FEE = 2;
    private static final int JOINED_CLEAN = 0;
    private static final int JOINED_UNKNOWN = 1;

    /** Per placed part the output (high half) and what it carries. */
    private final long[][] placed = {new long[FIRST_ROOM]};

    private final int[][] unplaced = {new int[FIRST_ROOM]};
    private final int[] state = new int[3];
    private final long[] joined = new long[2];

    public void clear() {
        Arrays.fill(state, 0);
        Arrays.fill(joined, 0);
    }

    /** Value stands at an output. Outputs come in ascending order. */
    void place(int output, int carried) {
        int at = state[PLACED]++;
        if (at == placed[0].length) {
            placed[0] = Arrays.copyOf(placed[0], 2 * at);
        }
        placed[0][at] = (long) output << Integer.SIZE | carried;
    }

    /** The traced part of the fee, the virtual last output. */
    void fee(int carried) {
        state[FEE] = carried;
    }

    /** An arrival cannot be placed, because the value of an input is unknown. It keeps what it carries. */
    void leave(int arrival) {
        int at = state[UNPLACED]++;
        if (at == unplaced[0].length) {
            unplaced[0] = Arrays.copyOf(unplaced[0], 2 * at);
        }
        unplaced[0][at] = arrival;
    }

    void leaveAll(Arrivals arrivals) {
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
    void join(long clean, long unknown) {
        joined[JOINED_CLEAN] = clean;
        joined[JOINED_UNKNOWN] = unknown;
    }

    public int placedCount() {
        return state[PLACED];
    }

    public int placedOutput(int index) {
        return (int) (placed[0][index] >>> Integer.SIZE);
    }

    public int placedCarried(int index) {
        return (int) placed[0][index];
    }

    /** What the fee carries, {@link Cells#NONE} where it carries nothing. */
    public int fee() {
        return state[FEE];
    }

    public int unplacedCount() {
        return state[UNPLACED];
    }

    /** The number of an arrival. */
    public int unplaced(int index) {
        return unplaced[0][index];
    }

    public long joinedClean() {
        return joined[JOINED_CLEAN];
    }

    public long joinedUnknown() {
        return joined[JOINED_UNKNOWN];
    }
}

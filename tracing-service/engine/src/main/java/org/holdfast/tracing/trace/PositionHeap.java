package org.holdfast.tracing.trace;

import java.util.Arrays;

/**
 * The frontier of a walk: a radix heap of positions, each with a slot. A position that is put in is never below the one
 * taken last, since positions grow along every spend; so each entry moves to a lower level at most 8 times, and no
 * object is made for it.
 */
final class PositionHeap {
    private static final int DIGIT_BITS = 8;
    private static final int DIGITS = 1 << DIGIT_BITS;
    private static final int LEVELS = Long.SIZE / DIGIT_BITS;
    private static final int FIRST_CAPACITY = 4;
    /** An emptied bucket gives back what is larger, so that memory follows what waits now. */
    private static final int KEPT_CAPACITY = 1 << 5;

    private static final long[] NO_POSITIONS = {};
    private static final int[] NO_SLOTS = {};

    /**
     * What differs from the last minimum first in digit {@code level}, counted from the lowest, lies in bucket
     * {@code level * 256 + digit}. In level 0 all positions of a bucket are the same.
     */
    private final long[][] positions = new long[LEVELS * DIGITS][];

    private final int[][] slots = new int[LEVELS * DIGITS][];
    private final int[] sizes = new int[LEVELS * DIGITS];
    /** A bit for each bucket that holds something. */
    private final long[] filled = new long[LEVELS * DIGITS / Long.SIZE];
    /** The last minimum, how many entries there are, and how many there is room for. */
    private final long[] state = new long[3];

    PositionHeap() {
        Arrays.fill(positions, NO_POSITIONS);
        Arrays.fill(slots, NO_SLOTS);
    }

    boolean isEmpty() {
        return state[1] == 0;
    }

    long size() {
        return state[1];
    }

    void add(long position, int slot) {
        if (position < state[0]) {
            throw new IllegalArgumentException("position " + position + " lies before " + state[0]);
        }
        state[1]++;
        put(position, slot);
    }

    private void put(long position, int slot) {
        int level = (Long.SIZE - 1 - Long.numberOfLeadingZeros((position ^ state[0]) | 1)) / DIGIT_BITS;
        int digit = (int) (position >>> (level * DIGIT_BITS)) & (DIGITS - 1);
        int bucket = level * DIGITS + digit;
        int size = sizes[bucket]++;
        if (size == positions[bucket].length) {
            grow(bucket, size);
        }
        positions[bucket][size] = position;
        slots[bucket][size] = slot;
        filled[bucket >>> 6] |= 1L << bucket;
    }

    private void grow(int bucket, int size) {
        int room = Math.max(FIRST_CAPACITY, 2 * size);
        state[2] += room - size;
        positions[bucket] = Arrays.copyOf(positions[bucket], room);
        slots[bucket] = Arrays.copyOf(slots[bucket], room);
    }

    /** The smallest position. */
    long first() {
        int bucket = lowest();
        if (bucket >= DIGITS) {
            spread(bucket);
            bucket = lowest();
        }
        state[0] = positions[bucket][0];
        return state[0];
    }

    /** The smallest position, without going there: a smaller one may be put in after this. */
    long least() {
        int bucket = lowest();
        long least = positions[bucket][0];
        for (int i = 1; bucket >= DIGITS && i < sizes[bucket]; i++) {
            least = Math.min(least, positions[bucket][i]);
        }
        return least;
    }

    private int lowest() {
        for (int i = 0; i < filled.length; i++) {
            if (filled[i] != 0) {
                return i << 6 | Long.numberOfTrailingZeros(filled[i]);
            }
        }
        throw new IllegalStateException("nothing waits");
    }

    /** Takes an entry at the smallest position out and returns its slot. */
    int take() {
        return takeAt(first());
    }

    /** Takes an entry out at the smallest position, which the caller was told by {@link #first}. */
    int takeAt(long position) {
        int bucket = (int) position & (DIGITS - 1);
        state[1]--;
        int left = --sizes[bucket];
        int slot = slots[bucket][left];
        if (left == 0) {
            empty(bucket);
        }
        return slot;
    }

    /** Whether another entry stands at the position of the last one taken. */
    boolean hasMoreAt(long position) {
        return state[0] == position && sizes[(int) position & (DIGITS - 1)] > 0;
    }

    private void spread(int bucket) {
        long[] from = positions[bucket];
        int[] slotsFrom = slots[bucket];
        int size = sizes[bucket];
        long least = from[0];
        for (int i = 1; i < size; i++) {
            least = Math.min(least, from[i]);
        }
        state[0] = least;
        sizes[bucket] = 0;
        empty(bucket);
        for (int i = 0; i < size; i++) {
            put(from[i], slotsFrom[i]);
        }
    }

    private void empty(int bucket) {
        filled[bucket >>> 6] &= ~(1L << bucket);
        int room = positions[bucket].length;
        if (room > KEPT_CAPACITY) {
            state[2] -= room;
            positions[bucket] = NO_POSITIONS;
            slots[bucket] = NO_SLOTS;
        }
    }

    /** Memory of the buckets. */
    long bytes() {
        return state[2] * (Long.BYTES + Integer.BYTES);
    }

    /** Copies some of the smallest positions, repeats included; returns how many. */
    int peek(long[] into) {
        int count = 0;
        for (int i = 0; i < filled.length && count < into.length; i++) {
            for (long bits = filled[i]; bits != 0 && count < into.length; bits &= bits - 1) {
                int bucket = i << 6 | Long.numberOfTrailingZeros(bits);
                int some = Math.min(sizes[bucket], into.length - count);
                System.arraycopy(positions[bucket], 0, into, count, some);
                count += some;
            }
        }
        return count;
    }
}

package org.holdfast.tracing.trace;

import java.util.Arrays;

/**
 * The frontier of a walk: a radix heap of positions, each with a slot. A position that is put in is never below the one
 * taken last, since positions grow along every spend; so each entry moves to a lower bucket at most 64 times, and no
 * object is made for it.
 */
final class PositionHeap {
    private static final int BUCKETS = Long.SIZE + 1;
    private static final int FIRST_CAPACITY = 8;

    /** Bucket {@code b} holds what differs from the last minimum in bit {@code b - 1} and in none above it. */
    private final long[][] positions = new long[BUCKETS][FIRST_CAPACITY];

    private final int[][] slots = new int[BUCKETS][FIRST_CAPACITY];
    private final int[] sizes = new int[BUCKETS];
    /** The last minimum, and how many entries there are. */
    private final long[] state = new long[2];

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
        int bucket = Long.SIZE - Long.numberOfLeadingZeros(position ^ state[0]);
        int size = sizes[bucket]++;
        if (size == positions[bucket].length) {
            positions[bucket] = Arrays.copyOf(positions[bucket], 2 * size);
            slots[bucket] = Arrays.copyOf(slots[bucket], 2 * size);
        }
        positions[bucket][size] = position;
        slots[bucket][size] = slot;
    }

    /** The smallest position. */
    long first() {
        if (sizes[0] == 0) {
            spread();
        }
        return state[0];
    }

    /** Takes an entry at the smallest position out and returns its slot. */
    int take() {
        first();
        state[1]--;
        return slots[0][--sizes[0]];
    }

    /** Whether another entry stands at the position of the last one taken. */
    boolean hasMoreAt(long position) {
        return sizes[0] > 0 && state[0] == position;
    }

    private void spread() {
        int bucket = 1;
        while (bucket < BUCKETS && sizes[bucket] == 0) {
            bucket++;
        }
        if (bucket == BUCKETS) {
            throw new IllegalStateException("nothing waits");
        }
        long[] from = positions[bucket];
        int size = sizes[bucket];
        long least = from[0];
        for (int i = 1; i < size; i++) {
            least = Math.min(least, from[i]);
        }
        state[0] = least;
        sizes[bucket] = 0;
        for (int i = 0; i < size; i++) {
            put(from[i], slots[bucket][i]);
        }
    }

    /** Copies some of the smallest positions, repeats included, in no order; returns how many. */
    int peek(long[] into) {
        int count = 0;
        for (int bucket = 0; bucket < BUCKETS && count < into.length; bucket++) {
            int some = Math.min(sizes[bucket], into.length - count);
            System.arraycopy(positions[bucket], 0, into, count, some);
            count += some;
        }
        return count;
    }
}

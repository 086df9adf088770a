package org.holdfast.tracing.output.state;

import java.util.Arrays;

/**
 * The frontier of a walk: a radix heap of positions, each with a slot. A new position is never below the last minimum,
 * because positions grow along every spend. So each entry moves down at most once per digit, and an entry is not an
 * object.
 */
public final class PositionHeap {
    private static final int DIGIT_BITS = 8;
    private static final int DIGITS = 1 << DIGIT_BITS;
    private static final int LEVELS = (Long.SIZE + DIGIT_BITS - 1) / DIGIT_BITS;
    private static final int BUCKETS = LEVELS * DIGITS;
    /** From this bucket on, positions can differ from the last minimum in their high half. */
    private static final int FAR = Integer.SIZE / DIGIT_BITS * DIGITS;

    private static final int FIRST_CAPACITY = 4;
    /** An empty bucket frees a larger array, so that memory follows the current size. */
    private static final int KEPT_CAPACITY = 1 << 5;

    private static final long LOW_HALF = 0xFFFF_FFFFL;
    private static final long[] NO_ENTRIES = {};
    private static final int[] NO_HALVES = {};

    /**
     * A position whose highest digit that differs from the last minimum is {@code level} lies in bucket {@code level *
     * DIGITS + digit}. All positions of a bucket of level 0 are equal. An entry has the low half of the position in its
     * high half and the slot in its low half.
     */
    private final long[][] entries = new long[BUCKETS][];

    /**
     * The high halves of the positions in buckets from {@link #FAR} on. The other buckets share the high half of the
     * last minimum.
     */
    private final int[][] highHalves = new int[BUCKETS - FAR][];

    private final int[] sizes = new int[BUCKETS];
    /** One bit per bucket, set if it is not empty. */
    private final long[] filled = new long[BUCKETS / Long.SIZE];
    /** The last minimum. */
    private long minimum;

    private long size;
    /** Capacity of all buckets, in entries. */
    private long capacity;

    private long farCapacity;

    /** An empty heap with minimum 0. */
    public PositionHeap() {
        Arrays.fill(entries, NO_ENTRIES);
        Arrays.fill(highHalves, NO_HALVES);
    }

    /** True without entries. */
    public boolean isEmpty() {
        return size == 0;
    }

    /** The number of entries. */
    public long size() {
        return size;
    }

    /** Adds an entry. Throws {@link IllegalArgumentException} for a position below the last minimum. */
    public void add(long position, int slot) {
        if (position < minimum) {
            throw new IllegalArgumentException("position " + position + " lies before " + minimum);
        }
        size++;
        put(position, slot);
    }

    private void put(long position, int slot) {
        int level = (Long.SIZE - 1 - Long.numberOfLeadingZeros((position ^ minimum) | 1)) / DIGIT_BITS;
        int digit = (int) (position >>> (level * DIGIT_BITS)) & (DIGITS - 1);
        int bucket = level * DIGITS + digit;
        int size = sizes[bucket]++;
        long[] in = entries[bucket];
        if (size == in.length) {
            in = grow(bucket, size);
        }
        in[size] = position << Integer.SIZE | (slot & LOW_HALF);
        if (bucket >= FAR) {
            highHalves[bucket - FAR][size] = (int) (position >>> Integer.SIZE);
        }
        filled[bucket >>> 6] |= 1L << bucket;
    }

    private long[] grow(int bucket, int size) {
        int room = Math.max(FIRST_CAPACITY, 2 * size);
        capacity += room - size;
        entries[bucket] = Arrays.copyOf(entries[bucket], room);
        if (bucket >= FAR) {
            farCapacity += room - size;
            highHalves[bucket - FAR] = Arrays.copyOf(highHalves[bucket - FAR], room);
        }
        return entries[bucket];
    }

    private long position(int bucket, int index) {
        long low = entries[bucket][index] >>> Integer.SIZE;
        return bucket < FAR
                ? (minimum & ~LOW_HALF) | low
                : (long) highHalves[bucket - FAR][index] << Integer.SIZE | low;
    }

    /** The smallest position. */
    public long first() {
        int bucket = lowest();
        if (bucket >= DIGITS) {
            spread(bucket);
            bucket = lowest();
        }
        minimum = position(bucket, 0);
        return minimum;
    }

    /** The smallest position. Unlike {@link #first}, it does not move the minimum. */
    public long least() {
        return least(lowest());
    }

    private long least(int bucket) {
        long least = position(bucket, 0);
        for (int i = 1; bucket >= DIGITS && i < sizes[bucket]; i++) {
            least = Math.min(least, position(bucket, i));
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

    /** Removes an entry at the smallest position and returns its slot. */
    public int take() {
        return takeAt(first());
    }

    /** Removes an entry at the position that {@link #first} returned. */
    public int takeAt(long position) {
        int bucket = (int) position & (DIGITS - 1);
        size--;
        int left = --sizes[bucket];
        int slot = (int) entries[bucket][left];
        if (left == 0) {
            empty(bucket);
        }
        return slot;
    }

    /** True if another entry has the position of the last removed entry. */
    public boolean hasMoreAt(long position) {
        return minimum == position && sizes[(int) position & (DIGITS - 1)] > 0;
    }

    private void spread(int bucket) {
        long[] from = entries[bucket];
        int[] highFrom = bucket < FAR ? NO_HALVES : highHalves[bucket - FAR];
        long high = minimum & ~LOW_HALF;
        int size = sizes[bucket];
        minimum = least(bucket);
        sizes[bucket] = 0;
        empty(bucket);
        for (int i = 0; i < size; i++) {
            long above = bucket < FAR ? high : (long) highFrom[i] << Integer.SIZE;
            put(above | from[i] >>> Integer.SIZE, (int) from[i]);
        }
    }

    private void empty(int bucket) {
        filled[bucket >>> 6] &= ~(1L << bucket);
        int room = entries[bucket].length;
        if (room > KEPT_CAPACITY) {
            capacity -= room;
            entries[bucket] = NO_ENTRIES;
            if (bucket >= FAR) {
                farCapacity -= room;
                highHalves[bucket - FAR] = NO_HALVES;
            }
        }
    }

    /** Memory of the buckets, bytes. */
    public long bytes() {
        return capacity * Long.BYTES + farCapacity * Integer.BYTES;
    }

    /** Copies some of the smallest positions, repeats included, and returns their number. */
    public int peek(long[] into) {
        int count = 0;
        for (int i = 0; i < filled.length && count < into.length; i++) {
            for (long bits = filled[i]; bits != 0 && count < into.length; bits &= bits - 1) {
                int bucket = i << 6 | Long.numberOfTrailingZeros(bits);
                int some = Math.min(sizes[bucket], into.length - count);
                for (int k = 0; k < some; k++) {
                    into[count++] = position(bucket, k);
                }
            }
        }
        return count;
    }
}

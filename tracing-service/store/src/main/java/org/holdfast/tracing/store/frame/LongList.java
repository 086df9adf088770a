package org.holdfast.tracing.store.frame;

import java.util.Arrays;

/** Numbers of one block, cleared for the next. */
public final class LongList {
    private long[] numbers = new long[1 << 12];
    private int size;

    public void clear() {
        size = 0;
    }

    public void add(long number) {
        if (size == numbers.length) {
            numbers = Arrays.copyOf(numbers, 2 * size);
        }
        numbers[size++] = number;
    }

    public long get(int index) {
        return numbers[index];
    }

    public int size() {
        return size;
    }
}

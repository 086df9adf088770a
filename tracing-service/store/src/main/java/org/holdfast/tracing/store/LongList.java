package org.holdfast.tracing.store;

import java.util.Arrays;

/** Numbers of one block, cleared for the next. */
final class LongList {
    private long[] numbers = new long[1 << 12];
    private int size;

    void clear() {
        size = 0;
    }

    void add(long number) {
        if (size == numbers.length) {
            numbers = Arrays.copyOf(numbers, 2 * size);
        }
        numbers[size++] = number;
    }

    long get(int index) {
        return numbers[index];
    }

    int size() {
        return size;
    }
}

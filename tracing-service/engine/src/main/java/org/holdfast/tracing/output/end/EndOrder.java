package org.holdfast.tracing.output.end;

import java.util.Arrays;

/**
 * Sorts the ends of a walk into chain order: by position, then output with the fee last, then order of booking. Most
 * ends are booked in this order; only the ends at a limit are sorted and then merged.
 */
final class EndOrder {
    private final EndLog log;
    /** Two buffers for merging: numbers of ends, and their positions. */
    private final int[][] ends;

    private final long[][] positions;

    private EndOrder(EndLog log) {
        this.log = log;
        int count = log.count();
        this.ends = new int[2][count];
        this.positions = new long[2][count];
        for (int i = 0; i < count; i++) {
            ends[0][i] = i + 1;
            positions[0][i] = log.position(i + 1);
        }
    }

    /** The numbers of the ends in chain order. */
    static int[] of(EndLog log) {
        if (log.isInOrder()) {
            int[] order = new int[log.count()];
            Arrays.setAll(order, i -> i + 1);
            return order;
        }
        return new EndOrder(log).sorted();
    }

    private int[] sorted() {
        int count = log.count();
        int inOrder = 0;
        while (inOrder < count && (inOrder == 0 || !isBefore(0, inOrder, inOrder - 1))) {
            inOrder++;
        }
        int from = 0;
        boolean tailInOrder = true;
        for (int i = inOrder + 1; i < count && tailInOrder; i++) {
            tailInOrder = !isBefore(0, i, i - 1);
        }
        for (int width = tailInOrder ? count : 1; width < count - inOrder; width *= 2) {
            for (int at = inOrder; at < count; at += 2 * width) {
                int middle = Math.min(at + width, count);
                merge(from, at, middle, Math.min(middle + width, count));
            }
            from = 1 - from;
        }
        if (from == 1) {
            System.arraycopy(ends[0], 0, ends[1], 0, inOrder);
            System.arraycopy(positions[0], 0, positions[1], 0, inOrder);
        }
        if (inOrder < count) {
            merge(from, 0, inOrder, count);
            from = 1 - from;
        }
        return ends[from];
    }

    /** Merges two sorted neighbours from one buffer into the other. */
    private void merge(int from, int start, int middle, int end) {
        int left = start;
        int right = middle;
        for (int at = start; at < end; at++) {
            boolean takeRight = left == middle || (right < end && isBefore(from, right, left));
            int next = takeRight ? right++ : left++;
            ends[1 - from][at] = ends[from][next];
            positions[1 - from][at] = positions[from][next];
        }
    }

    private boolean isBefore(int in, int one, int other) {
        long position = positions[in][one];
        long otherPosition = positions[in][other];
        // The fee is -1 and comes last, as the largest unsigned number.
        return position < otherPosition
                || (position == otherPosition
                        && Integer.compareUnsigned(log.output(ends[in][one]), log.output(ends[in][other])) < 0);
    }
}

package org.holdfast.tracing.output.state;

import java.util.Arrays;

/**
 * The traced value of outputs under FIFO and LIFO: ascending intervals of base units, {@code to} excluded, each of one
 * seed. Each value is a chain of cells, identified by its first cell.
 */
public final class IntervalLots {
    /** Seed in the high half, next cell in the low half. It is word 0, where a free cell stores the next free cell. */
    private static final int LINK = 0;

    private static final int FROM = 1;
    private static final int TO = 2;
    private static final int WIDTH = 3;

    private final Cells cells = new Cells(WIDTH);
    /** The chain that was read last, as triples {@code from, to, seed}. */
    private long[] read = new long[WIDTH];

    /** The chain of one interval, {@code to} excluded. */
    public int one(long from, long to, int seed) {
        int cell = cells.take();
        long[] page = cells.page(cell);
        int at = cells.at(cell);
        page[at + LINK] = (long) seed << Integer.SIZE;
        page[at + FROM] = from;
        page[at + TO] = to;
        return cell;
    }

    /**
     * Appends an interval to a chain and returns the last cell. An adjacent interval of the same seed extends the last
     * cell.
     */
    public int append(int last, long from, long to, int seed) {
        long[] page = cells.page(last);
        int at = cells.at(last);
        if (page[at + TO] == from && page[at + LINK] >>> Integer.SIZE == seed) {
            page[at + TO] = to;
            return last;
        }
        int cell = one(from, to, seed);
        page[at + LINK] |= cell;
        return cell;
    }

    /** The number of cells of a chain. */
    public int lots(int first) {
        int count = 0;
        for (int cell = first; cell != Cells.NONE; cell = next(cell)) {
            count++;
        }
        return count;
    }

    /** True if a chain has less than a number of base units. */
    public boolean isBelow(int first, long units) {
        long sum = 0;
        for (int cell = first; cell != Cells.NONE; cell = next(cell)) {
            sum = Math.addExact(sum, cells.get(cell, TO) - cells.get(cell, FROM));
        }
        return sum < units;
    }

    private int next(int cell) {
        return (int) cells.get(cell, LINK);
    }

    /** Copies a chain into triples and frees its cells. Returns the number of copied words. */
    public int take(int first) {
        int count = 0;
        int next;
        for (int cell = first; cell != Cells.NONE; cell = next) {
            if (count == read.length) {
                read = Arrays.copyOf(read, 2 * count);
            }
            long[] page = cells.page(cell);
            int at = cells.at(cell);
            long link = page[at + LINK];
            next = (int) link;
            read[count] = page[at + FROM];
            read[count + 1] = page[at + TO];
            read[count + 2] = link >>> Integer.SIZE;
            count += WIDTH;
            cells.give(cell);
        }
        return count;
    }

    /** The triples of the last {@link #take}. */
    public long[] taken() {
        return read;
    }

    /** Writes a chain into shares and frees its cells. */
    public void settle(int first, Shares into) {
        int words = take(first);
        for (int i = 0; i < words; i += WIDTH) {
            into.add((int) read[i + 2], read[i + 1] - read[i], 0);
        }
    }

    /** Memory of all chains, bytes. */
    public long bytes() {
        return cells.bytes();
    }
}

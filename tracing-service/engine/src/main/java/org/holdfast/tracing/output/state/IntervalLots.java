package org.holdfast.tracing.output.state;

import java.util.Arrays;

/**
 * What outputs carry under the policies that order: intervals of their base units, ascending, {@code to} excluded, each
 * from one seed. A chain of cells; it goes by its first.
 */
public final class IntervalLots {
    /** Seed in the high half, the next cell in the low one. First, since a free cell keeps its successor there. */
    private static final int LINK = 0;

    private static final int FROM = 1;
    private static final int TO = 2;
    private static final int WIDTH = 3;

    private final Cells cells = new Cells(WIDTH);
    /** Of the chain that was read last: triples {@code from, to, seed}. */
    private long[] read = new long[WIDTH];

    public int one(long from, long to, int seed) {
        int cell = cells.take();
        long[] page = cells.page(cell);
        int at = cells.at(cell);
        page[at + LINK] = (long) seed << Integer.SIZE;
        page[at + FROM] = from;
        page[at + TO] = to;
        return cell;
    }

    /** Puts an interval behind the last of a chain. Returns its cell: the last one where it only became longer. */
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

    public int lots(int first) {
        int count = 0;
        for (int cell = first; cell != Cells.NONE; cell = next(cell)) {
            count++;
        }
        return count;
    }

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

    /** Copies a chain into triples and gives its cells back. Returns how many words were copied. */
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

    /** The triples of the chain that was taken last. */
    public long[] taken() {
        return read;
    }

    public void settle(int first, Shares into) {
        int words = take(first);
        for (int i = 0; i < words; i += WIDTH) {
            into.add((int) read[i + 2], read[i + 1] - read[i], 0);
        }
    }

    public long bytes() {
        return cells.bytes();
    }
}

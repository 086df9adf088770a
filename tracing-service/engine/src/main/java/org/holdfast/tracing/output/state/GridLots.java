package org.holdfast.tracing.output.state;

import java.math.BigInteger;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The traced value of outputs on the grid: multiples of 2^-64 base unit by seed, seeds ascending, each less than 2^127.
 * Each value is a chain of cells, identified by its first cell.
 */
public final class GridLots {
    /** Seed in the high half, next cell in the low half. It is word 0, where a free cell stores the next free cell. */
    private static final int LINK = 0;
    /** Whole base units. */
    private static final int HIGH = 1;
    /** Multiples of 2^-64. */
    private static final int LOW = 2;

    private static final int WIDTH = 3;
    private static final BigInteger LOW_MASK =
            BigInteger.ONE.shiftLeft(Long.SIZE).subtract(BigInteger.ONE);

    private final Cells cells = new Cells(WIDTH);
    /** The arrived sum of a single seed. */
    private long sumHigh;

    private long sumLow;

    /** The chain of one seed: {@code high} whole base units and {@code low} multiples of 2^-64. */
    public int one(int seed, long high, long low) {
        int cell = cells.take();
        long[] page = cells.page(cell);
        int at = cells.at(cell);
        page[at + LINK] = (long) seed << Integer.SIZE;
        page[at + HIGH] = high;
        page[at + LOW] = low;
        return cell;
    }

    private int next(int cell) {
        return (int) cells.get(cell, LINK);
    }

    private int seed(int cell) {
        return (int) (cells.get(cell, LINK) >>> Integer.SIZE);
    }

    /**
     * The seed of the arrivals, or -1 for several seeds. {@link #high} and {@link #low} then return the sum of the
     * single seed.
     */
    public int takeAlone(Arrivals arrivals) {
        int seed = seed(arrivals.cell(0));
        long high = 0;
        long low = 0;
        for (int i = 0; i < arrivals.count(); i++) {
            int cell = arrivals.cell(i);
            if (seed(cell) != seed || next(cell) != Cells.NONE) {
                return -1;
            }
            long more = cells.get(cell, LOW);
            low += more;
            high = Math.addExact(high, cells.get(cell, HIGH)) + (Long.compareUnsigned(low, more) < 0 ? 1 : 0);
        }
        for (int i = 0; i < arrivals.count(); i++) {
            cells.give(arrivals.cell(i));
        }
        sumHigh = high;
        sumLow = low;
        return seed;
    }

    /** The whole base units of the last {@link #takeAlone}. */
    public long high() {
        return sumHigh;
    }

    /** The multiples of 2^-64 of the last {@link #takeAlone}. */
    public long low() {
        return sumLow;
    }

    /** The arrived value by seed. */
    public SortedMap<Integer, BigInteger> take(Arrivals arrivals) {
        var sums = new TreeMap<Integer, BigInteger>();
        for (int i = 0; i < arrivals.count(); i++) {
            int next;
            for (int cell = arrivals.cell(i); cell != Cells.NONE; cell = next) {
                next = next(cell);
                BigInteger low = BigInteger.valueOf(cells.get(cell, LOW)).and(LOW_MASK);
                BigInteger units = BigInteger.valueOf(cells.get(cell, HIGH))
                        .shiftLeft(Long.SIZE)
                        .or(low);
                sums.merge(seed(cell), units, BigInteger::add);
                cells.give(cell);
            }
        }
        return sums;
    }

    /** The chain of positive units by seed; {@link Cells#NONE} without units. */
    public int chain(SortedMap<Integer, BigInteger> units) {
        int first = Cells.NONE;
        for (var entry : units.reversed().entrySet()) {
            BigInteger value = entry.getValue();
            int cell = one(entry.getKey(), value.shiftRight(Long.SIZE).longValueExact(), value.longValue());
            cells.set(cell, LINK, cells.get(cell, LINK) | first);
            first = cell;
        }
        return first;
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
        long high = 0;
        long low = 0;
        for (int cell = first; cell != Cells.NONE; cell = next(cell)) {
            long more = cells.get(cell, LOW);
            low += more;
            high += cells.get(cell, HIGH) + (Long.compareUnsigned(low, more) < 0 ? 1 : 0);
        }
        return high < units;
    }

    /** Writes a chain into shares and frees its cells. */
    public void settle(int first, Shares into) {
        int next;
        for (int cell = first; cell != Cells.NONE; cell = next) {
            next = next(cell);
            into.add(seed(cell), cells.get(cell, HIGH), cells.get(cell, LOW));
            cells.give(cell);
        }
    }

    /** Memory of all chains, bytes. */
    public long bytes() {
        return cells.bytes();
    }
}

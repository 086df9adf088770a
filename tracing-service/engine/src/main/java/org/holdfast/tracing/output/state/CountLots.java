package org.holdfast.tracing.output.state;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The traced value of outputs under policies that count: whole base units by seed, seeds ascending. Each value is a
 * chain of cells, identified by its first cell. A single seed is divided with plain numbers, several seeds with
 * vectors.
 */
public final class CountLots {
    /** Seed in the high half, next cell in the low half. It is word 0, where a free cell stores the next free cell. */
    private static final int LINK = 0;

    private static final int AMOUNT = 1;
    private static final int WIDTH = 2;
    private static final int FIRST_ROOM = 16;

    private final Cells cells = new Cells(WIDTH);
    private long[] parts = new long[FIRST_ROOM];
    private long alone;

    /** The chain of one seed; {@code amount} in base units. */
    public int one(int seed, long amount) {
        int cell = cells.take();
        cells.set(cell, LINK, (long) seed << Integer.SIZE);
        cells.set(cell, AMOUNT, amount);
        return cell;
    }

    private int next(int cell) {
        return (int) cells.get(cell, LINK);
    }

    private int seed(int cell) {
        return (int) (cells.get(cell, LINK) >>> Integer.SIZE);
    }

    /** The seed of the arrivals, or -1 for several seeds. {@link #alone} then returns the units of the single seed. */
    public int takeAlone(Arrivals arrivals) {
        int seed = seed(arrivals.cell(0));
        long sum = 0;
        for (int i = 0; i < arrivals.count(); i++) {
            int cell = arrivals.cell(i);
            if (seed(cell) != seed || next(cell) != Cells.NONE) {
                return -1;
            }
            sum = Math.addExact(sum, cells.get(cell, AMOUNT));
        }
        for (int i = 0; i < arrivals.count(); i++) {
            cells.give(arrivals.cell(i));
        }
        alone = sum;
        return seed;
    }

    /** The units of the single seed of the last {@link #takeAlone}. */
    public long alone() {
        return alone;
    }

    /** The arrived value by seed. */
    public SeedVector take(Arrivals arrivals) {
        var vectors = new ArrayList<SeedVector>(arrivals.count());
        for (int i = 0; i < arrivals.count(); i++) {
            int first = arrivals.cell(i);
            int[] seeds = new int[lots(first)];
            long[] amounts = new long[seeds.length];
            for (int k = 0, cell = first; cell != Cells.NONE; k++) {
                seeds[k] = seed(cell);
                amounts[k] = cells.get(cell, AMOUNT);
                int next = next(cell);
                cells.give(cell);
                cell = next;
            }
            vectors.add(SeedVector.of(seeds, amounts));
        }
        return SeedVector.sum(vectors);
    }

    /** An array of zeros with one number per output and one for the fee. */
    public long[] parts(int outputs) {
        if (parts.length <= outputs) {
            parts = new long[2 * outputs];
        } else {
            Arrays.fill(parts, 0, outputs + 1, 0);
        }
        return parts;
    }

    /** Places the parts of one seed at the outputs and the fee. */
    public void place(int seed, long[] part, int outputs, Passage into) {
        for (int j = 0; j < outputs; j++) {
            if (part[j] > 0) {
                into.place(j, one(seed, part[j]));
            }
        }
        if (part[outputs] > 0) {
            into.fee(one(seed, part[outputs]));
        }
    }

    /** Places vectors at the outputs and the fee. */
    public void place(List<@Nullable SeedVector> part, int outputs, Passage into) {
        for (int j = 0; j < outputs; j++) {
            SeedVector vector = part.get(j);
            if (vector != null) {
                into.place(j, chain(vector));
            }
        }
        SeedVector fee = part.get(outputs);
        if (fee != null) {
            into.fee(chain(fee));
        }
    }

    private int chain(SeedVector vector) {
        int first = Cells.NONE;
        for (int i = vector.size() - 1; i >= 0; i--) {
            int cell = one(vector.seed(i), vector.amount(i));
            cells.set(cell, LINK, cells.get(cell, LINK) | first);
            first = cell;
        }
        return first;
    }

    int lots(int first) {
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
            sum = Math.addExact(sum, cells.get(cell, AMOUNT));
        }
        return sum < units;
    }

    /** Writes a chain into shares and frees its cells. */
    public void settle(int first, Shares into) {
        int next;
        for (int cell = first; cell != Cells.NONE; cell = next) {
            next = next(cell);
            into.add(seed(cell), cells.get(cell, AMOUNT), 0);
            cells.give(cell);
        }
    }

    /** Memory of all chains, bytes. */
    public long bytes() {
        return cells.bytes();
    }
}

package org.holdfast.tracing.output.state;

import org.holdfast.tracing.output.graph.TransactionView;

/**
 * Traced outputs on their way into a transaction, by slot: from which transaction and output, into which input, how
 * many transactions behind the seed, what the output carries and in how many lots. 32 bytes each, 40 where the doctrine
 * needs them.
 */
public final class Waiting {
    /** First, since a free cell keeps its successor there. */
    private static final int FROM = 0;
    /** Output in the high half, input in the low one. */
    private static final int OUTPUT = 1;

    private static final int CARRIED = 2;
    /** Hops in the high half, lots in the low one. */
    private static final int HOPS = 3;

    private static final int FRACTION = 4;

    private final boolean fractions;
    private final Cells cells;

    /**
     * @param fractions whether the second number that an output carries may be other than 0
     */
    public Waiting(boolean fractions) {
        this.fractions = fractions;
        this.cells = new Cells(fractions ? FRACTION + 1 : FRACTION);
    }

    /** Holds an output of a transaction that is spent. */
    public int hold(TransactionView transaction, int output, int hops, long carried, long fraction, int lots) {
        int slot = cells.take();
        long[] page = cells.page(slot);
        int at = cells.at(slot);
        page[at + FROM] = transaction.position();
        page[at + OUTPUT] = (long) output << Integer.SIZE | transaction.spenderInput(output);
        page[at + CARRIED] = carried;
        page[at + HOPS] = (long) hops << Integer.SIZE | lots;
        if (fractions) {
            page[at + FRACTION] = fraction;
        }
        return slot;
    }

    /** Adds what waits in a slot to what arrives at its input. */
    public void arrive(int slot, Arrivals into) {
        long[] page = cells.page(slot);
        int at = cells.at(slot);
        if (fractions) {
            into.add((int) page[at + OUTPUT], page[at + CARRIED], page[at + FRACTION]);
        } else {
            into.add((int) page[at + OUTPUT], page[at + CARRIED]);
        }
    }

    public void release(int slot) {
        cells.give(slot);
    }

    public long from(int slot) {
        return cells.get(slot, FROM);
    }

    public int output(int slot) {
        return (int) (cells.get(slot, OUTPUT) >>> Integer.SIZE);
    }

    public int input(int slot) {
        return (int) cells.get(slot, OUTPUT);
    }

    public long carried(int slot) {
        return cells.get(slot, CARRIED);
    }

    public long fraction(int slot) {
        return fractions ? cells.get(slot, FRACTION) : 0;
    }

    public int hops(int slot) {
        return (int) (cells.get(slot, HOPS) >>> Integer.SIZE);
    }

    public int lots(int slot) {
        return (int) cells.get(slot, HOPS);
    }

    public long bytes() {
        return cells.bytes();
    }
}

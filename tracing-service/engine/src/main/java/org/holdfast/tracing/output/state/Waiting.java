package org.holdfast.tracing.output.state;

import org.holdfast.tracing.output.graph.TransactionView;

/**
 * Traced outputs that wait for their spender, by slot: source transaction and output, input of the spender, hops from
 * the seed, traced value, and number of lots. 32 bytes each, 40 with a second number.
 */
public final class Waiting {
    /** Word 0, where a free cell stores the next free cell. */
    private static final int FROM = 0;
    /** Output in the high half, input in the low half. */
    private static final int OUTPUT = 1;

    private static final int CARRIED = 2;
    /** Hops in the high half, lots in the low half. */
    private static final int HOPS = 3;

    private static final int FRACTION = 4;

    private final boolean fractions;
    private final Cells cells;

    /**
     * @param fractions true if values have a second number
     */
    public Waiting(boolean fractions) {
        this.fractions = fractions;
        this.cells = new Cells(fractions ? FRACTION + 1 : FRACTION);
    }

    /** Holds a spent output. */
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

    /** Adds the value of a slot to the arrivals. */
    public void arrive(int slot, Arrivals into) {
        long[] page = cells.page(slot);
        int at = cells.at(slot);
        if (fractions) {
            into.add((int) page[at + OUTPUT], page[at + CARRIED], page[at + FRACTION]);
        } else {
            into.add((int) page[at + OUTPUT], page[at + CARRIED]);
        }
    }

    /** Frees a slot. */
    public void release(int slot) {
        cells.give(slot);
    }

    /** The position of the source transaction. */
    public long from(int slot) {
        return cells.get(slot, FROM);
    }

    /** The output of the source transaction. */
    public int output(int slot) {
        return (int) (cells.get(slot, OUTPUT) >>> Integer.SIZE);
    }

    /** The input of the spender. */
    public int input(int slot) {
        return (int) cells.get(slot, OUTPUT);
    }

    /** The first number of the value. */
    public long carried(int slot) {
        return cells.get(slot, CARRIED);
    }

    /** The second number of the value. */
    public long fraction(int slot) {
        return fractions ? cells.get(slot, FRACTION) : 0;
    }

    /** Hops from the seed. */
    public int hops(int slot) {
        return (int) (cells.get(slot, HOPS) >>> Integer.SIZE);
    }

    /** The number of lots of the value. */
    public int lots(int slot) {
        return (int) cells.get(slot, HOPS);
    }

    /** Memory of all slots, bytes. */
    public long bytes() {
        return cells.bytes();
    }
}

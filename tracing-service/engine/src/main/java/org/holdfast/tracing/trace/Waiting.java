package org.holdfast.tracing.trace;

import org.holdfast.tracing.policy.Cells;

/**
 * Traced outputs on their way into a transaction, by slot: from which transaction and output, into which input, how
 * many transactions behind the seed, what the output carries and in how many lots. 32 bytes each.
 */
final class Waiting {
    private static final int FROM = 0;
    /** Output in the high half, input in the low one. */
    private static final int OUTPUT = 1;
    /** Hops in the high half, what it carries in the low one. */
    private static final int CARRIED = 2;

    private static final int LOTS = 3;
    private static final int WIDTH = 4;

    private final Cells cells = new Cells(WIDTH);

    /** Holds one; what it carries is told by {@link #carry}. */
    int hold(long from, int output, int input) {
        int slot = cells.take();
        long[] page = cells.page(slot);
        int at = cells.at(slot);
        page[at + FROM] = from;
        page[at + OUTPUT] = (long) output << Integer.SIZE | input;
        return slot;
    }

    void carry(int slot, int hops, int carried, int lots) {
        long[] page = cells.page(slot);
        int at = cells.at(slot);
        page[at + CARRIED] = (long) hops << Integer.SIZE | carried;
        page[at + LOTS] = lots;
    }

    void release(int slot) {
        cells.give(slot);
    }

    long from(int slot) {
        return cells.get(slot, FROM);
    }

    int output(int slot) {
        return (int) (cells.get(slot, OUTPUT) >>> Integer.SIZE);
    }

    int input(int slot) {
        return (int) cells.get(slot, OUTPUT);
    }

    /** Hops in the high half, what it carries in the low one. */
    long hopsAndCarried(int slot) {
        return cells.get(slot, CARRIED);
    }

    int carried(int slot) {
        return (int) cells.get(slot, CARRIED);
    }

    int lots(int slot) {
        return (int) cells.get(slot, LOTS);
    }

    long bytes() {
        return cells.bytes();
    }
}

package org.holdfast.tracing.store.graph.record;

/**
 * A spender slot: position of the spending record (43 bits from bit 20), number of its input (20 bits); 0 while
 * unspent. The sign bit marks a record that overwrites the transaction instead of spending it (BIP 30).
 */
public final class Slot {
    public static final long UNSPENT = 0;
    static final int INPUT_MAX = (1 << 20) - 1;

    private static final int INPUT_BITS = 20;
    private static final long POSITION_MAX = (1L << 43) - 1;

    private Slot() {}

    public static long spent(long position, int input) {
        if (input > INPUT_MAX || position > POSITION_MAX) {
            throw new IllegalStateException("input " + input + " of " + position + " does not fit into a slot");
        }
        return position << INPUT_BITS | input;
    }

    public static long overwritten(long position) {
        return spent(position, 0) | Long.MIN_VALUE;
    }

    public static boolean isOverwritten(long slot) {
        return slot < 0;
    }

    public static long position(long slot) {
        return slot >>> INPUT_BITS & POSITION_MAX;
    }

    public static int input(long slot) {
        return (int) slot & INPUT_MAX;
    }
}

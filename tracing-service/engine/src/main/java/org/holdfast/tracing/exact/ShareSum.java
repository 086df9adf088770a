package org.holdfast.tracing.exact;

import java.math.BigInteger;

/**
 * A sum of shares of unlike denominators, each cut to a multiple of 2^-256: whole units and multiples of 2^-64 are
 * summed in machine words, rationals as they come.
 */
public final class ShareSum {
    /** The grid that rationals are cut to. */
    public static final int BITS = 256;

    /** Binary digits of the fraction that {@link #add(long, long)} takes. */
    public static final int FRACTION_BITS = Long.SIZE;

    private static final int WHOLE = 0;
    private static final int FRACTION = 1;

    private final long[] words = new long[2];
    /** What did not fit into the words, in whole units, and the rationals, in multiples of 2^-256. */
    private final BigInteger[] beyond = {BigInteger.ZERO, BigInteger.ZERO};

    /** Adds whole units, and multiples of 2^-64 as an unsigned number. */
    public void add(long whole, long fraction) {
        words[FRACTION] += fraction;
        if (Long.compareUnsigned(words[FRACTION], fraction) < 0) {
            addWhole(1);
        }
        addWhole(whole);
    }

    /** Adds whole units of either sign. */
    public void addWhole(long whole) {
        long before = words[WHOLE];
        long after = before + whole;
        if (((before ^ after) & (whole ^ after)) < 0) {
            beyond[WHOLE] = beyond[WHOLE].add(BigInteger.valueOf(before));
            after = whole;
        }
        words[WHOLE] = after;
    }

    public void add(Fraction share) {
        beyond[FRACTION] = beyond[FRACTION].add(share.floorTimesPowerOfTwo(BITS));
    }

    /** Whole units, where nothing else was added. */
    public BigInteger whole() {
        return beyond[WHOLE].add(BigInteger.valueOf(words[WHOLE]));
    }

    /** The sum in multiples of 2^-256. */
    public BigInteger cut() {
        BigInteger fraction = new BigInteger(Long.toUnsignedString(words[FRACTION]));
        return whole().shiftLeft(BITS)
                .add(fraction.shiftLeft(BITS - FRACTION_BITS))
                .add(beyond[FRACTION]);
    }
}

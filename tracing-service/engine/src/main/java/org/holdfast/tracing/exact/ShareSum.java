package org.holdfast.tracing.exact;

import java.math.BigInteger;

/**
 * A sum of shares with different denominators, each rounded down to a multiple of 2^-256: Whole units and multiples of
 * 2^-64 are summed in machine words, rationals as big integers.
 */
public final class ShareSum {
    /** Rationals are rounded down to multiples of 2^-256. */
    public static final int BITS = 256;

    /** Binary digits of the fraction that {@link #add(long, long)} takes. */
    public static final int FRACTION_BITS = Long.SIZE;

    /** Whole units, and multiples of 2^-64 as an unsigned number. */
    private long wholeWord;

    private long fractionWord;
    /** Whole units that did not fit into the word. */
    private BigInteger beyond = BigInteger.ZERO;

    /** The rationals, in multiples of 2^-256. */
    private BigInteger rationals = BigInteger.ZERO;

    /** Adds whole units, and multiples of 2^-64 as an unsigned number. */
    public void add(long whole, long fraction) {
        fractionWord += fraction;
        if (Long.compareUnsigned(fractionWord, fraction) < 0) {
            addWhole(1);
        }
        addWhole(whole);
    }

    /** Adds whole units of either sign. */
    public void addWhole(long whole) {
        long before = wholeWord;
        long after = before + whole;
        if (((before ^ after) & (whole ^ after)) < 0) {
            beyond = beyond.add(BigInteger.valueOf(before));
            after = whole;
        }
        wholeWord = after;
    }

    /** Adds a rational. */
    public void add(Fraction share) {
        rationals = rationals.add(share.floorTimesPowerOfTwo(BITS));
    }

    /** The sum, if only whole units were added. */
    public BigInteger whole() {
        return beyond.add(BigInteger.valueOf(wholeWord));
    }

    /** The sum in multiples of 2^-256. */
    public BigInteger cut() {
        BigInteger fraction = new BigInteger(Long.toUnsignedString(fractionWord));
        return whole().shiftLeft(BITS)
                .add(fraction.shiftLeft(BITS - FRACTION_BITS))
                .add(rationals);
    }
}

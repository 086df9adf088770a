package org.holdfast.tracing.exact;

import java.math.BigInteger;
import java.util.Collection;
import java.util.List;

/**
 * The balance check of results: the value that goes in equals the value that comes out, to the base unit. The
 * constructor of every sealed type calls it, so an unbalanced result cannot exist.
 */
public final class Conservation {
    /** Exact shares are compared in multiples of 2^-256; see {@link #requireExact}. */
    private static final int CHECK_BITS = ShareSum.BITS;

    private Conservation() {}

    /** Compares whole base units. Throws {@link IllegalStateException} if they differ. */
    public static void requireWhole(String what, BigInteger in, BigInteger out) {
        if (!in.equals(out)) {
            throw unbalanced(what, "whole units", in, out);
        }
    }

    /**
     * Compares exact shares. Each share is rounded down to a multiple of 2^-256, because a sum of a million different
     * denominators would be too large. The check finds a loss or gain above 2^-200 base unit.
     */
    public static void requireExact(String what, Collection<Fraction> in, List<Fraction> out) {
        BigInteger cutIn = cut(in);
        BigInteger missing = cutIn.subtract(cut(out));
        boolean near = missing.signum() >= 0
                ? missing.compareTo(BigInteger.valueOf(out.size())) <= 0
                : missing.negate().compareTo(BigInteger.valueOf(in.size())) <= 0;
        if (!near) {
            throw unbalanced(what, "shares of 2^-" + CHECK_BITS, cutIn, cut(out));
        }
    }

    /**
     * The same for a sum of shares.
     *
     * @param out the sum of {@code count} shares, each rounded down to a multiple of 2^-256
     */
    public static void requireExact(String what, BigInteger in, BigInteger out, int count) {
        BigInteger cutIn = in.shiftLeft(CHECK_BITS);
        BigInteger missing = cutIn.subtract(out);
        if (missing.signum() < 0 || missing.compareTo(BigInteger.valueOf(count)) > 0) {
            throw unbalanced(what, "shares of 2^-" + CHECK_BITS, cutIn, out);
        }
    }

    /** The sum of amounts. */
    public static BigInteger sum(Collection<BigInteger> amounts) {
        return amounts.stream().reduce(BigInteger.ZERO, BigInteger::add);
    }

    private static BigInteger cut(Collection<Fraction> shares) {
        BigInteger sum = BigInteger.ZERO;
        for (Fraction share : shares) {
            sum = sum.add(share.floorTimesPowerOfTwo(CHECK_BITS));
        }
        return sum;
    }

    private static IllegalStateException unbalanced(String what, String unit, BigInteger in, BigInteger out) {
        return new IllegalStateException("a " + what + " does not balance (" + unit + "): in " + in + ", out " + out
                + ", difference " + in.subtract(out));
    }
}

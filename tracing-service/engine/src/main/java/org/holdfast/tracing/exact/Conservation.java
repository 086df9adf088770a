package org.holdfast.tracing.exact;

import java.math.BigInteger;
import java.util.Collection;
import java.util.List;

/**
 * What went in equals what came out, to the base unit: the condition without which no result of any kind can be made.
 * Every sealed type checks itself with these in its constructor, so that an unbalanced one does not exist.
 */
public final class Conservation {
    /** Exact shares of many denominators are compared on a grid this fine; see {@link #requireExact}. */
    private static final int CHECK_BITS = ShareSum.BITS;

    private Conservation() {}

    public static void requireWhole(String what, BigInteger in, BigInteger out) {
        if (!in.equals(out)) {
            throw unbalanced(what, "whole units", in, out);
        }
    }

    /**
     * Each step conserves shares exactly. Here each share is cut to a multiple of 2^-256, so that a million ends of
     * unlike denominators can be summed: a loss or gain of more than 2^-200 base unit is found.
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
     * The same for shares that are summed already.
     *
     * @param out the sum of {@code count} shares, each cut to a multiple of 2^-256
     */
    public static void requireExact(String what, BigInteger in, BigInteger out, int count) {
        BigInteger cutIn = in.shiftLeft(CHECK_BITS);
        BigInteger missing = cutIn.subtract(out);
        if (missing.signum() < 0 || missing.compareTo(BigInteger.valueOf(count)) > 0) {
            throw unbalanced(what, "shares of 2^-" + CHECK_BITS, cutIn, out);
        }
    }

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

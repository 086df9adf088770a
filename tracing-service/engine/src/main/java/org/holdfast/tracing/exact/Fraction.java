package org.holdfast.tracing.exact;

import java.math.BigInteger;

/**
 * A non-negative rational number in lowest terms: an exact share of an amount in base units. Text form: {@code n} or
 * {@code n/d}.
 */
public final class Fraction implements Comparable<Fraction> {
    public static final Fraction ZERO = new Fraction(BigInteger.ZERO, BigInteger.ONE);

    private final BigInteger numerator;
    private final BigInteger denominator;

    /** The fraction in lowest terms. Throws {@link ArithmeticException} for a negative share. */
    public Fraction(BigInteger numerator, BigInteger denominator) {
        if (numerator.signum() < 0 || denominator.signum() <= 0) {
            throw new ArithmeticException("a share is not negative, got " + numerator + "/" + denominator);
        }
        BigInteger common = common(numerator, denominator);
        boolean lowest = common.equals(BigInteger.ONE);
        this.numerator = lowest ? numerator : numerator.divide(common);
        this.denominator = lowest ? denominator : denominator.divide(common);
    }

    /** For a numerator and denominator without a common divisor. */
    private Fraction(BigInteger numerator, BigInteger denominator, boolean lowest) {
        if (!lowest || numerator.signum() < 0) {
            throw new ArithmeticException("a share is not negative, got " + numerator + "/" + denominator);
        }
        this.numerator = numerator;
        this.denominator = denominator;
    }

    private static BigInteger common(BigInteger numerator, BigInteger denominator) {
        if (denominator.equals(BigInteger.ONE) || numerator.equals(BigInteger.ONE)) {
            return BigInteger.ONE;
        }
        int twos = denominator.getLowestSetBit();
        if (numerator.signum() > 0 && denominator.bitLength() == twos + 1) {
            return BigInteger.ONE.shiftLeft(Math.min(twos, numerator.getLowestSetBit()));
        }
        return CommonDivisor.of(numerator, denominator);
    }

    /** A whole amount. Throws {@link ArithmeticException} for a negative one. */
    public static Fraction of(long whole) {
        return of(BigInteger.valueOf(whole));
    }

    /** Throws {@link ArithmeticException} where the amount is negative. */
    public static Fraction of(BigInteger whole) {
        return new Fraction(whole, BigInteger.ONE, true);
    }

    /** The numerator in lowest terms. */
    public BigInteger numerator() {
        return numerator;
    }

    /** The denominator in lowest terms, positive. */
    public BigInteger denominator() {
        return denominator;
    }

    /** The sum. Common divisors of the denominators are divided out first, which keeps the numbers small. */
    public Fraction plus(Fraction other) {
        if (denominator.equals(other.denominator)) {
            return new Fraction(numerator.add(other.numerator), denominator);
        }
        BigInteger common = CommonDivisor.of(denominator, other.denominator);
        BigInteger own = exact(denominator, common);
        BigInteger theirs = exact(other.denominator, common);
        BigInteger sum = numerator.multiply(theirs).add(other.numerator.multiply(own));
        BigInteger rest = common.equals(BigInteger.ONE) ? common : CommonDivisor.of(sum, common);
        return sum.signum() == 0
                ? ZERO
                : new Fraction(exact(sum, rest), own.multiply(exact(other.denominator, rest)), true);
    }

    /** This share times {@code part/whole}. */
    public Fraction scaled(long part, long whole) {
        return scaled(BigInteger.valueOf(part), BigInteger.valueOf(whole));
    }

    /**
     * This share times {@code part/whole}. Both are in lowest terms, so only a numerator and the other denominator can
     * have a common divisor.
     */
    public Fraction scaled(BigInteger part, BigInteger whole) {
        if (part.signum() <= 0 || whole.signum() <= 0 || numerator.signum() == 0) {
            return new Fraction(numerator.multiply(part), denominator.multiply(whole));
        }
        BigInteger within = CommonDivisor.of(part, whole);
        BigInteger up = exact(part, within);
        BigInteger down = exact(whole, within);
        BigInteger above = CommonDivisor.of(numerator, down);
        BigInteger below = CommonDivisor.of(denominator, up);
        return new Fraction(
                exact(numerator, above).multiply(exact(up, below)),
                exact(denominator, below).multiply(exact(down, above)),
                true);
    }

    /** The divisor is usually 1, and a division of a large number by 1 would still read all of it. */
    private static BigInteger exact(BigInteger number, BigInteger divisor) {
        return divisor.equals(BigInteger.ONE) ? number : number.divide(divisor);
    }

    /** The largest whole number that is not greater. */
    public BigInteger floor() {
        return numerator.divide(denominator);
    }

    /** This share rounded down to a multiple of 2^-bits, in units of 2^-bits. */
    public BigInteger floorTimesPowerOfTwo(int bits) {
        return numerator.shiftLeft(bits).divide(denominator);
    }

    /** The fractional part. */
    public Fraction remainder() {
        return new Fraction(numerator.mod(denominator), denominator);
    }

    /** True for 0. */
    public boolean isZero() {
        return numerator.signum() == 0;
    }

    @Override
    public int compareTo(Fraction other) {
        return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Fraction that
                && numerator.equals(that.numerator)
                && denominator.equals(that.denominator);
    }

    @Override
    public int hashCode() {
        return 31 * numerator.hashCode() + denominator.hashCode();
    }

    @Override
    public String toString() {
        return denominator.equals(BigInteger.ONE) ? numerator.toString() : numerator + "/" + denominator;
    }
}

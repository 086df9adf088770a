package org.holdfast.tracing.policy;

import java.math.BigInteger;

/**
 * A non-negative rational number in lowest terms: an exact share of an amount in base units. Text form: {@code n} or
 * {@code n/d}.
 */
public record Fraction(BigInteger numerator, BigInteger denominator) implements Comparable<Fraction> {
    public static final Fraction ZERO = new Fraction(BigInteger.ZERO, BigInteger.ONE);

    public Fraction {
        if (numerator.signum() < 0 || denominator.signum() <= 0) {
            throw new ArithmeticException("a share is not negative, got " + numerator + "/" + denominator);
        }
        BigInteger common = numerator.gcd(denominator);
        if (!common.equals(BigInteger.ONE)) {
            numerator = numerator.divide(common);
            denominator = denominator.divide(common);
        }
    }

    public static Fraction of(long whole) {
        return new Fraction(BigInteger.valueOf(whole), BigInteger.ONE);
    }

    /** Throws {@link ArithmeticException} where the amount is negative. */
    public static Fraction of(BigInteger whole) {
        return new Fraction(whole, BigInteger.ONE);
    }

    public Fraction plus(Fraction other) {
        if (denominator.equals(other.denominator)) {
            return new Fraction(numerator.add(other.numerator), denominator);
        }
        return new Fraction(
                numerator.multiply(other.denominator).add(other.numerator.multiply(denominator)),
                denominator.multiply(other.denominator));
    }

    /** This share times {@code part/whole}. */
    public Fraction scaled(long part, long whole) {
        return new Fraction(
                numerator.multiply(BigInteger.valueOf(part)), denominator.multiply(BigInteger.valueOf(whole)));
    }

    /** This share times {@code part/whole}. */
    public Fraction scaled(BigInteger part, BigInteger whole) {
        return new Fraction(numerator.multiply(part), denominator.multiply(whole));
    }

    public BigInteger floor() {
        return numerator.divide(denominator);
    }

    /** The largest multiple of 2^-bits that is not greater, counted in 2^-bits. */
    public BigInteger floorTimesPowerOfTwo(int bits) {
        return numerator.shiftLeft(bits).divide(denominator);
    }

    /** The part behind the whole number. */
    public Fraction remainder() {
        return new Fraction(numerator.mod(denominator), denominator);
    }

    public boolean isZero() {
        return numerator.signum() == 0;
    }

    @Override
    public int compareTo(Fraction other) {
        return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
    }

    @Override
    public String toString() {
        return denominator.equals(BigInteger.ONE) ? numerator.toString() : numerator + "/" + denominator;
    }
}

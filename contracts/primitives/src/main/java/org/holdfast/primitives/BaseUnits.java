package org.holdfast.primitives;

import java.math.BigInteger;

/**
 * An amount as a count of an asset's smallest unit: satoshi, wei, token unit. Never negative, at most 256 bits, as an
 * EVM word holds. Text form: decimal digits, no exponent, no separator.
 */
public record BaseUnits(BigInteger value) implements Comparable<BaseUnits> {
    private static final int BITS_MAX = 256;
    private static final int DIGITS_MAX = 78;

    public static final BaseUnits ZERO = new BaseUnits(BigInteger.ZERO);

    public BaseUnits {
        if (value.signum() < 0 || value.bitLength() > BITS_MAX) {
            throw new ArithmeticException("an amount has 0 to 256 bits and no sign, got " + value);
        }
    }

    public static BaseUnits of(long value) {
        return new BaseUnits(BigInteger.valueOf(value));
    }

    /** Reads decimal digits. Throws {@link InputFaultException} on anything else, a sign or exponent included. */
    public static BaseUnits parse(String text) {
        boolean digits =
                !text.isEmpty() && text.length() <= DIGITS_MAX && text.chars().allMatch(c -> c >= '0' && c <= '9');
        BigInteger value = digits ? new BigInteger(text) : BigInteger.ZERO;
        if (!digits || value.bitLength() > BITS_MAX) {
            throw new InputFaultException(new InputFault(
                    "primitives.amount.malformed",
                    "an amount is malformed",
                    "amount",
                    "a whole number of base units below 2^256, decimal digits only",
                    InputFault.quote(text),
                    "give the amount in the asset's smallest unit"));
        }
        return new BaseUnits(value);
    }

    public BaseUnits plus(BaseUnits other) {
        return new BaseUnits(value.add(other.value));
    }

    /** The difference; throws {@link ArithmeticException} where it would be negative. */
    public BaseUnits minus(BaseUnits other) {
        return new BaseUnits(value.subtract(other.value));
    }

    public boolean isZero() {
        return value.signum() == 0;
    }

    /** The amount as a {@code long}; throws {@link ArithmeticException} beyond 63 bits. */
    public long longValueExact() {
        return value.longValueExact();
    }

    @Override
    public int compareTo(BaseUnits other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}

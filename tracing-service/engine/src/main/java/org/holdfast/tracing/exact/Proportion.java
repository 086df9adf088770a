package org.holdfast.tracing.exact;

/**
 * {@code amount * part / whole} for an amount of 128 bits, exactly, with the remainder, in machine words. The divisor
 * is prepared once; division is a multiplication (Moeller and Granlund, Improved division by invariant integers, 2011,
 * algorithm 4).
 */
public final class Proportion {
    private static final long HALF = 0xFFFF_FFFFL;

    private long divisor;
    private int shift;
    private long reciprocal;
    private long high;
    private long low;
    private long rest;

    /** Prepares division by a positive number. */
    public void divideBy(long whole) {
        shift = Long.numberOfLeadingZeros(whole);
        divisor = whole << shift;
        reciprocal = reciprocal(divisor);
    }

    /**
     * Multiplies and divides.
     *
     * @param amountHigh of the amount, with {@code amountLow} at most the divisor times 2^64
     * @param part not negative, at most the divisor
     */
    public void of(long amountHigh, long amountLow, long part) {
        long top = Math.unsignedMultiplyHigh(amountHigh, part);
        long product = amountHigh * part;
        long middle = product + Math.unsignedMultiplyHigh(amountLow, part);
        top += Long.compareUnsigned(middle, product) < 0 ? 1 : 0;
        long bottom = amountLow * part;
        // The sign bit of a positive divisor is 0, so the shift is at least 1.
        long first = top << shift | middle >>> -shift;
        long second = middle << shift | bottom >>> -shift;
        high = divide(first, second);
        low = divide(rest, bottom << shift);
        rest >>>= shift;
    }

    /** The high word of the quotient. */
    public long high() {
        return high;
    }

    /** The low word of the quotient. */
    public long low() {
        return low;
    }

    /** The remainder, less than the divisor. */
    public long rest() {
        return rest;
    }

    /** Divides two words, the first less than the prepared divisor; the remainder is in {@link #rest}. */
    private long divide(long first, long second) {
        long product = reciprocal * first + second;
        long carry = Long.compareUnsigned(product, second) < 0 ? 1 : 0;
        long quotient = Math.unsignedMultiplyHigh(reciprocal, first) + first + carry + 1;
        long left = second - quotient * divisor;
        if (Long.compareUnsigned(left, product) > 0) {
            quotient--;
            left += divisor;
        }
        if (Long.compareUnsigned(left, divisor) >= 0) {
            quotient++;
            left -= divisor;
        }
        rest = left;
        return quotient;
    }

    /** (2^128 - 1) / divisor - 2^64 for a divisor with its highest bit set, by long division in half words. */
    private static long reciprocal(long divisor) {
        long high = divisor >>> Integer.SIZE;
        long low = divisor & HALF;
        long first = ~divisor;
        long second = -1L;
        long upper = half(first, second >>> Integer.SIZE, high, low);
        long rest = (first << Integer.SIZE | second >>> Integer.SIZE) - upper * divisor;
        long lower = half(rest, second & HALF, high, low);
        return upper << Integer.SIZE | lower;
    }

    /** One half word of a quotient. */
    private static long half(long rest, long next, long high, long low) {
        long quotient = Long.divideUnsigned(rest, high);
        long left = rest - quotient * high;
        while (quotient > HALF || Long.compareUnsigned(quotient * low, left << Integer.SIZE | next) > 0) {
            quotient--;
            left += high;
            if (left > HALF) {
                break;
            }
        }
        return quotient;
    }
}

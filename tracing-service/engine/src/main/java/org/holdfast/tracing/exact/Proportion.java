package org.holdfast.tracing.exact;

/**
 * {@code amount * part / whole} for an amount of 128 bits, exactly, with the remainder: machine words where the general
 * way would take numbers of any size. The divisor is prepared once and divides by multiplication (Moeller and Granlund,
 * Improved division by invariant integers, 2011, algorithm 4).
 */
public final class Proportion {
    private static final int DIVISOR = 0;
    private static final int SHIFT = 1;
    private static final int RECIPROCAL = 2;
    private static final int HIGH = 3;
    private static final int LOW = 4;
    private static final int REST = 5;
    private static final long HALF = 0xFFFF_FFFFL;

    private final long[] words = new long[6];

    /** Prepares to divide by a positive number. */
    public void divideBy(long whole) {
        int shift = Long.numberOfLeadingZeros(whole);
        words[SHIFT] = shift;
        words[DIVISOR] = whole << shift;
        words[RECIPROCAL] = reciprocal(whole << shift);
    }

    /**
     * Multiplies and divides.
     *
     * @param high of the amount, with {@code low} at most the divisor times 2^64
     * @param part not negative, at most the divisor
     */
    public void of(long high, long low, long part) {
        long top = Math.unsignedMultiplyHigh(high, part);
        long product = high * part;
        long middle = product + Math.unsignedMultiplyHigh(low, part);
        top += Long.compareUnsigned(middle, product) < 0 ? 1 : 0;
        long bottom = low * part;
        int shift = (int) words[SHIFT];
        // Positive divisors have a sign bit to spare, so the shift is never 0.
        long first = top << shift | middle >>> -shift;
        long second = middle << shift | bottom >>> -shift;
        words[HIGH] = divide(first, second);
        words[LOW] = divide(words[REST], bottom << shift);
        words[REST] >>>= shift;
    }

    public long high() {
        return words[HIGH];
    }

    public long low() {
        return words[LOW];
    }

    /** The remainder, less than the divisor. */
    public long rest() {
        return words[REST];
    }

    /** Divides two words, the first less than the prepared divisor; the remainder is in {@link #REST}. */
    private long divide(long first, long second) {
        long divisor = words[DIVISOR];
        long reciprocal = words[RECIPROCAL];
        long low = reciprocal * first + second;
        long carry = Long.compareUnsigned(low, second) < 0 ? 1 : 0;
        long quotient = Math.unsignedMultiplyHigh(reciprocal, first) + first + carry + 1;
        long rest = second - quotient * divisor;
        if (Long.compareUnsigned(rest, low) > 0) {
            quotient--;
            rest += divisor;
        }
        if (Long.compareUnsigned(rest, divisor) >= 0) {
            quotient++;
            rest -= divisor;
        }
        words[REST] = rest;
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

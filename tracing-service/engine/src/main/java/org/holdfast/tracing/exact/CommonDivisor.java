package org.holdfast.tracing.exact;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigInteger;
import java.nio.ByteOrder;

/**
 * The greatest common divisor of large numbers after Lehmer (1938). The leading bits determine the next steps of
 * Euclid's algorithm while Collins' condition (1980) holds; those steps are then applied to the whole numbers in one
 * pass. A pass removes about 30 bits; the binary algorithm of {@link BigInteger} removes one or two.
 */
final class CommonDivisor {
    private static final VarHandle DIGIT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final long DIGIT_MASK = 0xFFFF_FFFFL;
    /** With 62 leading bits the factors stay below 2^31, and their products with a digit fit into a signed word. */
    private static final int LEADING_BITS = 62;

    private static final int LARGE_DIGITS = 3;

    /** Digits of 32 bits, the lowest first. */
    private final int[] larger;

    private final int[] smaller;
    private int largerLength;
    private int smallerLength;
    /** The new larger number is f0 * larger + f1 * smaller, the new smaller number f2 * larger + f3 * smaller. */
    private final long[] factors = new long[4];

    private CommonDivisor(BigInteger larger, BigInteger smaller) {
        int room = larger.bitLength() / Integer.SIZE + 1;
        this.larger = new int[room];
        this.smaller = new int[room];
        largerLength = read(larger, this.larger);
        smallerLength = read(smaller, this.smaller);
    }

    /** The greatest common divisor of two non-negative numbers. */
    static BigInteger of(BigInteger one, BigInteger other) {
        BigInteger large = one.max(other);
        BigInteger small = one.min(other);
        while (small.bitLength() >= Long.SIZE) {
            // One ordinary step of Euclid's algorithm: at the start, at the end, and where the leading bits are not
            // enough.
            BigInteger rest = large.mod(small);
            large = small;
            small = rest;
            if (rest.bitLength() >= Long.SIZE) {
                var steps = new CommonDivisor(large, rest);
                steps.run();
                large = number(steps.larger, steps.largerLength);
                small = number(steps.smaller, steps.smallerLength);
            }
        }
        if (small.signum() == 0) {
            return large;
        }
        return BigInteger.valueOf(ofWords(small.longValue(), large.mod(small).longValue()));
    }

    /** The binary algorithm, without division. The second number can be 0. */
    private static long ofWords(long one, long other) {
        if (other == 0) {
            return one;
        }
        int twos = Long.numberOfTrailingZeros(one | other);
        long a = one >>> Long.numberOfTrailingZeros(one);
        long b = other >>> Long.numberOfTrailingZeros(other);
        while (a != b) {
            long difference = a - b;
            b = Math.min(a, b);
            a = Math.abs(difference) >>> Long.numberOfTrailingZeros(difference);
        }
        return a << twos;
    }

    /** Runs until the numbers are small or the leading bits are not enough for the next step. */
    private void run() {
        while (largerLength >= LARGE_DIGITS) {
            int bits = largerLength * Integer.SIZE - Integer.numberOfLeadingZeros(larger[largerLength - 1]);
            int shift = bits - LEADING_BITS;
            if (!look(leading(larger, shift), leading(smaller, shift))) {
                return;
            }
            combine();
        }
    }

    /** The number shifted right by this many bits; the rest fits into a word. */
    private static long leading(int[] digits, int shift) {
        int from = shift / Integer.SIZE;
        int bits = shift % Integer.SIZE;
        long low = digits[from] & DIGIT_MASK;
        long middle = from + 1 < digits.length ? digits[from + 1] & DIGIT_MASK : 0;
        long high = from + 2 < digits.length ? digits[from + 2] & DIGIT_MASK : 0;
        long both = middle << Integer.SIZE | low;
        return bits == 0 ? both : both >>> bits | high << (Long.SIZE - bits);
    }

    /** Euclid's steps on the leading bits while Collins' condition holds. Returns false without any step. */
    private boolean look(long first, long second) {
        long a = first;
        long b = second;
        // a = x0 * first - y0 * second and b = y1 * second - x1 * first, or both with the other sign after odd steps.
        long x0 = 1;
        long y0 = 0;
        long x1 = 0;
        long y1 = 1;
        boolean even = true;
        while (b > 0) {
            long quotient = 1;
            long rest = a - b;
            if (rest >= b) {
                quotient = a / b;
                rest = a - quotient * b;
            }
            long x2 = x0 + quotient * x1;
            long y2 = y0 + quotient * y1;
            if (rest < y2 || b - rest < y1 + y2) {
                break;
            }
            a = b;
            b = rest;
            x0 = x1;
            x1 = x2;
            y0 = y1;
            y1 = y2;
            even = !even;
        }
        factors[0] = even ? x0 : -x0;
        factors[1] = even ? -y0 : y0;
        factors[2] = even ? -x1 : x1;
        factors[3] = even ? y1 : -y1;
        return y0 != 0;
    }

    private void combine() {
        long f0 = factors[0];
        long f1 = factors[1];
        long f2 = factors[2];
        long f3 = factors[3];
        long carry = 0;
        long other = 0;
        int length = largerLength;
        for (int i = 0; i < length; i++) {
            long one = larger[i] & DIGIT_MASK;
            long two = smaller[i] & DIGIT_MASK;
            carry += f0 * one + f1 * two;
            other += f2 * one + f3 * two;
            larger[i] = (int) carry;
            smaller[i] = (int) other;
            carry >>= Integer.SIZE;
            other >>= Integer.SIZE;
        }
        largerLength = trimmed(larger, length);
        smallerLength = trimmed(smaller, largerLength);
    }

    private static int trimmed(int[] digits, int length) {
        int left = length;
        while (left > 0 && digits[left - 1] == 0) {
            left--;
        }
        return left;
    }

    private static int read(BigInteger number, int[] into) {
        byte[] bytes = number.toByteArray();
        int count = 0;
        int end = bytes.length;
        for (; end >= Integer.BYTES; end -= Integer.BYTES) {
            into[count++] = (int) DIGIT.get(bytes, end - Integer.BYTES);
        }
        for (int i = 0; i < end; i++) {
            int bits = Byte.SIZE * (end - 1 - i);
            into[count] |= (bytes[i] & 0xFF) << bits;
        }
        return trimmed(into, into.length);
    }

    private static BigInteger number(int[] digits, int length) {
        byte[] bytes = new byte[length * Integer.BYTES];
        for (int i = 0; i < length; i++) {
            DIGIT.set(bytes, (length - 1 - i) * Integer.BYTES, digits[i]);
        }
        return new BigInteger(1, bytes);
    }
}

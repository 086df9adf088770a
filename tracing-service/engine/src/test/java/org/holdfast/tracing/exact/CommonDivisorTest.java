package org.holdfast.tracing.exact;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The JDK's own way, of which none of ours is a part, is the oracle. */
class CommonDivisorTest {
    private static final int CASES = 20_000;
    private static final int BITS = 700;
    private static final int COMMON_BITS = 500;

    private final Random random = new Random(20);

    @Test
    void isThatOfTheJdkForNumbersOfAnyLength() {
        for (int i = 0; i < CASES; i++) {
            BigInteger common = number(COMMON_BITS);
            check(number(BITS).multiply(common), number(BITS).multiply(common));
        }
    }

    /** What the leading bits do not tell: quotients of more than a word, at the first step and within. */
    @Test
    void isThatOfTheJdkWhereQuotientsAreLarge() {
        for (int i = 0; i < CASES; i++) {
            BigInteger smallest = number(BITS).add(BigInteger.ONE);
            BigInteger middle = smallest.multiply(number(BITS)).add(number(8));
            BigInteger largest = middle.multiply(number(100)).add(smallest);
            check(largest, middle);
        }
    }

    /** Neighbours in the row of Fibonacci take the most steps, each with a quotient of one. */
    @Test
    void isOneForNeighboursOfFibonacci() {
        BigInteger before = BigInteger.ONE;
        BigInteger last = BigInteger.ONE;
        for (int i = 0; i < 3_000; i++) {
            BigInteger next = before.add(last);
            before = last;
            last = next;
            assertThat(CommonDivisor.of(last, before)).isEqualTo(BigInteger.ONE);
        }
    }

    /** Words at the bounds of what a step may hold. */
    @Test
    void isThatOfTheJdkNextToPowersOfTwo() {
        for (int i = 0; i < 200; i++) {
            for (int j = 0; j < 200; j++) {
                for (int off = -1; off <= 1; off++) {
                    BigInteger one = BigInteger.ONE.shiftLeft(i).add(BigInteger.valueOf(off));
                    BigInteger other = BigInteger.ONE.shiftLeft(j).add(BigInteger.valueOf(-off));
                    check(one.multiply(other), other);
                    check(one, other);
                }
            }
        }
    }

    @Test
    void zeroHasEveryDivisor() {
        BigInteger large = BigInteger.TEN.pow(100);

        assertThat(CommonDivisor.of(BigInteger.ZERO, large)).isEqualTo(large);
        assertThat(CommonDivisor.of(large, BigInteger.ZERO)).isEqualTo(large);
        assertThat(CommonDivisor.of(BigInteger.ZERO, BigInteger.ZERO)).isEqualTo(BigInteger.ZERO);
        assertThat(CommonDivisor.of(BigInteger.ZERO, BigInteger.TWO)).isEqualTo(BigInteger.TWO);
    }

    private void check(BigInteger one, BigInteger other) {
        BigInteger expected = one.gcd(other);
        assertThat(CommonDivisor.of(one, other)).isEqualTo(expected);
        assertThat(CommonDivisor.of(other, one)).isEqualTo(expected);
    }

    /** Of up to so many bits, short ones as often as long ones. */
    private BigInteger number(int bits) {
        return new BigInteger(random.nextInt(bits + 1), random);
    }
}

package org.holdfast.tracing.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is divided out early is what dividing by the greatest common divisor in the end would have left. */
class FractionTest {
    private static BigInteger number(Random random) {
        BigInteger value = new BigInteger(1 + random.nextInt(200), random);
        return random.nextInt(4) == 0 ? BigInteger.ONE.shiftLeft(random.nextInt(200)) : value.add(BigInteger.ONE);
    }

    private static void isLowest(Fraction share, BigInteger numerator, BigInteger denominator) {
        BigInteger common = numerator.gcd(denominator);
        assertThat(share.numerator()).isEqualTo(numerator.divide(common));
        assertThat(share.denominator()).isEqualTo(denominator.divide(common));
    }

    @Test
    void staysInLowestTerms() {
        var random = new Random(5);
        for (int i = 0; i < 50_000; i++) {
            BigInteger a = i % 50 == 0 ? BigInteger.ZERO : number(random);
            BigInteger b = number(random);
            BigInteger c = number(random);
            BigInteger d = random.nextInt(3) == 0 ? b : number(random);
            var first = new Fraction(a, b);
            var second = new Fraction(c, d);
            isLowest(first, a, b);
            isLowest(first.plus(second), a.multiply(d).add(c.multiply(b)), b.multiply(d));
            isLowest(first.scaled(c, d), a.multiply(c), b.multiply(d));
            isLowest(first.remainder(), a.mod(b), b);
            assertThat(first.equals(second)).isEqualTo(a.multiply(d).equals(c.multiply(b)));
        }
        assertThat(Fraction.of(3).scaled(0, 7)).isEqualTo(Fraction.ZERO).hasSameHashCodeAs(Fraction.ZERO);
        assertThatThrownBy(() -> Fraction.of(-1)).isInstanceOf(ArithmeticException.class);
    }
}

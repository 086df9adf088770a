package org.holdfast.tracing.exact;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.holdfast.testkit.Campaign;
import org.junit.jupiter.api.Test;

/** Machine words against numbers of any size, at random and at every border. */
class ProportionTest {
    private static final BigInteger WORD = BigInteger.ONE.shiftLeft(64);
    private static final int CASES = Campaign.size(50_000, 300_000);

    private static BigInteger unsigned(long word) {
        return new BigInteger(Long.toUnsignedString(word));
    }

    private static void check(Proportion proportion, long whole, long high, long low, long part) {
        proportion.of(high, low, part);
        BigInteger amount = unsigned(high).multiply(WORD).add(unsigned(low));
        BigInteger[] expected = amount.multiply(BigInteger.valueOf(part)).divideAndRemainder(BigInteger.valueOf(whole));
        String what = high + ":" + Long.toUnsignedString(low) + " * " + part + " / " + whole;
        assertThat(unsigned(proportion.high()).multiply(WORD).add(unsigned(proportion.low())))
                .as(what)
                .isEqualTo(expected[0]);
        assertThat(BigInteger.valueOf(proportion.rest())).as(what).isEqualTo(expected[1]);
    }

    /** A number of any length up to the most. */
    private static long upTo(Random random, long most) {
        long value = random.nextLong() >>> (1 + random.nextInt(63));
        return most == Long.MAX_VALUE ? value : value % (most + 1);
    }

    @Test
    void equalsTheGeneralWayAtRandom() {
        var random = new Random(11);
        var proportion = new Proportion();
        for (int i = 0; i < CASES; i++) {
            long whole = Math.max(1, upTo(random, Long.MAX_VALUE));
            proportion.divideBy(whole);
            long high = upTo(random, whole);
            long low = high == whole ? 0 : random.nextLong() >>> random.nextInt(64);
            check(proportion, whole, high, low, upTo(random, whole));
        }
    }

    @Test
    void equalsTheGeneralWayAtEveryBorder() {
        List<Long> edges = new ArrayList<>();
        for (int bit = 0; bit < 63; bit++) {
            for (int off = -1; off <= 1; off++) {
                edges.add((1L << bit) + off);
            }
        }
        edges.add(Long.MAX_VALUE);
        edges.add(Long.MAX_VALUE - 1);
        var random = new Random(12);
        var proportion = new Proportion();
        for (long whole : edges) {
            if (whole < 1) {
                continue;
            }
            proportion.divideBy(whole);
            for (int i = 0; i < 300; i++) {
                long high = Math.min(whole, edges.get(random.nextInt(edges.size())));
                long part = Math.min(whole, edges.get(random.nextInt(edges.size())));
                long low =
                        high == whole ? 0 : edges.get(random.nextInt(edges.size())) * (random.nextBoolean() ? 1 : -1);
                check(proportion, whole, Math.max(0, high), low, Math.max(0, part));
            }
            check(proportion, whole, whole, 0, whole);
            check(proportion, whole, whole - 1, -1L, whole);
        }
    }

    @Test
    void raisesTheSamePartsAsTheGeneralWay() {
        var random = new Random(13);
        for (int i = 0; i < 20_000; i++) {
            int count = 1 + random.nextInt(i % 10 == 0 ? 60 : 6);
            long[] remainders = new long[count];
            List<BigInteger> shares = new ArrayList<>();
            for (int k = 0; k < count; k++) {
                remainders[k] = random.nextInt(4) == 0 ? random.nextInt(3) : random.nextLong();
                shares.add(unsigned(remainders[k]));
            }
            int missing = random.nextInt(count + 1);
            boolean[] up = new boolean[count];
            LargestRemainder.raise(remainders, count, missing, up);
            List<Integer> order = java.util.stream.IntStream.range(0, count)
                    .boxed()
                    .sorted(java.util.Comparator.<Integer, BigInteger>comparing(shares::get)
                            .reversed())
                    .toList();
            for (int k = 0; k < count; k++) {
                assertThat(up[order.get(k)]).isEqualTo(k < missing);
            }
        }
    }
}

package org.holdfast.tracing.output.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.holdfast.testkit.Campaign;
import org.holdfast.tracing.exact.Fraction;
import org.holdfast.tracing.exact.LargestRemainder;
import org.holdfast.tracing.output.fee.AmountsView;
import org.holdfast.tracing.output.policy.GridProRata;
import org.holdfast.tracing.output.state.Arrivals;
import org.holdfast.tracing.output.state.Passage;
import org.holdfast.tracing.output.state.Shares;
import org.junit.jupiter.api.Test;

/** One transaction on the grid against the general way in numbers of any size, with one seed and with two. */
class GridProRataTest {
    private static final int CASES = Campaign.size(4_000, 20_000);
    private static final BigInteger UNIT = BigInteger.ONE.shiftLeft(GridProRata.GRID_BITS);

    private final AmountsView amounts = new AmountsView();
    private final Arrivals arrivals = new Arrivals();
    private final Passage passage = new Passage();
    private final Shares shares = new Shares();

    /** What each output and the fee after the last one carry, in steps of the grid; only one seed. */
    private BigInteger units(GridProRata doctrine, long carried, long fraction) {
        int first = shares.open();
        doctrine.settle(carried, fraction, shares);
        Fraction total = shares.total(first, shares.count());
        assertThat(shares.bySeed(first, shares.count())).containsOnlyKeys(0).containsEntry(0, total);
        return total.numerator().multiply(UNIT).divide(total.denominator());
    }

    private List<BigInteger> passed(GridProRata doctrine, int parts) {
        passage.clear();
        assertThat(doctrine.pass(amounts, arrivals, passage)).isTrue();
        var units = new ArrayList<BigInteger>();
        for (int i = 0, next = 0; i < parts; i++) {
            boolean placed = next < passage.placedCount() && passage.placedOutput(next) == i;
            units.add(
                    placed
                            ? units(doctrine, passage.placedCarried(next), passage.placedFraction(next))
                            : BigInteger.ZERO);
            next += placed ? 1 : 0;
        }
        units.add(passage.hasFee() ? units(doctrine, passage.feeCarried(), passage.feeFraction()) : BigInteger.ZERO);
        return units;
    }

    /** Several numbers, now and then many, of which some are 0. */
    private static long[] values(Random random, int bits) {
        long[] values = new long[1 + random.nextInt(random.nextInt(10) == 0 ? 60 : 5)];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextInt(6) == 0 ? 0 : random.nextLong() >>> (Long.SIZE - 1 - random.nextInt(bits));
        }
        return values;
    }

    private static List<BigInteger> weights(long[] values, long fee) {
        var weights = new ArrayList<BigInteger>();
        for (long value : values) {
            weights.add(BigInteger.valueOf(value));
        }
        weights.add(BigInteger.valueOf(fee));
        return weights;
    }

    @Test
    void splitsAsTheGeneralWayDoes() {
        var random = new Random(21);
        int several = 0;
        for (int i = 0; i < CASES; i++) {
            var one = new GridProRata(1);
            long[] values = values(random, 56);
            long fee = random.nextInt(3) == 0 ? 0 : random.nextLong() >>> (8 + random.nextInt(55));
            long whole = fee;
            amounts.clear();
            for (long value : values) {
                amounts.output(value);
                whole += value;
            }
            if (whole == 0) {
                continue;
            }
            amounts.input(whole);
            List<BigInteger> weights = weights(values, fee);

            // A whole amount stays whole; a part of it has a fraction.
            arrivals.clear();
            arrivals.add(0, one.ofSeed(0, whole), 0);
            assertThat(passed(one, values.length)).isEqualTo(times(weights));
            long high = random.nextLong(whole);
            long low = random.nextInt(4) == 0 ? -1L : random.nextLong();
            BigInteger units = BigInteger.valueOf(high).multiply(UNIT).add(new BigInteger(Long.toUnsignedString(low)));
            List<BigInteger> expected = LargestRemainder.split(units, weights);
            arrivals.clear();
            arrivals.add(0, high, low);
            assertThat(passed(one, values.length))
                    .as("%s of %s", units, weights)
                    .isEqualTo(expected);
            several += values.length > 16 ? 1 : 0;
        }
        assertThat(several).isGreaterThan(CASES / 50);
    }

    private static List<BigInteger> times(List<BigInteger> weights) {
        return weights.stream().map(UNIT::multiply).toList();
    }

    /** Where there are several seeds and one comes alone, its parts are the same. */
    @Test
    void oneOfSeveralSeedsIsSplitAlike() {
        var random = new Random(22);
        for (int i = 0; i < CASES; i++) {
            var one = new GridProRata(1);
            var several = new GridProRata(3);
            long[] values = values(random, 40);
            amounts.clear();
            long whole = 1 + random.nextLong(1_000_000);
            long traced = random.nextLong(whole) + 1;
            for (long value : values) {
                amounts.output(value);
                whole += value;
            }
            amounts.input(traced);
            amounts.input(whole - traced);
            arrivals.clear();
            arrivals.add(0, several.ofSeed(0, traced), 0);
            List<BigInteger> expected = passed(several, values.length);
            arrivals.clear();
            arrivals.add(0, one.ofSeed(0, traced), 0);
            assertThat(passed(one, values.length)).isEqualTo(expected);
        }
    }
}

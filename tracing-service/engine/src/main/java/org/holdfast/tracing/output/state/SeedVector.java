package org.holdfast.tracing.output.state;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.holdfast.tracing.exact.LargestRemainder;
import org.jspecify.annotations.Nullable;

/**
 * Whole base units by seed: the traced value of an output under policies that count. A part is taken from the seeds in
 * proportion to their rest, by largest remainder, ties to the earlier seed. Seeds ascend; amounts are positive.
 */
public final class SeedVector {
    private final int[] seeds;
    private final long[] amounts;

    private SeedVector(int[] seeds, long[] amounts) {
        this.seeds = seeds;
        this.amounts = amounts;
    }

    static SeedVector of(int seed, long amount) {
        return new SeedVector(new int[] {seed}, new long[] {amount});
    }

    /** Seeds ascend; amounts are positive. */
    static SeedVector of(int[] seeds, long[] amounts) {
        return new SeedVector(seeds, amounts);
    }

    int size() {
        return seeds.length;
    }

    int seed(int index) {
        return seeds[index];
    }

    long amount(int index) {
        return amounts[index];
    }

    static SeedVector sum(Collection<SeedVector> vectors) {
        var sums = new TreeMap<Integer, Long>();
        for (SeedVector vector : vectors) {
            for (int i = 0; i < vector.seeds.length; i++) {
                sums.merge(vector.seeds[i], vector.amounts[i], Math::addExact);
            }
        }
        return new SeedVector(
                sums.keySet().stream().mapToInt(Integer::intValue).toArray(),
                sums.values().stream().mapToLong(Long::longValue).toArray());
    }

    /** The amounts in ascending order of their seeds. */
    public LongStream claims() {
        return LongStream.of(amounts);
    }

    /** The sum of the amounts. */
    public long total() {
        long sum = 0;
        for (long amount : amounts) {
            sum = Math.addExact(sum, amount);
        }
        return sum;
    }

    /** The part of {@code whole} units in proportion to this; {@code whole} is not more than the total. */
    @Nullable
    public SeedVector part(long whole) {
        if (whole == 0) {
            return null;
        }
        if (seeds.length == 1) {
            return of(seeds[0], whole);
        }
        return kept(
                LargestRemainder.split(
                                BigInteger.valueOf(whole),
                                Arrays.stream(amounts)
                                        .mapToObj(BigInteger::valueOf)
                                        .toList())
                        .stream()
                        .mapToLong(BigInteger::longValueExact)
                        .toArray());
    }

    /** This minus a part; null if nothing is left. */
    @Nullable
    public SeedVector less(@Nullable SeedVector part) {
        if (part == null) {
            return this;
        }
        long[] left = amounts.clone();
        for (int i = 0; i < part.seeds.length; i++) {
            left[Arrays.binarySearch(seeds, part.seeds[i])] -= part.amounts[i];
        }
        return kept(left);
    }

    /** Each seed with its amount from the array, without zeros. */
    @Nullable
    public SeedVector kept(long[] wanted) {
        int count = (int) Arrays.stream(wanted).filter(amount -> amount != 0).count();
        if (count == 0) {
            return null;
        }
        int[] some = new int[count];
        long[] parts = new long[count];
        int at = 0;
        for (int i = 0; i < wanted.length; i++) {
            if (wanted[i] != 0) {
                some[at] = seeds[i];
                parts[at++] = wanted[i];
            }
        }
        return new SeedVector(some, parts);
    }

    /** Takes whole parts out of a vector, output by output. */
    public static final class Dealing {
        private final @Nullable SeedVector[] parts;

        public Dealing(int outputs) {
            parts = new SeedVector[outputs + 1];
        }

        /**
         * Takes a part of {@code from} for an output and returns the rest. The number of outputs stands for the fee.
         */
        @Nullable
        public SeedVector deal(@Nullable SeedVector from, int output, long whole) {
            SeedVector part = from == null ? null : from.part(whole);
            if (from == null || part == null) {
                return from;
            }
            parts[output] = part;
            return from.less(part);
        }

        /** The part of each output, then of the fee; null without a part. */
        public List<@Nullable SeedVector> parts() {
            return Arrays.asList(parts);
        }
    }
}

package org.holdfast.tracing.exact;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Rounds parts to whole numbers and keeps their sum: the largest remainders are rounded up. */
public final class LargestRemainder {
    /** Up to this many parts are searched one by one; for more, sorting is cheaper. */
    private static final int FEW = 4;

    /** Remainders are first compared by this many leading bits. */
    private static final int FIRST_BITS = 12;

    private LargestRemainder() {}

    /**
     * Splits a total in proportion to weights; ties go to the earlier part.
     *
     * @param total what to split, in any unit
     * @param weights not negative, their sum positive
     * @return one part per weight; the parts sum to the total, and weight 0 gets 0
     */
    public static List<BigInteger> split(BigInteger total, List<BigInteger> weights) {
        BigInteger sum = weights.stream().reduce(BigInteger.ZERO, BigInteger::add);
        var parts = new ArrayList<BigInteger>(weights.size());
        var remainders = new ArrayList<BigInteger>(weights.size());
        BigInteger given = BigInteger.ZERO;
        for (BigInteger weight : weights) {
            BigInteger[] split = total.multiply(weight).divideAndRemainder(sum);
            parts.add(split[0]);
            remainders.add(split[1]);
            given = given.add(split[0]);
        }
        int missing = total.subtract(given).intValueExact();
        order(remainders).limit(missing).forEach(i -> parts.set(i, parts.get(i).add(BigInteger.ONE)));
        return List.copyOf(parts);
    }

    /**
     * Rounds exact shares that sum to a whole number.
     *
     * @param total what the shares sum to
     * @return one whole number per share, its floor or one more; they sum to the total
     */
    public static List<BigInteger> round(BigInteger total, List<Fraction> shares) {
        var parts = new ArrayList<BigInteger>(shares.size());
        BigInteger given = BigInteger.ZERO;
        for (Fraction share : shares) {
            parts.add(share.floor());
            given = given.add(share.floor());
        }
        int missing = total.subtract(given).intValueExact();
        if (missing < 0 || missing > parts.size()) {
            throw new IllegalStateException(
                    "shares do not sum to their total: " + missing + " units apart over " + parts.size() + " parts");
        }
        if (missing > 0) {
            var remainders = shares.stream().map(Fraction::remainder).toList();
            order(remainders)
                    .limit(missing)
                    .forEach(i -> parts.set(i, parts.get(i).add(BigInteger.ONE)));
        }
        return List.copyOf(parts);
    }

    /**
     * Marks the parts that are rounded up: those with the largest remainders; of equal remainders the earlier.
     *
     * @param remainders unsigned numbers; only the first {@code count} are used
     * @param missing how many parts are rounded up, at most {@code count}
     * @param up true for these parts, of the first {@code count}
     */
    public static void raise(long[] remainders, int count, int missing, boolean[] up) {
        Arrays.fill(up, 0, count, false);
        if (missing <= FEW) {
            for (int i = 0; i < missing; i++) {
                up[largest(remainders, count, up)] = true;
            }
            return;
        }
        long least = smallestRaised(remainders, count, missing);
        int above = 0;
        for (int i = 0; i < count; i++) {
            above += (remainders[i] ^ Long.MIN_VALUE) > least ? 1 : 0;
        }
        int equal = missing - above;
        for (int i = 0; i < count; i++) {
            long remainder = remainders[i] ^ Long.MIN_VALUE;
            up[i] = remainder > least || (remainder == least && equal-- > 0);
        }
    }

    /**
     * The smallest remainder that is rounded up, shifted so that signed comparison orders unsigned numbers. With many
     * remainders only those with the same leading bits are sorted.
     */
    private static long smallestRaised(long[] remainders, int count, int missing) {
        if (count < 1 << FIRST_BITS) {
            long[] sorted = new long[count];
            for (int i = 0; i < count; i++) {
                sorted[i] = remainders[i] ^ Long.MIN_VALUE;
            }
            Arrays.sort(sorted);
            return sorted[count - missing];
        }
        int[] counts = new int[1 << FIRST_BITS];
        for (int i = 0; i < count; i++) {
            counts[first(remainders[i])]++;
        }
        int left = missing;
        int first = counts.length - 1;
        while (counts[first] < left) {
            left -= counts[first--];
        }
        long[] alike = new long[counts[first]];
        int some = 0;
        for (int i = 0; i < count; i++) {
            if (first(remainders[i]) == first) {
                alike[some++] = remainders[i] ^ Long.MIN_VALUE;
            }
        }
        Arrays.sort(alike);
        return alike[some - left];
    }

    private static int first(long remainder) {
        return (int) (remainder >>> (Long.SIZE - FIRST_BITS));
    }

    private static int largest(long[] remainders, int count, boolean[] up) {
        int best = -1;
        for (int i = 0; i < count; i++) {
            if (!up[i] && (best < 0 || Long.compareUnsigned(remainders[i], remainders[best]) > 0)) {
                best = i;
            }
        }
        return best;
    }

    private static <T extends Comparable<T>> java.util.stream.Stream<Integer> order(List<T> remainders) {
        return IntStream.range(0, remainders.size())
                .boxed()
                .sorted(Comparator.<Integer, T>comparing(remainders::get).reversed());
    }
}

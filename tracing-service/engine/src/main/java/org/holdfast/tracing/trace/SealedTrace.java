package org.holdfast.tracing.trace;

import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.holdfast.tracing.policy.Fraction;
import org.holdfast.tracing.policy.Policy;

/**
 * The result of one policy, balanced: seeds and what joined equal the sum of all ends, in whole base units and in exact
 * shares, per seed too. A result that does not balance cannot be made.
 *
 * @param arithmetic how shares were computed
 * @param seedValues the value of each seed, by seed number
 * @param joinedClean clean value that poison made traced; 0 for policies that conserve
 * @param joinedUnknown net of inputs of unknown value that poison made traced, fees in it; 0 for policies that conserve
 * @param ends in chain order
 */
public record SealedTrace(
        Policy policy,
        String arithmetic,
        List<BigInteger> seedValues,
        BigInteger joinedClean,
        BigInteger joinedUnknown,
        long transactionsVisited,
        List<End> ends) {
    /** Exact shares of many denominators are compared on a grid this fine; see {@link #requireExactBalance}. */
    private static final int CHECK_BITS = 256;

    public SealedTrace {
        seedValues = List.copyOf(seedValues);
        ends = List.copyOf(ends);
        BigInteger in = sum(seedValues).add(joinedClean).add(joinedUnknown);
        BigInteger out = sum(ends.stream().map(End::traced).toList());
        if (!in.equals(out)) {
            throw unbalanced(policy, "whole units", in, out);
        }
        requireExactBalance(policy, in, ends.stream().map(End::exact).toList());
        if (policy.lawful()) {
            if (joinedClean.signum() != 0 || joinedUnknown.signum() != 0) {
                throw unbalanced(policy, "value joined", BigInteger.ZERO, joinedClean.add(joinedUnknown));
            }
            for (int seed = 0; seed < seedValues.size(); seed++) {
                int number = seed;
                requireExactBalance(
                        policy,
                        seedValues.get(seed),
                        ends.stream()
                                .map(end -> end.bySeed().getOrDefault(number, Fraction.ZERO))
                                .toList());
            }
        }
    }

    /**
     * Each transaction conserves shares exactly. Here each share is cut to a multiple of 2^-256, so that a million ends
     * of unlike denominators can be summed: a loss or gain of more than 2^-200 base unit is found.
     */
    private static void requireExactBalance(Policy policy, BigInteger whole, List<Fraction> shares) {
        BigInteger cut = sum(shares.stream()
                .map(share -> share.floorTimesPowerOfTwo(CHECK_BITS))
                .toList());
        BigInteger missing = whole.shiftLeft(CHECK_BITS).subtract(cut);
        if (missing.signum() < 0 || missing.compareTo(BigInteger.valueOf(shares.size())) > 0) {
            throw unbalanced(policy, "shares of 2^-" + CHECK_BITS, whole.shiftLeft(CHECK_BITS), cut);
        }
    }

    private static IllegalStateException unbalanced(Policy policy, String unit, BigInteger in, BigInteger out) {
        return new IllegalStateException("a " + policy + " trace does not balance (" + unit + "): in " + in + ", out "
                + out + ", difference " + in.subtract(out));
    }

    public BigInteger seedTotal() {
        return sum(seedValues);
    }

    /** Traced whole units by reason; every reason that occurs. They sum to the seeds and what joined. */
    public SortedMap<EndReason, BigInteger> buckets() {
        var buckets = new TreeMap<EndReason, BigInteger>();
        ends.forEach(end -> buckets.merge(end.reason(), end.traced(), BigInteger::add));
        return Collections.unmodifiableSortedMap(buckets);
    }

    private static BigInteger sum(List<BigInteger> amounts) {
        return amounts.stream().reduce(BigInteger.ZERO, BigInteger::add);
    }
}

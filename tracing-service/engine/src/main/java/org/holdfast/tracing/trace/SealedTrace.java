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
 * @param retainedBy how many outputs each heuristic took to be retained; empty for policies that do not ask
 * @param ends in chain order
 */
public record SealedTrace(
        Policy policy,
        String arithmetic,
        List<BigInteger> seedValues,
        BigInteger joinedClean,
        BigInteger joinedUnknown,
        long transactionsVisited,
        SortedMap<String, Long> retainedBy,
        List<End> ends) {
    public SealedTrace {
        seedValues = List.copyOf(seedValues);
        ends = List.copyOf(ends);
        retainedBy = Collections.unmodifiableSortedMap(new TreeMap<>(retainedBy));
        String what = policy + " trace";
        BigInteger in = sum(seedValues).add(joinedClean).add(joinedUnknown);
        Conservation.requireWhole(what, in, sum(ends.stream().map(End::traced).toList()));
        Conservation.requireExact(
                what, List.of(Fraction.of(in)), ends.stream().map(End::exact).toList());
        if (policy.conserves()) {
            Conservation.requireWhole(what, BigInteger.ZERO, joinedClean.add(joinedUnknown));
            for (int seed = 0; seed < seedValues.size(); seed++) {
                int number = seed;
                Conservation.requireExact(
                        what + " of seed " + seed,
                        List.of(Fraction.of(seedValues.get(seed))),
                        ends.stream()
                                .map(end -> end.bySeed().getOrDefault(number, Fraction.ZERO))
                                .toList());
            }
        }
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
        return Conservation.sum(amounts);
    }
}

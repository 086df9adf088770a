package org.holdfast.tracing.output.trace;

import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.holdfast.tracing.exact.Conservation;
import org.holdfast.tracing.exact.ShareSum;
import org.holdfast.tracing.output.end.End;
import org.holdfast.tracing.output.end.EndReason;
import org.holdfast.tracing.output.end.EndTable;
import org.holdfast.tracing.question.Policy;

/**
 * The balanced result of one policy: seeds plus joined value equal the sum of all ends, in whole base units and in
 * exact shares, in total and per seed. The constructor refuses an unbalanced result.
 *
 * @param arithmetic the arithmetic of shares, in words
 * @param seedValues the value of each seed, by seed number
 * @param joinedClean clean value that poison made traced; 0 for policies that conserve
 * @param joinedUnknown net value of unknown inputs that poison made traced, minus fees; 0 for policies that conserve
 * @param retainedBy number of retained outputs by heuristic; empty for policies without retention
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
        ends = ends instanceof EndTable ? ends : List.copyOf(ends);
        retainedBy = Collections.unmodifiableSortedMap(new TreeMap<>(retainedBy));
        String what = policy + " trace";
        BigInteger in = sum(seedValues).add(joinedClean).add(joinedUnknown);
        Conservation.requireWhole(what, in, wholeSum(ends));
        List<ShareSum> exact = exactSums(ends, seedValues.size());
        Conservation.requireExact(what, in, exact.getFirst().cut(), ends.size());
        if (policy.conserves()) {
            Conservation.requireWhole(what, BigInteger.ZERO, joinedClean.add(joinedUnknown));
            for (int seed = 0; seed < seedValues.size(); seed++) {
                BigInteger sum = exact.get(seed + 1).cut();
                Conservation.requireExact(what + " of seed " + seed, seedValues.get(seed), sum, ends.size());
            }
        }
    }

    private static BigInteger wholeSum(List<End> ends) {
        return ends instanceof EndTable table
                ? table.wholeSum()
                : sum(ends.stream().map(End::traced).toList());
    }

    /** The sum of all ends, then of each seed. */
    private static List<ShareSum> exactSums(List<End> ends, int seeds) {
        if (ends instanceof EndTable table) {
            return table.exactSums(seeds);
        }
        List<ShareSum> sums = Stream.generate(ShareSum::new).limit(seeds + 1L).toList();
        for (End end : ends) {
            sums.getFirst().add(end.exact());
            end.bySeed().forEach((seed, share) -> sums.get(seed + 1).add(share));
        }
        return sums;
    }

    /** The sum of the seeds, base units. */
    public BigInteger seedTotal() {
        return sum(seedValues);
    }

    /** Traced whole base units by reason. Their sum is the seeds plus joined value. */
    public SortedMap<EndReason, BigInteger> buckets() {
        var buckets = new TreeMap<EndReason, BigInteger>();
        ends.forEach(end -> buckets.merge(end.reason(), end.traced(), BigInteger::add));
        return Collections.unmodifiableSortedMap(buckets);
    }

    private static BigInteger sum(List<BigInteger> amounts) {
        return Conservation.sum(amounts);
    }
}

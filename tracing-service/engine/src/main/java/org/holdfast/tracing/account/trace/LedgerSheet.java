package org.holdfast.tracing.account.trace;

import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.holdfast.primitives.AssetId;
import org.holdfast.tracing.exact.Conservation;
import org.holdfast.tracing.exact.Fraction;
import org.holdfast.tracing.question.Policy;

/**
 * The balanced sheet of one asset: seeds plus exchanged value plus joined value equal the sum of all ends, in whole
 * base units and in exact shares, in total and per seed. The constructor refuses an unbalanced sheet.
 *
 * @param seeds the value of each seed in this asset, by seed number
 * @param converted the value of each seed that was exchanged into this asset, by seed number; whole base units
 * @param joined clean value that poison made traced, exchanges included; 0 for policies that conserve
 * @param ends in ledger order
 */
public record LedgerSheet(
        Policy policy,
        AssetId asset,
        SortedMap<Integer, BigInteger> seeds,
        SortedMap<Integer, BigInteger> converted,
        BigInteger joined,
        List<LedgerEnd> ends) {
    public LedgerSheet {
        seeds = Collections.unmodifiableSortedMap(new TreeMap<>(seeds));
        converted = Collections.unmodifiableSortedMap(new TreeMap<>(converted));
        ends = List.copyOf(ends);
        String what = policy + " trace in " + asset;
        BigInteger in = Conservation.sum(seeds.values())
                .add(Conservation.sum(converted.values()))
                .add(joined);
        Conservation.requireWhole(
                what, in, Conservation.sum(ends.stream().map(LedgerEnd::traced).toList()));
        Conservation.requireExact(
                what,
                List.of(Fraction.of(in)),
                ends.stream().map(LedgerEnd::exact).toList());
        if (policy.conserves()) {
            Conservation.requireWhole(what, BigInteger.ZERO, joined);
            var entered = new TreeMap<>(seeds);
            converted.forEach((seed, amount) -> entered.merge(seed, amount, BigInteger::add));
            ends.forEach(end -> end.bySeed().keySet().forEach(seed -> entered.putIfAbsent(seed, BigInteger.ZERO)));
            for (Map.Entry<Integer, BigInteger> entry : entered.entrySet()) {
                Conservation.requireExact(
                        what + " of seed " + entry.getKey(),
                        List.of(Fraction.of(entry.getValue())),
                        ends.stream()
                                .map(end -> end.bySeed().getOrDefault(entry.getKey(), Fraction.ZERO))
                                .toList());
            }
        }
    }

    /** Traced whole base units by reason. */
    public SortedMap<LedgerReason, BigInteger> buckets() {
        var buckets = new TreeMap<LedgerReason, BigInteger>();
        ends.forEach(end -> buckets.merge(end.reason(), end.traced(), BigInteger::add));
        return Collections.unmodifiableSortedMap(buckets);
    }
}

package org.holdfast.tracing.policy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.holdfast.tracing.graph.TransactionView;

/**
 * Rolling pro rata where every share is a multiple of 2^-64 base unit. Per transaction the traced total is split over
 * outputs and fee by largest remainder, so that the parts sum to it; then each part is split over the seeds in
 * proportion to what they have left, by largest remainder too, so that rows and columns both sum. What an output
 * carries: seed number to multiples of 2^-64.
 */
public final class GridProRata implements Doctrine<SortedMap<Integer, BigInteger>> {
    /** Far finer than a base unit: each transaction adds less than one step of error to each of its outputs. */
    public static final int GRID_BITS = 64;

    private static final BigInteger UNIT = BigInteger.ONE.shiftLeft(GRID_BITS);

    @Override
    public SortedMap<Integer, BigInteger> ofSeed(int seed, long value) {
        return new TreeMap<>(java.util.Map.of(seed, BigInteger.valueOf(value).multiply(UNIT)));
    }

    @Override
    public Optional<Passage<SortedMap<Integer, BigInteger>>> pass(
            TransactionView transaction, List<Arrival<SortedMap<Integer, BigInteger>>> arrivals) {
        long whole = transaction.inputSumBefore(transaction.inputCount());
        if (whole == TransactionView.UNKNOWN) {
            return Optional.of(Passage.conserving(List.of(), null, arrivals));
        }
        var left = new TreeMap<Integer, BigInteger>();
        arrivals.forEach(
                arrival -> arrival.carried().forEach((seed, units) -> left.merge(seed, units, BigInteger::add)));
        int outputs = transaction.outputCount();
        var weights = new ArrayList<BigInteger>(outputs + 1);
        for (int j = 0; j < outputs; j++) {
            weights.add(BigInteger.valueOf(transaction.outputValue(j)));
        }
        weights.add(BigInteger.valueOf(whole - transaction.outputSumBefore(outputs)));
        List<BigInteger> parts = LargestRemainder.split(sum(left), weights);
        var placed = new ArrayList<Placed<SortedMap<Integer, BigInteger>>>(outputs);
        for (int j = 0; j < outputs; j++) {
            var part = take(parts.get(j), left);
            if (!part.isEmpty()) {
                placed.add(new Placed<>(j, part));
            }
        }
        var fee = take(parts.get(outputs), left);
        return Optional.of(Passage.conserving(placed, fee.isEmpty() ? null : fee, List.of()));
    }

    @Override
    public Fraction total(SortedMap<Integer, BigInteger> carried) {
        return new Fraction(sum(carried), UNIT);
    }

    @Override
    public SortedMap<Integer, Fraction> bySeed(SortedMap<Integer, BigInteger> carried) {
        var shares = new TreeMap<Integer, Fraction>();
        carried.forEach((seed, units) -> shares.put(seed, new Fraction(units, UNIT)));
        return shares;
    }

    @Override
    public int lots(SortedMap<Integer, BigInteger> carried) {
        return carried.size();
    }

    @Override
    public String arithmetic() {
        return "grid 2^-64, largest remainder per transaction";
    }

    /** Takes a part out of what the seeds have left, in proportion to it. */
    private static SortedMap<Integer, BigInteger> take(BigInteger part, SortedMap<Integer, BigInteger> left) {
        var taken = new TreeMap<Integer, BigInteger>();
        if (part.signum() == 0) {
            return taken;
        }
        List<Integer> seeds = List.copyOf(left.keySet());
        List<BigInteger> split = LargestRemainder.split(part, List.copyOf(left.values()));
        for (int i = 0; i < seeds.size(); i++) {
            BigInteger units = split.get(i);
            if (units.signum() > 0) {
                taken.put(seeds.get(i), units);
                left.compute(seeds.get(i), (seed, had) -> nothingAsAbsent(had, units));
            }
        }
        return taken;
    }

    private static @org.jspecify.annotations.Nullable BigInteger nothingAsAbsent(
            @org.jspecify.annotations.Nullable BigInteger had, BigInteger units) {
        BigInteger rest = (had == null ? BigInteger.ZERO : had).subtract(units);
        return rest.signum() == 0 ? null : rest;
    }

    private static BigInteger sum(SortedMap<Integer, BigInteger> units) {
        return Stream.concat(Stream.of(BigInteger.ZERO), units.values().stream())
                .reduce(BigInteger.ZERO, BigInteger::add);
    }
}

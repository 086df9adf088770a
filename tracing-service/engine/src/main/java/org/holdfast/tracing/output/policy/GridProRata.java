package org.holdfast.tracing.output.policy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.holdfast.tracing.exact.LargestRemainder;
import org.holdfast.tracing.output.graph.TransactionView;
import org.holdfast.tracing.output.state.Arrivals;
import org.holdfast.tracing.output.state.Cells;
import org.holdfast.tracing.output.state.GridLots;
import org.holdfast.tracing.output.state.Passage;
import org.holdfast.tracing.output.state.Shares;

/**
 * Rolling pro rata where every share is a multiple of 2^-64 base unit. The traced total of a transaction is split over
 * outputs and fee by largest remainder; then each part is split over the seeds in proportion to their rest, also by
 * largest remainder. So the sums by output and by seed both hold. A single seed is computed in machine words of 64 and
 * 128 bits.
 */
public final class GridProRata implements Doctrine {
    /** The error of each output is less than 2^-64 base unit per transaction. */
    public static final int GRID_BITS = Shares.FRACTION_BITS;

    private final boolean oneSeed;
    private final GridLots lots = new GridLots();
    private final GridSplit split = new GridSplit();

    /**
     * @param seeds number of seeds; the value of a single seed needs no memory cell
     */
    public GridProRata(int seeds) {
        this.oneSeed = seeds == 1;
    }

    @Override
    public long ofSeed(int seed, long value) {
        return oneSeed ? value : lots.one(seed, value, 0);
    }

    @Override
    public boolean pass(TransactionView transaction, Arrivals arrivals, Passage into) {
        long whole = transaction.inputSumBefore(transaction.inputCount());
        if (whole == TransactionView.UNKNOWN) {
            into.leaveAll(arrivals);
            return true;
        }
        if (oneSeed) {
            single(transaction, whole, arrivals, into);
            return true;
        }
        int seed = lots.takeAlone(arrivals);
        if (seed < 0) {
            several(transaction, whole, lots.take(arrivals), into);
        } else {
            alone(transaction, whole, seed, into);
        }
        return true;
    }

    /** One seed: the two numbers of a value are its amount. */
    private void single(TransactionView transaction, long whole, Arrivals arrivals, Passage into) {
        long high = 0;
        long low = 0;
        for (int i = 0; i < arrivals.count(); i++) {
            long more = arrivals.fraction(i);
            low += more;
            high = Math.addExact(high, arrivals.carried(i)) + (Long.compareUnsigned(low, more) < 0 ? 1 : 0);
        }
        int outputs = transaction.outputCount();
        split.split(high, low, transaction, whole);
        for (int j = 0; j < outputs; j++) {
            if ((split.high(j) | split.low(j)) != 0) {
                into.place(j, split.high(j), split.low(j));
            }
        }
        into.fee(split.high(outputs), split.low(outputs));
    }

    /** Several seeds, but only one of them arrives. */
    private void alone(TransactionView transaction, long whole, int seed, Passage into) {
        int outputs = transaction.outputCount();
        split.split(lots.high(), lots.low(), transaction, whole);
        for (int j = 0; j < outputs; j++) {
            if ((split.high(j) | split.low(j)) != 0) {
                into.place(j, lots.one(seed, split.high(j), split.low(j)));
            }
        }
        if ((split.high(outputs) | split.low(outputs)) != 0) {
            into.fee(lots.one(seed, split.high(outputs), split.low(outputs)));
        }
    }

    private void several(TransactionView transaction, long whole, SortedMap<Integer, BigInteger> left, Passage into) {
        int outputs = transaction.outputCount();
        var weights = new ArrayList<BigInteger>(outputs + 1);
        for (int j = 0; j < outputs; j++) {
            weights.add(BigInteger.valueOf(transaction.outputValue(j)));
        }
        weights.add(BigInteger.valueOf(whole - transaction.outputSumBefore(outputs)));
        List<BigInteger> parts = LargestRemainder.split(sum(left), weights);
        for (int j = 0; j < outputs; j++) {
            int part = lots.chain(take(parts.get(j), left));
            if (part != Cells.NONE) {
                into.place(j, part);
            }
        }
        into.fee(lots.chain(take(parts.get(outputs), left)));
    }

    @Override
    public int lots(long carried) {
        return oneSeed ? 1 : lots.lots((int) carried);
    }

    @Override
    public boolean isBelow(long carried, long units) {
        return oneSeed ? carried < units : lots.isBelow((int) carried, units);
    }

    @Override
    public boolean carriesFraction() {
        return oneSeed;
    }

    @Override
    public void settle(long carried, long fraction, Shares into) {
        if (oneSeed) {
            into.add(0, carried, fraction);
        } else {
            lots.settle((int) carried, into);
        }
    }

    @Override
    public long bytes() {
        return lots.bytes();
    }

    @Override
    public String arithmetic() {
        return "grid 2^-64, largest remainder per transaction";
    }

    /** Takes a part out of the rest of the seeds, in proportion to the rest. */
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

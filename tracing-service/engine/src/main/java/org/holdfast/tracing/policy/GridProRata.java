package org.holdfast.tracing.policy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.holdfast.tracing.graph.TransactionView;

/**
 * Rolling pro rata where every share is a multiple of 2^-64 base unit. Per transaction the traced total is split over
 * outputs and fee by largest remainder, so that the parts sum to it; then each part is split over the seeds in
 * proportion to what they have left, by largest remainder too, so that rows and columns both sum. What an output
 * carries: seed number to multiples of 2^-64. Where all of it is of one seed, machine words of 64 and 128 bits do it.
 */
public final class GridProRata implements Doctrine {
    /** Far finer than a base unit: each transaction adds less than one step of error to each of its outputs. */
    public static final int GRID_BITS = Shares.FRACTION_BITS;

    private static final int FIRST_ROOM = 16;

    private final GridLots lots = new GridLots();
    private final Proportion proportion = new Proportion();
    /**
     * Per output and for the fee: whole units of its part, multiples of 2^-64 behind them, remainder of the division.
     */
    private final long[][] split = new long[3][FIRST_ROOM];

    private final boolean[][] up = {new boolean[FIRST_ROOM]};

    @Override
    public long ofSeed(int seed, long value) {
        return lots.one(seed, value, 0);
    }

    @Override
    public boolean pass(TransactionView transaction, Arrivals arrivals, Passage into) {
        long whole = transaction.inputSumBefore(transaction.inputCount());
        if (whole == TransactionView.UNKNOWN) {
            into.leaveAll(arrivals);
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

    private void alone(TransactionView transaction, long whole, int seed, Passage into) {
        int outputs = transaction.outputCount();
        split(lots.high(), lots.low(), transaction, whole);
        long[] high = split[0];
        long[] low = split[1];
        for (int j = 0; j < outputs; j++) {
            if ((high[j] | low[j]) != 0) {
                into.place(j, lots.one(seed, high[j], low[j]));
            }
        }
        if ((high[outputs] | low[outputs]) != 0) {
            into.fee(lots.one(seed, high[outputs], low[outputs]));
        }
    }

    /** Splits an amount over the outputs and the fee. */
    private void split(long high, long low, TransactionView transaction, long whole) {
        int outputs = transaction.outputCount();
        room(outputs + 1);
        boolean wholly = high == whole && low == 0;
        long missingHigh = high;
        long missing = low;
        proportion.divideBy(whole);
        for (int j = 0; j <= outputs; j++) {
            long part = j < outputs ? transaction.outputValue(j) : whole - transaction.outputSumBefore(outputs);
            if (wholly) {
                set(j, part, 0, 0);
            } else {
                proportion.of(high, low, part);
                set(j, proportion.high(), proportion.low(), proportion.rest());
            }
            missingHigh -= split[0][j] + (Long.compareUnsigned(missing, split[1][j]) < 0 ? 1 : 0);
            missing -= split[1][j];
        }
        if (missingHigh != 0 || missing < 0 || missing > outputs) {
            throw new IllegalStateException("a split misses " + missingHigh + " and " + missing + " steps");
        }
        if (missing > 0) {
            raise(outputs + 1, (int) missing);
        }
    }

    private void raise(int count, int missing) {
        if (missing == 1) {
            int most = 0;
            for (int j = 1; j < count; j++) {
                // Remainders are less than a divisor of 63 bits.
                most = split[2][j] > split[2][most] ? j : most;
            }
            add(most);
            return;
        }
        LargestRemainder.raise(split[2], count, missing, up[0]);
        for (int j = 0; j < count; j++) {
            if (up[0][j]) {
                add(j);
            }
        }
    }

    private void add(int at) {
        if (++split[1][at] == 0) {
            split[0][at]++;
        }
    }

    private void set(int at, long high, long low, long rest) {
        split[0][at] = high;
        split[1][at] = low;
        split[2][at] = rest;
    }

    private void room(int count) {
        if (split[0].length < count) {
            for (int i = 0; i < split.length; i++) {
                split[i] = new long[2 * count];
            }
            up[0] = new boolean[2 * count];
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
        return lots.lots((int) carried);
    }

    @Override
    public boolean isBelow(long carried, long units) {
        return lots.isBelow((int) carried, units);
    }

    @Override
    public void settle(long carried, Shares into) {
        lots.settle((int) carried, into);
    }

    @Override
    public long bytes() {
        return lots.bytes();
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

package org.holdfast.tracing.output.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.holdfast.tracing.exact.Fraction;
import org.holdfast.tracing.output.graph.TransactionView;
import org.holdfast.tracing.output.state.Arrivals;
import org.holdfast.tracing.output.state.Cells;
import org.holdfast.tracing.output.state.Passage;
import org.holdfast.tracing.output.state.Shares;
import org.jspecify.annotations.Nullable;

/**
 * Rolling pro rata in exact rationals: every output and the fee take traced value in proportion to their value.
 * Denominators grow along a trace. Beyond the limit the doctrine declines, and the trace runs again on a grid.
 */
public final class ExactProRata implements Doctrine {
    /** The traced value of an output: the total, and its part of each seed. */
    private record Mixture(Fraction total, SortedMap<Integer, Fraction> bySeed) {}

    private final int denominatorBits;
    private final Cells numbers = new Cells(1);
    /** Mixtures by number. They are objects, because their denominators have hundreds to thousands of bits. */
    private final List<@Nullable Mixture> mixtures = new ArrayList<>();

    /**
     * @param denominatorBits the limit on denominators, bits
     */
    public ExactProRata(int denominatorBits) {
        this.denominatorBits = denominatorBits;
    }

    @Override
    public long ofSeed(int seed, long value) {
        return hold(new Mixture(Fraction.of(value), new TreeMap<>(java.util.Map.of(seed, Fraction.of(value)))));
    }

    private int hold(Mixture mixture) {
        int number = numbers.take();
        while (mixtures.size() <= number) {
            mixtures.add(null);
        }
        mixtures.set(number, mixture);
        return number;
    }

    private Mixture held(int number) {
        Mixture mixture = mixtures.get(number);
        if (mixture == null) {
            throw new IllegalStateException("nothing is carried by " + number);
        }
        return mixture;
    }

    private Mixture take(int number) {
        Mixture mixture = held(number);
        mixtures.set(number, null);
        numbers.give(number);
        return mixture;
    }

    @Override
    public boolean pass(TransactionView transaction, Arrivals arrivals, Passage into) {
        long whole = transaction.inputSumBefore(transaction.inputCount());
        if (whole == TransactionView.UNKNOWN) {
            into.leaveAll(arrivals);
            return true;
        }
        Mixture arrived = take(arrivals.cell(0));
        for (int i = 1; i < arrivals.count(); i++) {
            arrived = sum(arrived, take(arrivals.cell(i)));
            if (isBeyondBound(arrived)) {
                return false;
            }
        }
        int outputs = transaction.outputCount();
        for (int j = 0; j <= outputs; j++) {
            long part = j < outputs ? transaction.outputValue(j) : whole - transaction.outputSumBefore(outputs);
            if (part > 0) {
                Mixture placed = scaled(arrived, part, whole);
                if (isBeyondBound(placed)) {
                    return false;
                }
                if (j < outputs) {
                    into.place(j, hold(placed));
                } else {
                    into.fee(hold(placed));
                }
            }
        }
        return true;
    }

    @Override
    public int lots(long carried) {
        return held((int) carried).bySeed().size();
    }

    @Override
    public boolean isBelow(long carried, long units) {
        return held((int) carried).total().compareTo(Fraction.of(units)) < 0;
    }

    @Override
    public void settle(long carried, long fraction, Shares into) {
        Mixture mixture = take((int) carried);
        if (mixture.bySeed().size() > 1) {
            into.addTotal(mixture.total());
        }
        mixture.bySeed().forEach(into::addRational);
    }

    /** Does not include the rationals. */
    @Override
    public long bytes() {
        return numbers.bytes() + (long) mixtures.size() * Integer.BYTES;
    }

    @Override
    public String arithmetic() {
        return "exact rational";
    }

    private static Mixture sum(Mixture one, Mixture other) {
        var bySeed = new TreeMap<>(one.bySeed());
        other.bySeed().forEach((seed, share) -> bySeed.merge(seed, share, Fraction::plus));
        Fraction total = bySeed.size() == 1
                ? bySeed.firstEntry().getValue()
                : one.total().plus(other.total());
        return new Mixture(total, bySeed);
    }

    private static Mixture scaled(Mixture arrived, long part, long whole) {
        var bySeed = new TreeMap<Integer, Fraction>();
        Fraction total = arrived.total().scaled(part, whole);
        if (arrived.bySeed().size() == 1) {
            bySeed.put(arrived.bySeed().firstKey(), total);
        } else {
            arrived.bySeed().forEach((seed, share) -> bySeed.put(seed, share.scaled(part, whole)));
        }
        return new Mixture(total, bySeed);
    }

    private boolean isBeyondBound(Mixture mixture) {
        if (isBeyondBound(mixture.total())) {
            return true;
        }
        for (Fraction share : mixture.bySeed().values()) {
            if (isBeyondBound(share)) {
                return true;
            }
        }
        return false;
    }

    private boolean isBeyondBound(Fraction share) {
        return share.denominator().bitLength() > denominatorBits;
    }
}

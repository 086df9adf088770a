package org.holdfast.tracing.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.holdfast.tracing.graph.TransactionView;
import org.jspecify.annotations.Nullable;

/**
 * Rolling pro rata in exact rationals: every output and the fee take of the traced value in proportion to their size.
 * Denominators grow along a trace; beyond the bound the doctrine declines, and the whole trace is run again on a grid.
 *
 * @param denominatorBits the largest denominator that is allowed, in bits
 */
public record ExactProRata(int denominatorBits) implements Doctrine<ExactProRata.Mixture> {
    /** What an output carries: the total, and the part of each seed; they agree. */
    public record Mixture(Fraction total, SortedMap<Integer, Fraction> bySeed) {}

    @Override
    public Mixture ofSeed(int seed, long value) {
        return mixture(Fraction.of(value), new TreeMap<>(java.util.Map.of(seed, Fraction.of(value))));
    }

    @Override
    public Optional<Passage<Mixture>> pass(TransactionView transaction, List<Arrival<Mixture>> arrivals) {
        long whole = transaction.inputSumBefore(transaction.inputCount());
        if (whole == TransactionView.UNKNOWN) {
            return Optional.of(Passage.conserving(List.of(), null, arrivals));
        }
        Fraction total = Fraction.ZERO;
        var bySeed = new TreeMap<Integer, Fraction>();
        for (Arrival<Mixture> arrival : arrivals) {
            total = total.plus(arrival.carried().total());
            arrival.carried().bySeed().forEach((seed, share) -> bySeed.merge(seed, share, Fraction::plus));
            if (isBeyondBound(total) || bySeed.values().stream().anyMatch(this::isBeyondBound)) {
                return Optional.empty();
            }
        }
        var arrived = mixture(total, bySeed);
        var placed = new ArrayList<Placed<Mixture>>(transaction.outputCount());
        for (int j = 0; j < transaction.outputCount(); j++) {
            long part = transaction.outputValue(j);
            if (part > 0) {
                placed.add(new Placed<>(j, scaled(arrived, part, whole)));
            }
        }
        long fee = whole - transaction.outputSumBefore(transaction.outputCount());
        @Nullable Mixture feePart = fee == 0 ? null : scaled(arrived, fee, whole);
        boolean beyond = placed.stream().anyMatch(p -> isBeyondBound(p.carried()))
                || (feePart != null && isBeyondBound(feePart));
        return beyond ? Optional.empty() : Optional.of(Passage.conserving(placed, feePart, List.of()));
    }

    @Override
    public Fraction total(Mixture carried) {
        return carried.total();
    }

    @Override
    public SortedMap<Integer, Fraction> bySeed(Mixture carried) {
        return carried.bySeed();
    }

    @Override
    public int lots(Mixture carried) {
        return carried.bySeed().size();
    }

    @Override
    public String arithmetic() {
        return "exact rational";
    }

    private static Mixture scaled(Mixture arrived, long part, long whole) {
        var bySeed = new TreeMap<Integer, Fraction>();
        Fraction total = arrived.total().scaled(part, whole);
        if (arrived.bySeed().size() == 1) {
            bySeed.put(arrived.bySeed().firstKey(), total);
        } else {
            arrived.bySeed().forEach((seed, share) -> bySeed.put(seed, share.scaled(part, whole)));
        }
        return mixture(total, bySeed);
    }

    private static Mixture mixture(Fraction total, SortedMap<Integer, Fraction> bySeed) {
        return new Mixture(total, bySeed);
    }

    private boolean isBeyondBound(Mixture mixture) {
        return isBeyondBound(mixture.total())
                || mixture.bySeed().values().stream().anyMatch(this::isBeyondBound);
    }

    private boolean isBeyondBound(Fraction share) {
        return share.denominator().bitLength() > denominatorBits;
    }
}

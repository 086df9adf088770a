package org.holdfast.tracing.output.origin;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.holdfast.tracing.exact.Fraction;
import org.holdfast.tracing.output.graph.TransactionView;

/**
 * Pro rata backward: each input gave to each output in proportion to its value. A step forward carries v * w / V from
 * an input to an output, and so does a step back; forward and backward traces agree along every path.
 *
 * @param denominatorBits the limit on denominators, bits
 */
record ShareInverse(int denominatorBits) implements Inverse<SortedMap<Integer, Fraction>> {
    @Override
    public SortedMap<Integer, Fraction> ofTarget(int target, long value) {
        var one = new TreeMap<Integer, Fraction>();
        one.put(target, Fraction.of(value));
        return one;
    }

    @Override
    public Optional<Sourcing<SortedMap<Integer, Fraction>>> back(
            TransactionView transaction, List<Ask<SortedMap<Integer, Fraction>>> asks) {
        long whole = transaction.inputSumBefore(transaction.inputCount());
        if (whole == TransactionView.UNKNOWN) {
            return Optional.of(new Sourcing<>(List.of(), asks));
        }
        var asked = new TreeMap<Integer, Fraction>();
        asks.forEach(ask -> ask.asked().forEach((target, share) -> asked.merge(target, share, Fraction::plus)));
        var inputs = new ArrayList<Ask<SortedMap<Integer, Fraction>>>();
        for (int i = 0; i < transaction.inputCount(); i++) {
            long value = transaction.inputValue(i);
            var part = new TreeMap<Integer, Fraction>();
            asked.forEach((target, share) -> part.put(target, share.scaled(value, whole)));
            if (part.values().stream().anyMatch(share -> share.denominator().bitLength() > denominatorBits)) {
                return Optional.empty();
            }
            if (value > 0) {
                inputs.add(new Ask<>(i, part));
            }
        }
        return Optional.of(new Sourcing<>(inputs, List.of()));
    }

    @Override
    public SortedMap<Integer, Fraction> byTarget(SortedMap<Integer, Fraction> asked) {
        return asked;
    }

    @Override
    public SortedMap<Integer, Fraction> sum(SortedMap<Integer, Fraction> one, SortedMap<Integer, Fraction> other) {
        var both = new TreeMap<>(one);
        other.forEach((target, share) -> both.merge(target, share, Fraction::plus));
        return both;
    }
}

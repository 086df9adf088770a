package org.holdfast.tracing.policy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.holdfast.tracing.graph.TransactionView;

/**
 * Whatever a traced output touches is traced wholly. No court follows this; it finds leads. It does not conserve value,
 * so its ledger also counts what joined: clean inputs, and the net of inputs whose value is unknown. What an output
 * carries is its whole value.
 */
public final class Poison implements Doctrine<Long> {
    @Override
    public Long ofSeed(int seed, long value) {
        return value;
    }

    @Override
    public Optional<Passage<Long>> pass(TransactionView transaction, List<Arrival<Long>> arrivals) {
        long arrived = arrivals.stream().mapToLong(Arrival::carried).reduce(0, Math::addExact);
        long known = 0;
        for (int i = 0; i < transaction.inputCount(); i++) {
            long value = transaction.inputValue(i);
            known = value == TransactionView.UNKNOWN ? known : Math.addExact(known, value);
        }
        var placed = new ArrayList<Placed<Long>>();
        for (int j = 0; j < transaction.outputCount(); j++) {
            if (transaction.outputValue(j) > 0) {
                placed.add(new Placed<>(j, transaction.outputValue(j)));
            }
        }
        long outputs = transaction.outputSumBefore(transaction.outputCount());
        boolean complete = transaction.inputSumBefore(transaction.inputCount()) != TransactionView.UNKNOWN;
        long fee = complete ? known - outputs : 0;
        long unknown = complete ? 0 : outputs - known;
        return Optional.of(new Passage<>(placed, fee == 0 ? null : fee, List.of(), known - arrived, unknown));
    }

    @Override
    public Fraction total(Long carried) {
        return Fraction.of(carried);
    }

    @Override
    public SortedMap<Integer, Fraction> bySeed(Long carried) {
        return Collections.unmodifiableSortedMap(new TreeMap<>());
    }

    @Override
    public String arithmetic() {
        return "exact integer";
    }
}

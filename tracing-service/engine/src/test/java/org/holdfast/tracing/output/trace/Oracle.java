package org.holdfast.tracing.output.trace;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.holdfast.primitives.Outpoint;
import org.holdfast.tracing.exact.Fraction;
import org.holdfast.tracing.output.graph.BlockContent;
import org.holdfast.tracing.question.Attributions;

/**
 * Traces by brute force: sweeps the whole chain, every transaction, every base unit. Shares no code with the engine but
 * the rational number.
 */
final class Oracle {
    private final List<BlockContent> blocks;
    private final List<Outpoint> seeds;
    private final Attributions attributions;
    private final Map<Outpoint, Integer> seedNumbers = new HashMap<>();
    private final Set<Outpoint> spent = new HashSet<>();
    private final Map<Outpoint, Long> values = new HashMap<>();
    private final SortedMap<String, SortedMap<Integer, Fraction>> booked = new TreeMap<>();
    private final long lastSegmentStart;
    private final boolean followFees;

    Oracle(List<BlockContent> blocks, List<Outpoint> sortedSeeds, Attributions attributions) {
        this(blocks, sortedSeeds, attributions, false);
    }

    Oracle(List<BlockContent> blocks, List<Outpoint> sortedSeeds, Attributions attributions, boolean followFees) {
        this.followFees = followFees;
        this.blocks = blocks;
        this.seeds = sortedSeeds;
        this.attributions = attributions;
        for (int i = 0; i < seeds.size(); i++) {
            seedNumbers.put(seeds.get(i), i);
        }
        long start = 0;
        for (BlockContent block : blocks) {
            start = block.segmentStart() ? block.block().height() : start;
            for (BlockContent.Transaction transaction : block.transactions()) {
                spent.addAll(transaction.inputs());
                for (int j = 0; j < transaction.outputs().size(); j++) {
                    values.put(
                            new Outpoint(transaction.id(), j),
                            transaction.outputs().get(j).value());
                }
            }
        }
        lastSegmentStart = start;
    }

    /** Mixes by proportion, in rationals. */
    SortedMap<String, SortedMap<Integer, Fraction>> proRata() {
        var held = new HashMap<Outpoint, SortedMap<Integer, Fraction>>();
        for (BlockContent block : blocks) {
            var fees = new ArrayList<SortedMap<Integer, Fraction>>();
            for (BlockContent.Transaction transaction : block.transactions()) {
                boolean later = followFees && transaction.coinbase();
                fees.add(later ? new TreeMap<>() : mixed(block, transaction, held));
            }
            if (followFees) {
                mine(block, fees, held);
            } else {
                bookFees("fee", block, fees);
            }
        }
        return booked;
    }

    /** Passes a transaction; returns what its fee carries. */
    private SortedMap<Integer, Fraction> mixed(
            BlockContent block,
            BlockContent.Transaction transaction,
            Map<Outpoint, SortedMap<Integer, Fraction>> held) {
        boolean unknown = transaction.inputs().stream().anyMatch(input -> !values.containsKey(input));
        var mixed = new TreeMap<Integer, Fraction>();
        long whole = 0;
        for (Outpoint input : transaction.inputs()) {
            var shares = held.getOrDefault(input, new TreeMap<>());
            whole += values.getOrDefault(input, 0L);
            shares.forEach((seed, share) -> {
                if (unknown) {
                    book("input-value-unknown", input, seed, share);
                } else {
                    mixed.merge(seed, share, Fraction::plus);
                }
            });
        }
        long fee = whole;
        for (int j = 0; j < transaction.outputs().size(); j++) {
            long value = transaction.outputs().get(j).value();
            fee -= value;
            arriveShares(block, transaction, j, scaled(mixed, value, whole), held);
        }
        return scaled(mixed, Math.max(0, fee), whole);
    }

    private void bookFees(String reason, BlockContent block, List<SortedMap<Integer, Fraction>> fees) {
        for (int i = 0; i < fees.size(); i++) {
            String place = block.transactions().get(i).id() + ":fee";
            fees.get(i).forEach((seed, share) -> book(reason, place, seed, share));
        }
    }

    /** Passes the coinbase of a block: each of its outputs has of each fee in proportion to the units it takes. */
    private void mine(
            BlockContent block,
            List<SortedMap<Integer, Fraction>> fees,
            Map<Outpoint, SortedMap<Integer, Fraction>> held) {
        Optional<FeeRow> row = FeeRow.of(block, outpoint -> values.getOrDefault(outpoint, -1L));
        BlockContent.Transaction coinbase = block.transactions().getFirst();
        int outputs = coinbase.outputs().size();
        if (row.isEmpty()) {
            bookFees("block-fees-unknown", block, fees);
        }
        for (int j = 0; j <= outputs; j++) {
            var sum = new TreeMap<Integer, Fraction>();
            for (int i = 1; row.isPresent() && i < fees.size(); i++) {
                var part = scaled(fees.get(i), row.get().units(i, j), row.get().units(i));
                String place = block.transactions().get(i).id() + ":fee";
                boolean taken = j < outputs;
                part.forEach((seed, share) -> {
                    if (taken) {
                        sum.merge(seed, share, Fraction::plus);
                    } else {
                        book("destroyed", place, seed, share);
                    }
                });
            }
            if (j < outputs) {
                arriveShares(block, coinbase, j, sum, held);
            }
        }
    }

    private static SortedMap<Integer, Fraction> scaled(SortedMap<Integer, Fraction> shares, long part, long whole) {
        var scaled = new TreeMap<Integer, Fraction>();
        if (part > 0) {
            shares.forEach((seed, share) -> scaled.put(seed, share.scaled(part, whole)));
        }
        return scaled;
    }

    private void arriveShares(
            BlockContent block,
            BlockContent.Transaction transaction,
            int output,
            SortedMap<Integer, Fraction> shares,
            Map<Outpoint, SortedMap<Integer, Fraction>> held) {
        var outpoint = new Outpoint(transaction.id(), output);
        SortedMap<Integer, Fraction> now = shares;
        Integer seed = seedNumbers.get(outpoint);
        if (seed != null) {
            shares.forEach((from, share) -> book("later-seed", outpoint, from, share));
            now = new TreeMap<>(Map.of(seed, Fraction.of(valueOf(outpoint))));
        }
        String stop = stop(block, transaction, output);
        if (stop.isEmpty()) {
            held.put(outpoint, now);
        } else {
            now.forEach((from, share) -> book(stop, outpoint, from, share));
        }
    }

    /** Marks whatever is touched; everything is booked under seed 0. */
    SortedMap<String, SortedMap<Integer, Fraction>> poison() {
        var marked = new HashSet<Outpoint>();
        for (BlockContent block : blocks) {
            var fees = new ArrayList<SortedMap<Integer, Fraction>>();
            for (BlockContent.Transaction transaction : block.transactions()) {
                boolean touched = transaction.inputs().stream().anyMatch(marked::contains);
                boolean unknown = transaction.inputs().stream().anyMatch(input -> !values.containsKey(input));
                long fee = transaction.inputs().stream()
                        .mapToLong(input -> values.getOrDefault(input, 0L))
                        .sum();
                for (int j = 0; j < transaction.outputs().size(); j++) {
                    fee -= transaction.outputs().get(j).value();
                    if (!followFees || !transaction.coinbase()) {
                        touch(block, transaction, j, touched, marked);
                    }
                }
                boolean paid = touched && !unknown && fee > 0;
                fees.add(paid ? new TreeMap<>(Map.of(0, Fraction.of(fee))) : new TreeMap<>());
            }
            if (followFees) {
                mark(block, fees, marked);
            } else {
                bookFees("fee", block, fees);
            }
        }
        return booked;
    }

    private void touch(
            BlockContent block, BlockContent.Transaction transaction, int j, boolean touched, Set<Outpoint> marked) {
        var outpoint = new Outpoint(transaction.id(), j);
        long value = valueOf(outpoint);
        boolean seed = seedNumbers.containsKey(outpoint);
        if (value == 0 || !(touched || seed)) {
            return;
        }
        if (touched && seed) {
            book("later-seed", outpoint, 0, Fraction.of(value));
        }
        String stop = stop(block, transaction, j);
        if (stop.isEmpty()) {
            marked.add(outpoint);
        } else {
            book(stop, outpoint, 0, Fraction.of(value));
        }
    }

    /** An output of a coinbase that takes a unit of a marked fee is marked wholly. */
    private void mark(BlockContent block, List<SortedMap<Integer, Fraction>> fees, Set<Outpoint> marked) {
        Optional<FeeRow> row = FeeRow.of(block, outpoint -> values.getOrDefault(outpoint, -1L));
        BlockContent.Transaction coinbase = block.transactions().getFirst();
        int outputs = coinbase.outputs().size();
        if (row.isEmpty()) {
            bookFees("block-fees-unknown", block, fees);
        }
        boolean[] touched = new boolean[outputs + 1];
        for (int i = 1; row.isPresent() && i < fees.size(); i++) {
            for (int j = 0; j <= outputs && !fees.get(i).isEmpty(); j++) {
                touched[j] |= row.get().units(i, j) > 0;
            }
            if (!fees.get(i).isEmpty() && row.get().units(i, outputs) > 0) {
                String place = block.transactions().get(i).id() + ":fee";
                book("destroyed", place, 0, Fraction.of(row.get().units(i, outputs)));
            }
        }
        for (int j = 0; j < outputs; j++) {
            touch(block, coinbase, j, touched[j], marked);
        }
    }

    private long valueOf(Outpoint outpoint) {
        return values.getOrDefault(outpoint, 0L);
    }

    /** Why value stays at an output; empty where it is passed on. */
    private String stop(BlockContent block, BlockContent.Transaction transaction, int output) {
        BlockContent.Output made = transaction.outputs().get(output);
        if (made.destroys()) {
            return "destroyed";
        }
        if (!made.address().isEmpty() && attributions.service(made.address()).isPresent()) {
            return "service";
        }
        if (spent.contains(new Outpoint(transaction.id(), output))) {
            return "";
        }
        return block.block().height() < lastSegmentStart ? "gap" : "unspent";
    }

    private void book(String reason, Object place, int seed, Fraction share) {
        booked.computeIfAbsent(reason + " " + place, key -> new TreeMap<>()).merge(seed, share, Fraction::plus);
    }
}

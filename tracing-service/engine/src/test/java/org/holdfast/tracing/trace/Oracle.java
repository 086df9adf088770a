package org.holdfast.tracing.trace;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.holdfast.primitives.Outpoint;
import org.holdfast.tracing.graph.BlockContent;
import org.holdfast.tracing.policy.Fraction;

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

    Oracle(List<BlockContent> blocks, List<Outpoint> sortedSeeds, Attributions attributions) {
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
            for (BlockContent.Transaction transaction : block.transactions()) {
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
                long total = whole;
                long fee = whole;
                for (int j = 0; j < transaction.outputs().size(); j++) {
                    long value = transaction.outputs().get(j).value();
                    fee -= value;
                    arriveShares(block, transaction, j, scaled(mixed, value, total), held);
                }
                scaled(mixed, Math.max(0, fee), total)
                        .forEach((seed, share) -> book("fee", transaction.id() + ":fee", seed, share));
            }
        }
        return booked;
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
            for (BlockContent.Transaction transaction : block.transactions()) {
                boolean touched = transaction.inputs().stream().anyMatch(marked::contains);
                boolean unknown = transaction.inputs().stream().anyMatch(input -> !values.containsKey(input));
                long fee = transaction.inputs().stream()
                        .mapToLong(input -> values.getOrDefault(input, 0L))
                        .sum();
                for (int j = 0; j < transaction.outputs().size(); j++) {
                    var outpoint = new Outpoint(transaction.id(), j);
                    long value = valueOf(outpoint);
                    fee -= value;
                    boolean seed = seedNumbers.containsKey(outpoint);
                    if (value == 0 || !(touched || seed)) {
                        continue;
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
                if (touched && !unknown && fee > 0) {
                    book("fee", transaction.id() + ":fee", 0, Fraction.of(fee));
                }
            }
        }
        return booked;
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

package org.holdfast.tracing.output.trace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.holdfast.primitives.Hash256;
import org.holdfast.primitives.Outpoint;
import org.holdfast.primitives.TxId;
import org.holdfast.tracing.exact.Fraction;
import org.holdfast.tracing.output.graph.BlockContent;
import org.holdfast.tracing.question.Attributions;
import org.holdfast.tracing.question.Policy;
import org.jspecify.annotations.Nullable;

/**
 * The policies that move whole units, by brute force: every base unit has a colour, the seed it comes from or none, and
 * the whole chain is swept unit by unit. Shares no code with the engine.
 */
final class UnitOracle {
    private static final int CLEAN = -1;

    private final List<BlockContent> blocks;
    private final Attributions attributions;
    private final Policy policy;
    private final Map<Outpoint, Integer> seeds = new HashMap<>();
    private final Map<Outpoint, BlockContent.Output> made = new HashMap<>();
    private final Set<Outpoint> spent = new HashSet<>();
    private final Map<Outpoint, int[]> held = new HashMap<>();
    private final SortedMap<String, SortedMap<Integer, Fraction>> booked = new TreeMap<>();
    private final int[] seedCount = new int[1];
    private final int[] amountsMade = new int[1];
    private final boolean followFees;

    UnitOracle(Policy policy, List<BlockContent> blocks, List<Outpoint> sortedSeeds, Attributions attributions) {
        this(policy, blocks, sortedSeeds, attributions, false);
    }

    UnitOracle(
            Policy policy,
            List<BlockContent> blocks,
            List<Outpoint> sortedSeeds,
            Attributions attributions,
            boolean followFees) {
        this.followFees = followFees;
        this.policy = policy;
        this.blocks = blocks;
        this.attributions = attributions;
        sortedSeeds.forEach(seed -> seeds.put(seed, seedCount[0]++));
    }

    SortedMap<String, SortedMap<Integer, Fraction>> trace() {
        long lastStart = 0;
        for (BlockContent block : blocks) {
            lastStart = block.segmentStart() ? block.block().height() : lastStart;
            for (BlockContent.Transaction transaction : block.transactions()) {
                spent.addAll(transaction.inputs());
                for (int j = 0; j < transaction.outputs().size(); j++) {
                    made.put(
                            new Outpoint(transaction.id(), j),
                            transaction.outputs().get(j));
                }
            }
        }
        for (BlockContent block : blocks) {
            boolean gap = block.block().height() < lastStart;
            if (followFees) {
                mine(block, gap);
            } else {
                block.transactions()
                        .forEach(transaction -> book("fee", transaction.id() + ":fee", step(transaction, gap)));
            }
        }
        return booked;
    }

    /** Passes a transaction; returns what its fee carries. */
    private int @Nullable [] step(BlockContent.Transaction transaction, boolean gap) {
        int[][] out = passed(transaction);
        for (int j = 0; j < transaction.outputs().size(); j++) {
            arrive(transaction, j, out[j], gap);
        }
        return out[transaction.outputs().size()];
    }

    private int[][] passed(BlockContent.Transaction transaction) {
        int[][] out = new int[transaction.outputs().size() + 1][];
        List<Outpoint> inputs = transaction.inputs();
        boolean touched = inputs.stream()
                .anyMatch(input -> held.containsKey(input)
                        && Arrays.stream(held.get(input)).anyMatch(c -> c >= 0));
        if (touched) {
            switch (policy) {
                case FIFO -> inOrder(transaction, out, false);
                case LIFO -> inOrder(transaction, out, true);
                default -> counted(transaction, out);
            }
        }
        return out;
    }

    /** Passes the transactions of a block and then its coinbase. */
    private void mine(BlockContent block, boolean gap) {
        BlockContent.Transaction coinbase = block.transactions().getFirst();
        var fees = new ArrayList<int @Nullable []>();
        fees.add(null);
        block.transactions().stream().skip(1).forEach(transaction -> fees.add(step(transaction, gap)));
        Optional<FeeRow> known = FeeRow.of(block, outpoint -> {
            BlockContent.Output output = made.get(outpoint);
            return output == null ? -1 : output.value();
        });
        int outputs = coinbase.outputs().size();
        if (known.isEmpty()) {
            for (int i = 1; i < fees.size(); i++) {
                book("block-fees-unknown", block.transactions().get(i).id() + ":fee", fees.get(i));
            }
            IntStream.range(0, outputs).forEach(j -> arrive(coinbase, j, null, gap));
            return;
        }
        FeeRow row = known.get();
        fees.set(0, clean(row.units(FeeRow.SUBSIDY)));
        var pieces = new ArrayList<List<int[]>>();
        IntStream.rangeClosed(0, outputs).forEach(j -> pieces.add(new ArrayList<>()));
        for (int i = 0; i < fees.size(); i++) {
            int[] fee = fees.get(i);
            int[] units = fee == null ? clean(row.units(i)) : fee;
            int payer = i;
            int[] takers = IntStream.rangeClosed(0, outputs)
                    .filter(j -> row.units(payer, j) > 0)
                    .toArray();
            int[] sizes = Arrays.stream(takers).map(j -> row.units(payer, j)).toArray();
            List<int[]> parts = takers.length == 1 ? List.of(units) : amounts(List.of(units), sizes);
            for (int k = 0; k < takers.length; k++) {
                if (takers[k] == outputs) {
                    book("destroyed", block.transactions().get(i).id() + ":fee", parts.get(k));
                } else {
                    pieces.get(takers[k]).add(parts.get(k));
                }
            }
        }
        for (int j = 0; j < outputs; j++) {
            int value = (int) coinbase.outputs().get(j).value();
            arrive(coinbase, j, amounts(pieces.get(j), value).getFirst(), gap);
        }
        if (policy == Policy.FIFO) {
            requireRow(block, fees, row);
        }
    }

    /** First in, first out needs no rule for fees: every unit goes to who takes it. */
    private void requireRow(BlockContent block, List<int @Nullable []> fees, FeeRow row) {
        BlockContent.Transaction coinbase = block.transactions().getFirst();
        for (int j = 0; j < coinbase.outputs().size(); j++) {
            int[] units = held.get(new Outpoint(coinbase.id(), j));
            if (units == null || seeds.containsKey(new Outpoint(coinbase.id(), j))) {
                continue;
            }
            var expected = new ArrayList<Integer>();
            int[] paid = new int[fees.size()];
            for (int unit = 0; unit < row.payers().size(); unit++) {
                int payer = row.payers().get(unit);
                int[] fee = fees.get(payer);
                int colour = fee == null ? CLEAN : fee[paid[payer]];
                paid[payer]++;
                if (row.takers().get(unit) == j) {
                    expected.add(colour);
                }
            }
            if (!expected.equals(Arrays.stream(units).boxed().toList())) {
                throw new AssertionError("output " + j + " takes " + expected + ", not " + Arrays.toString(units));
            }
        }
    }

    /** A transaction of nothing but amounts. */
    private List<int[]> amounts(List<int[]> inputs, int... outputs) {
        var spent = new ArrayList<Outpoint>();
        for (int[] units : inputs) {
            var outpoint = new Outpoint(new TxId(new Hash256(-1, -1, amountsMade[0]++, 0)), 0);
            made.put(outpoint, new BlockContent.Output(units.length, "", false));
            held.put(outpoint, units);
            spent.add(outpoint);
        }
        var transaction = new BlockContent.Transaction(
                new TxId(new Hash256(-1, -1, amountsMade[0]++, 1)),
                false,
                spent,
                Arrays.stream(outputs)
                        .mapToObj(value -> new BlockContent.Output(value, "", false))
                        .toList());
        int[][] out = passed(transaction);
        return IntStream.range(0, outputs.length)
                .mapToObj(j -> out[j] == null ? clean(outputs[j]) : out[j])
                .toList();
    }

    private static int[] clean(int count) {
        int[] clean = new int[count];
        Arrays.fill(clean, CLEAN);
        return clean;
    }

    /** Lays units in a row from the known end; what lies behind an unknown input cannot be placed. */
    private void inOrder(BlockContent.Transaction transaction, int[][] out, boolean fromTheEnd) {
        var row = new ArrayList<Integer>();
        boolean lost = false;
        List<Outpoint> order = fromTheEnd ? transaction.inputs().reversed() : transaction.inputs();
        for (Outpoint input : order) {
            BlockContent.@Nullable Output source = made.get(input);
            if (lost) {
                book("input-value-unknown", input, held.get(input));
            } else if (source == null) {
                lost = true;
            } else {
                int[] units = units(input, source);
                IntStream.range(0, units.length)
                        .forEach(i -> row.add(fromTheEnd ? units[units.length - 1 - i] : units[i]));
            }
        }
        int at = 0;
        for (int j = 0; j <= transaction.outputs().size(); j++) {
            boolean fee = j == transaction.outputs().size();
            int size = fee
                    ? Math.max(0, row.size() - at)
                    : (int) transaction.outputs().get(j).value();
            out[j] = new int[size];
            for (int i = 0; i < size; i++, at++) {
                out[j][i] = at < row.size() ? row.get(at) : CLEAN;
            }
        }
    }

    private int[] units(Outpoint outpoint, BlockContent.Output output) {
        int[] units = held.get(outpoint);
        if (units != null) {
            return units;
        }
        return clean((int) output.value());
    }

    /** Policies that count: a fund of traced and clean units, paid out unit by unit. */
    private void counted(BlockContent.Transaction transaction, int[][] out) {
        if (transaction.inputs().stream().anyMatch(input -> !made.containsKey(input))) {
            transaction.inputs().forEach(input -> book("input-value-unknown", input, held.get(input)));
            return;
        }
        int count = transaction.outputs().size();
        int[] claims = new int[seeds.size()];
        int fund = 0;
        var payers = new HashSet<String>();
        for (Outpoint input : transaction.inputs()) {
            BlockContent.Output source = made.get(input);
            if (source != null) {
                for (int colour : units(input, source)) {
                    fund++;
                    if (colour >= 0) {
                        claims[colour]++;
                    }
                }
                payers.add(source.address());
            }
        }
        payers.remove("");
        int[] sizes = new int[count + 1];
        boolean[] kept = new boolean[count + 1];
        int paid = 0;
        for (int j = 0; j < count; j++) {
            sizes[j] = (int) transaction.outputs().get(j).value();
            kept[j] = payers.contains(transaction.outputs().get(j).address());
            paid += sizes[j];
        }
        sizes[count] = fund - paid;
        switch (policy) {
            case HIGHEST_OUT -> {
                var order = new ArrayList<>(IntStream.range(0, count).boxed().toList());
                order.sort(Comparator.<Integer>comparingInt(j -> -sizes[j]).thenComparing(j -> j));
                order.add(count);
                dirtyFirst(order, sizes, claims, out);
            }
            case DIRTY_FIRST -> {
                var order = new ArrayList<Integer>();
                IntStream.rangeClosed(0, count).filter(j -> !kept[j]).forEach(order::add);
                IntStream.range(0, count).filter(j -> kept[j]).forEach(order::add);
                dirtyFirst(order, sizes, claims, out);
            }
            case LOWEST_BALANCE -> cleanFirst(sizes, kept, claims, out);
            default -> throw new AssertionError(policy);
        }
    }

    private static void dirtyFirst(List<Integer> order, int[] sizes, int[] claims, int[][] out) {
        for (int j : order) {
            int traced = Math.min(sizes[j], Arrays.stream(claims).sum());
            out[j] = dealt(traced, sizes[j], claims);
        }
    }

    private static void cleanFirst(int[] sizes, boolean[] kept, int[] claims, int[][] out) {
        int count = sizes.length - 1;
        int clean = Arrays.stream(sizes).sum() - Arrays.stream(claims).sum();
        int[] traced = new int[count + 1];
        int left = 0;
        for (int j = 0; j <= count; j++) {
            for (int unit = 0; !kept[j] && unit < sizes[j]; unit++) {
                if (clean > 0) {
                    clean--;
                } else {
                    traced[j]++;
                }
            }
            left += kept[j] ? sizes[j] : 0;
        }
        int[] stays = claims.clone();
        for (int c = 0; c < stays.length; c++) {
            stays[c] = Math.min(stays[c], left);
        }
        if (Arrays.stream(stays).sum() > left) {
            stays = shared(left, stays);
        }
        int[] goes = claims.clone();
        for (int c = 0; c < goes.length; c++) {
            goes[c] -= stays[c];
        }
        for (int j = count; j >= 0; j--) {
            if (!kept[j]) {
                out[j] = dealt(traced[j], sizes[j], goes);
            }
        }
        for (int j = 0; j < count; j++) {
            if (kept[j]) {
                out[j] = dealt(Math.min(sizes[j], Arrays.stream(stays).sum()), sizes[j], stays);
            }
        }
    }

    /** An output of which {@code traced} units are taken out of the claims. */
    private static int[] dealt(int traced, int size, int[] claims) {
        int[] units = new int[size];
        Arrays.fill(units, CLEAN);
        int[] part = shared(traced, claims);
        int at = 0;
        for (int c = 0; c < claims.length; c++) {
            Arrays.fill(units, at, at + part[c], c);
            at += part[c];
            claims[c] -= part[c];
        }
        return units;
    }

    /** In proportion; one unit each to the largest remainders, the earlier of equal ones. */
    static int[] shared(int units, int[] claims) {
        int[] part = new int[claims.length];
        int all = Arrays.stream(claims).sum();
        if (units == 0) {
            return part;
        }
        int given = 0;
        for (int c = 0; c < claims.length; c++) {
            part[c] = units * claims[c] / all;
            given += part[c];
        }
        boolean[] topped = new boolean[claims.length];
        for (; given < units; given++) {
            int best = -1;
            for (int c = 0; c < claims.length; c++) {
                boolean larger = best < 0 || units * claims[c] % all > units * claims[best] % all;
                best = !topped[c] && larger ? c : best;
            }
            topped[best] = true;
            part[best]++;
        }
        return part;
    }

    private void arrive(BlockContent.Transaction transaction, int output, int @Nullable [] units, boolean gap) {
        var outpoint = new Outpoint(transaction.id(), output);
        BlockContent.Output content = transaction.outputs().get(output);
        int[] now = units;
        Integer seed = seeds.get(outpoint);
        if (seed != null) {
            book("later-seed", outpoint, units);
            now = new int[(int) content.value()];
            Arrays.fill(now, seed);
        }
        String stop = stop(content, outpoint, gap);
        if (stop.isEmpty()) {
            if (now != null) {
                held.put(outpoint, now);
            }
        } else {
            book(stop, outpoint, now);
        }
    }

    private String stop(BlockContent.Output content, Outpoint outpoint, boolean gap) {
        if (content.destroys()) {
            return "destroyed";
        }
        if (!content.address().isEmpty()
                && attributions.service(content.address()).isPresent()) {
            return "service";
        }
        if (spent.contains(outpoint)) {
            return "";
        }
        return gap ? "gap" : "unspent";
    }

    private void book(String reason, Object place, int @Nullable [] units) {
        if (units == null) {
            return;
        }
        for (int colour : units) {
            if (colour >= 0) {
                booked.computeIfAbsent(reason + " " + place, key -> new TreeMap<>())
                        .merge(colour, Fraction.of(1), Fraction::plus);
            }
        }
    }
}

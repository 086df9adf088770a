package org.holdfast.tracing.output.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.Hash256;
import org.holdfast.primitives.Outpoint;
import org.holdfast.primitives.TxId;
import org.holdfast.tracing.exact.Fraction;
import org.holdfast.tracing.exact.LargestRemainder;
import org.holdfast.tracing.output.end.End;
import org.holdfast.tracing.output.graph.BlockContent;
import org.holdfast.tracing.output.graph.MemoryGraph;
import org.holdfast.tracing.output.question.OutputLimits;
import org.holdfast.tracing.question.Attributions;
import org.holdfast.tracing.question.Policy;
import org.holdfast.tracing.question.QuestionMonitor;
import org.holdfast.tracing.question.WalkEffort;
import org.junit.jupiter.api.Test;

/**
 * Amounts up to the largest that machine words hold, which random small chains never reach: pro rata on the grid
 * against numbers of any size, step by step; orders and counts balance, which sealing checks; memory per lot.
 */
class LargeAmountsTest {
    private static final ChainId CHAIN = ChainId.BITCOIN_REGTEST;
    private static final int CHAINS = 400;
    private static final int STEPS = 12;
    private static final BigInteger UNIT = BigInteger.ONE.shiftLeft(64);

    private record Chain(List<BlockContent.Transaction> transactions, List<Outpoint> seeds) {
        MemoryGraph graph() {
            var block = new BlockRef(0, new BlockHash(new Hash256(1, 1, 1, 1)));
            var parent = new BlockHash(new Hash256(1, 1, 1, 0));
            return MemoryGraph.of(CHAIN, List.of(new BlockContent(block, parent, true, 0, transactions)));
        }

        SealedTrace trace(Policy policy) {
            var spec = new TraceSpec(CHAIN, seeds, List.of(policy), OutputLimits.DEFAULT.withDenominatorBits(1));
            var traced = (TraceOutcome.Traced) Tracer.trace(spec, graph(), Attributions.NONE);
            return traced.result().results().getFirst();
        }
    }

    private static TxId id(long number) {
        return new TxId(new Hash256(number, 0, 0, number));
    }

    /** Two coins whose sum is near the largest amount, then steps that join and split them; fees are rare. */
    private static Chain chain(long number, int seeds) {
        var random = new Random(number);
        long most = number % 3 == 0 ? Long.MAX_VALUE : 1L << (10 + random.nextInt(53));
        long first = 1 + random.nextLong(most - 1);
        var transactions = new ArrayList<BlockContent.Transaction>();
        transactions.add(tx(1, List.of(), List.of(first)));
        transactions.add(tx(2, List.of(), List.of(most - first)));
        var unspent = new HashMap<Outpoint, Long>();
        unspent.put(new Outpoint(id(1), 0), first);
        unspent.put(new Outpoint(id(2), 0), most - first);
        for (int step = 3; step < STEPS; step++) {
            List<Outpoint> coins = unspent.keySet().stream().sorted().toList();
            var inputs = new ArrayList<Outpoint>();
            long value = 0;
            for (Outpoint coin : coins) {
                if (step == 3 || inputs.isEmpty() || random.nextBoolean()) {
                    inputs.add(coin);
                    value += Objects.requireNonNull(unspent.remove(coin));
                }
            }
            long left = value - (random.nextInt(3) == 0 ? random.nextLong(1 + value / 1_000) : 0);
            var outputs = new ArrayList<Long>();
            int count = 1 + random.nextInt(number % 7 == 0 ? 40 : 4);
            for (int j = 0; j < count; j++) {
                long part = j == count - 1 ? left : left == 0 ? 0 : random.nextLong(left);
                outputs.add(part);
                unspent.put(new Outpoint(id(step), j), part);
                left -= part;
            }
            transactions.add(tx(step, inputs, outputs));
        }
        var all = List.of(new Outpoint(id(1), 0), new Outpoint(id(2), 0));
        return new Chain(transactions, all.subList(0, seeds));
    }

    private static BlockContent.Transaction tx(long number, List<Outpoint> inputs, List<Long> values) {
        return new BlockContent.Transaction(
                id(number),
                inputs.isEmpty(),
                inputs,
                values.stream()
                        .map(value -> new BlockContent.Output(value, "", false))
                        .toList());
    }

    /** What stands where in the end, by the general way, in multiples of 2^-64. */
    private static Map<String, BigInteger> expected(Chain chain) {
        var held = new HashMap<Outpoint, BigInteger>();
        var values = new HashMap<Outpoint, BigInteger>();
        var booked = new HashMap<String, BigInteger>();
        for (BlockContent.Transaction transaction : chain.transactions()) {
            BigInteger traced = BigInteger.ZERO;
            BigInteger fee = BigInteger.ZERO;
            for (Outpoint input : transaction.inputs()) {
                BigInteger carried = held.remove(input);
                traced = traced.add(carried == null ? BigInteger.ZERO : carried);
                fee = fee.add(values.getOrDefault(input, BigInteger.ZERO));
            }
            var weights = new ArrayList<BigInteger>();
            for (int j = 0; j < transaction.outputs().size(); j++) {
                var outpoint = new Outpoint(transaction.id(), j);
                BigInteger value =
                        BigInteger.valueOf(transaction.outputs().get(j).value());
                values.put(outpoint, value);
                weights.add(value);
                fee = fee.subtract(value);
                if (chain.seeds().contains(outpoint)) {
                    held.put(outpoint, value.multiply(UNIT));
                }
            }
            if (traced.signum() > 0) {
                weights.add(fee);
                List<BigInteger> parts = LargestRemainder.split(traced, weights);
                for (int j = 0; j < parts.size(); j++) {
                    if (j == parts.size() - 1) {
                        booked.put(transaction.id() + ":fee", parts.get(j));
                    } else {
                        held.put(new Outpoint(transaction.id(), j), parts.get(j));
                    }
                }
            }
        }
        held.forEach((outpoint, units) -> booked.put(outpoint.toString(), units));
        booked.values().removeIf(units -> units.signum() == 0);
        return booked;
    }

    @Test
    void theGridInMachineWordsEqualsTheGridInNumbersOfAnySize() {
        int gridded = 0;
        for (long number = 0; number < CHAINS; number++) {
            Chain chain = chain(number, 1);
            SealedTrace trace = chain.trace(Policy.PRO_RATA);
            if (trace.arithmetic().equals("exact rational")) {
                continue;
            }
            gridded++;
            var found = new HashMap<String, BigInteger>();
            for (End end : trace.ends()) {
                assertThat(end.exact()).isEqualTo(end.bySeed().get(0));
                found.put(end.place(), end.exact().floorTimesPowerOfTwo(64));
                assertThat(new Fraction(found.get(end.place()), UNIT)).isEqualTo(end.exact());
            }
            assertThat(found).as("chain %d", number).isEqualTo(expected(chain));
        }
        assertThat(gridded).isGreaterThan(CHAINS / 2);
    }

    @Test
    void everyPolicyBalancesAtTheLargestAmounts() {
        for (long number = 0; number < CHAINS; number++) {
            for (Policy policy : Policy.values()) {
                SealedTrace trace = chain(number, 1 + (int) (number % 2)).trace(policy);
                assertThat(trace.buckets().values().stream().reduce(BigInteger.ZERO, BigInteger::add))
                        .isEqualTo(trace.seedTotal().add(trace.joinedClean()).add(trace.joinedUnknown()));
            }
        }
    }

    /** One coin in many parts, each spent by a transaction of its own: the most that wait are all of them. */
    @Test
    void aWaitingLotTakesAtMostAHundredBytes() {
        int parts = 5_000;
        var transactions = new ArrayList<BlockContent.Transaction>();
        transactions.add(tx(1, List.of(), List.of(parts * 1_000L)));
        var values = new ArrayList<Long>();
        for (int i = 0; i < parts; i++) {
            values.add(1_000L);
        }
        transactions.add(tx(2, List.of(new Outpoint(id(1), 0)), values));
        for (int i = 0; i < parts; i++) {
            transactions.add(tx(3 + i, List.of(new Outpoint(id(2), i)), List.of(999L)));
        }
        var chain = new Chain(transactions, List.of(new Outpoint(id(1), 0)));
        var efforts = new ArrayList<WalkEffort>();
        QuestionMonitor monitor = new QuestionMonitor() {
            @Override
            public boolean goOn(Policy policy, long visited, long waiting) {
                return true;
            }

            @Override
            public void ended(WalkEffort effort) {
                efforts.add(effort);
            }
        };
        var limits = OutputLimits.DEFAULT.withDenominatorBits(9);
        var spec = new TraceSpec(CHAIN, chain.seeds(), List.of(Policy.values()), limits);
        Tracer.trace(spec, chain.graph(), Attributions.NONE, ChangeLinks.NONE, monitor);
        assertThat(efforts).hasSizeGreaterThanOrEqualTo(Policy.values().length);
        for (WalkEffort effort : efforts) {
            assertThat(effort.lotsMost()).as(effort.toString()).isBetween(1L, (long) parts);
            if (effort.lotsMost() > parts / 2) {
                assertThat(effort.bytesMost()).as(effort.toString()).isLessThan(100 * effort.lotsMost());
            }
        }
        assertThat(efforts.stream().filter(effort -> effort.lotsMost() > parts / 2))
                .hasSizeGreaterThanOrEqualTo(Policy.values().length);
    }
}

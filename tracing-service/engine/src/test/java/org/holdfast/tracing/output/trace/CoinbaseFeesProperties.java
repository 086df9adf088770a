package org.holdfast.tracing.output.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.Outpoint;
import org.holdfast.primitives.id.LabelId;
import org.holdfast.primitives.id.VaspId;
import org.holdfast.testkit.Campaign;
import org.holdfast.tracing.exact.Fraction;
import org.holdfast.tracing.output.end.End;
import org.holdfast.tracing.output.end.EndReason;
import org.holdfast.tracing.output.graph.BlockContent;
import org.holdfast.tracing.output.graph.MemoryGraph;
import org.holdfast.tracing.output.graph.MinedChain;
import org.holdfast.tracing.output.graph.RandomChain;
import org.holdfast.tracing.output.question.OutputLimits;
import org.holdfast.tracing.question.Attributions;
import org.holdfast.tracing.question.Policy;
import org.holdfast.tracing.question.ServiceLabel;
import org.junit.jupiter.api.Test;

/** Fees followed into coinbases, against brute force; conservation is checked in each case by sealing. */
class CoinbaseFeesProperties {
    private static final ChainId CHAIN = ChainId.BITCOIN_REGTEST;
    private static final int CASES = 500;
    private static final int ORACLE_CASES = Campaign.size(1_000, 10_000);

    private static final Attributions LABELS = new Attributions() {
        @Override
        public String labelSet() {
            return "two-exchanges";
        }

        @Override
        public Optional<ServiceLabel> service(String address) {
            return address.equals("a7") || address.equals("a11")
                    ? Optional.of(new ServiceLabel(new LabelId("label-" + address), new VaspId("exchange-a")))
                    : Optional.empty();
        }
    };

    private record Case(long number, List<BlockContent> blocks, List<Outpoint> seeds, Attributions labels) {
        static Case of(long number) {
            return of(number, MinedChain.blocks(number, number % 20 == 0 ? 9 : 5, number % 20 == 0 ? 7 : 3));
        }

        static Case of(long number, List<BlockContent> blocks) {
            return new Case(
                    number,
                    blocks,
                    RandomChain.seeds(blocks, new Random(number), 3).stream()
                            .sorted()
                            .toList(),
                    number % 2 == 0 ? LABELS : Attributions.NONE);
        }

        boolean hasSeeds() {
            return !seeds.isEmpty();
        }

        TraceOutcome outcome(boolean followFees, OutputLimits limits) {
            var spec = new TraceSpec(CHAIN, seeds, List.of(Policy.values()), limits, followFees);
            return Tracer.trace(spec, MemoryGraph.of(CHAIN, blocks), labels);
        }

        List<SealedTrace> traces(boolean followFees, OutputLimits limits) {
            return switch (outcome(followFees, limits)) {
                case TraceOutcome.Traced traced -> traced.result().results();
                case TraceOutcome.Refused refused ->
                    throw new AssertionError(number + ": " + refused.fault().sentence());
            };
        }

        SealedTrace proRata(OutputLimits limits) {
            return traces(true, limits).stream()
                    .filter(result -> result.policy() == Policy.PRO_RATA)
                    .findFirst()
                    .orElseThrow();
        }

        SortedMap<String, SortedMap<Integer, Fraction>> expected(Policy policy, boolean followFees) {
            return switch (policy) {
                case PRO_RATA -> new Oracle(blocks, seeds, labels, followFees).proRata();
                case POISON -> new Oracle(blocks, seeds, labels, followFees).poison();
                case FIFO, LIFO, DIRTY_FIRST, LOWEST_BALANCE, HIGHEST_OUT ->
                    new UnitOracle(policy, blocks, seeds, labels, followFees).trace();
            };
        }
    }

    @Test
    void everyPolicyAgreesWithBruteForce() {
        var destroyed = new AtomicInteger();
        var unknown = new AtomicInteger();
        var inCoinbase = new AtomicInteger();
        LongStream.range(0, ORACLE_CASES)
                .parallel()
                .mapToObj(Case::of)
                .filter(Case::hasSeeds)
                .forEach(example -> {
                    for (SealedTrace result : example.traces(true, OutputLimits.DEFAULT)) {
                        assertThat(booked(result))
                                .as("%s, case %d", result.policy(), example.number())
                                .isEqualTo(example.expected(result.policy(), true));
                        assertThat(result.arithmetic()).startsWith("exact");
                        assertThat(result.buckets()).doesNotContainKey(EndReason.FEE);
                        for (End end : result.ends()) {
                            boolean fee = end.output() == End.FEE;
                            destroyed.addAndGet(fee && end.reason() == EndReason.DESTROYED ? 1 : 0);
                            unknown.addAndGet(end.reason() == EndReason.BLOCK_FEES_UNKNOWN ? 1 : 0);
                            boolean mined = !fee && end.txId().hash().w3() == 1;
                            inCoinbase.addAndGet(mined && !example.seeds().contains(place(end)) ? 1 : 0);
                        }
                    }
                });
        assertThat(destroyed).hasValueGreaterThan(ORACLE_CASES / 10);
        assertThat(unknown).hasValueGreaterThan(ORACLE_CASES / 10);
        assertThat(inCoinbase).hasValueGreaterThan(ORACLE_CASES);
    }

    private static Outpoint place(End end) {
        return new Outpoint(end.txId(), end.output());
    }

    @Test
    void withoutTheOptionFeesEndAsBefore() {
        for (long number = 0; number < CASES; number++) {
            var example = Case.of(number);
            for (SealedTrace result :
                    example.hasSeeds() ? example.traces(false, OutputLimits.DEFAULT) : List.<SealedTrace>of()) {
                assertThat(booked(result))
                        .as("%s, case %d", result.policy(), number)
                        .isEqualTo(example.expected(result.policy(), false));
            }
        }
    }

    @Test
    void everyLimitBooksWhatStandsBehindIt() {
        int cut = 0;
        for (long number = 0; number < CASES; number++) {
            var example = Case.of(20 * number);
            for (OutputLimits limits : List.of(
                    OutputLimits.DEFAULT.withTransactions(1 + number % 25),
                    OutputLimits.DEFAULT.withHops((int) (number % 5)),
                    OutputLimits.DEFAULT.withDust(1 + number % 20),
                    OutputLimits.DEFAULT.withUntilHeight(2 + number % 6),
                    OutputLimits.DEFAULT.withLots(1 + number % 3))) {
                for (SealedTrace result : example.hasSeeds() ? example.traces(true, limits) : List.<SealedTrace>of()) {
                    assertThat(result.transactionsVisited()).isLessThanOrEqualTo(limits.transactions());
                    cut += result.ends().stream()
                                    .anyMatch(end -> end.output() == End.FEE && end.reason() == EndReason.LIMIT)
                            ? 1
                            : 0;
                }
            }
        }
        assertThat(cut).isGreaterThan(CASES);
    }

    @Test
    void theGridConservesAndStaysNearTheExactShare() {
        for (long number = 0; number < CASES; number++) {
            var example = Case.of(number);
            if (!example.hasSeeds()) {
                continue;
            }
            var exact = booked(example.proRata(OutputLimits.DEFAULT));
            SealedTrace grid = example.proRata(OutputLimits.DEFAULT.withDenominatorBits(1));
            if (grid.arithmetic().startsWith("grid")) {
                var near = booked(grid);
                exact.forEach((place, shares) -> shares.forEach((seed, share) -> {
                    Fraction other = near.getOrDefault(place, new TreeMap<>()).getOrDefault(seed, Fraction.ZERO);
                    assertThat(share.floorTimesPowerOfTwo(64)
                                    .subtract(other.floorTimesPowerOfTwo(64))
                                    .abs()
                                    .bitLength())
                            .as(place)
                            .isLessThan(12);
                }));
            }
        }
    }

    /** Here coinbases are spent within their blocks, which no chain allows. */
    @Test
    void aBlockThatSpendsItsOwnCoinbaseIsRefusedAndNeverAnsweredWrongly() {
        int refused = 0;
        for (long number = 0; number < CASES; number++) {
            var example = Case.of(number, RandomChain.blocks(number, 8, 7));
            if (example.seeds().stream().anyMatch(seed -> seed.txId().hash().w3() == 1)) {
                // The oracle makes coinbases last, so it has no answer to what they pay within their block.
                continue;
            }
            switch (example.outcome(true, OutputLimits.DEFAULT)) {
                case TraceOutcome.Refused refusal -> {
                    assertThat(refusal.fault().code()).isEqualTo("tracing.coinbase.spent-in-block");
                    refused++;
                }
                case TraceOutcome.Traced traced -> {
                    for (SealedTrace result : traced.result().results()) {
                        assertThat(booked(result))
                                .as("%s, case %d", result.policy(), number)
                                .isEqualTo(example.expected(result.policy(), true));
                    }
                }
            }
        }
        assertThat(refused).isBetween(1, CASES / 2);
    }

    private static SortedMap<String, SortedMap<Integer, Fraction>> booked(SealedTrace result) {
        var booked = new TreeMap<String, SortedMap<Integer, Fraction>>();
        boolean conserves = result.policy().conserves();
        result.ends()
                .forEach(end -> booked.put(
                        end.reason() + " " + end.place(),
                        conserves ? end.bySeed() : new TreeMap<>(Map.of(0, end.exact()))));
        return booked;
    }
}

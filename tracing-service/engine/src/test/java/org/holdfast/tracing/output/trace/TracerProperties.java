package org.holdfast.tracing.output.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
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
import org.holdfast.tracing.output.graph.RandomChain;
import org.holdfast.tracing.output.question.OutputLimits;
import org.holdfast.tracing.question.Attributions;
import org.holdfast.tracing.question.Policy;
import org.holdfast.tracing.question.ServiceLabel;
import org.junit.jupiter.api.Test;

/** Every policy against brute force on thousands of random small chains; conservation is checked in each by sealing. */
class TracerProperties {
    private static final ChainId CHAIN = ChainId.BITCOIN_REGTEST;
    private static final int CASES = 1_000;
    private static final int ORACLE_CASES = Campaign.size(5_000, 50_000);

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
            return of(number, RandomChain.blocks(number, 8, 7));
        }

        static Case small(long number) {
            return of(number, RandomChain.blocks(number, 4, 3));
        }

        private static Case of(long number, List<BlockContent> blocks) {
            return new Case(
                    number,
                    blocks,
                    RandomChain.seeds(blocks, new Random(number), 3).stream()
                            .sorted()
                            .toList(),
                    number % 2 == 0 ? LABELS : Attributions.NONE);
        }

        SealedTrace trace(Policy policy, OutputLimits limits) {
            return traces(limits, policy).getFirst();
        }

        List<SealedTrace> traces(OutputLimits limits) {
            return traces(limits, Policy.values());
        }

        private List<SealedTrace> traces(OutputLimits limits, Policy... policies) {
            var graph = MemoryGraph.of(CHAIN, blocks);
            var outcome = Tracer.trace(new TraceSpec(CHAIN, seeds, List.of(policies), limits), graph, labels);
            return switch (outcome) {
                case TraceOutcome.Traced traced -> traced.result().results();
                case TraceOutcome.Refused refused ->
                    throw new AssertionError(number + ": " + refused.fault().sentence());
            };
        }

        Oracle oracle() {
            return new Oracle(blocks, seeds, labels);
        }
    }

    /** Half of the hundred thousand generated cases that the engine has to agree on; ledgers are the other half. */
    @Test
    void everyPolicyAgreesWithBruteForce() {
        LongStream.range(0, ORACLE_CASES).parallel().forEach(TracerProperties::compare);
    }

    private static void compare(long number) {
        var example = number % 20 == 0 ? Case.of(number) : Case.small(number);
        for (SealedTrace result : example.traces(OutputLimits.DEFAULT)) {
            Policy policy = result.policy();
            var expected = switch (policy) {
                case PRO_RATA -> example.oracle().proRata();
                case POISON -> example.oracle().poison();
                case FIFO, LIFO, DIRTY_FIRST, LOWEST_BALANCE, HIGHEST_OUT ->
                    new UnitOracle(policy, example.blocks(), example.seeds(), example.labels()).trace();
            };
            assertThat(booked(result)).as("%s, case %d", policy, number).isEqualTo(expected);
            assertThat(result.arithmetic()).startsWith("exact");
        }
    }

    @Test
    void theGridStaysWithinItsStepOfTheExactShareAndSumsExactly() {
        BigInteger tolerance = BigInteger.valueOf(1_000);
        for (long number = 0; number < CASES / 4; number++) {
            var example = Case.of(number);
            SealedTrace exact = example.trace(Policy.PRO_RATA, OutputLimits.DEFAULT);
            SealedTrace grid = example.trace(Policy.PRO_RATA, OutputLimits.DEFAULT.withDenominatorBits(1));
            if (grid.arithmetic().equals("exact rational")) {
                continue;
            }
            var near = booked(grid);
            booked(exact)
                    .forEach((place, shares) -> shares.forEach((seed, share) -> {
                        Fraction other =
                                near.getOrDefault(place, new TreeMap<>()).getOrDefault(seed, Fraction.ZERO);
                        BigInteger apart = share.floorTimesPowerOfTwo(64)
                                .subtract(other.floorTimesPowerOfTwo(64))
                                .abs();
                        assertThat(apart).as(place).isLessThan(tolerance);
                    }));
        }
    }

    @Test
    void everyLimitBooksWhatStandsBehindIt() {
        int limited = 0;
        for (long number = 0; number < CASES / 4; number++) {
            var example = Case.of(number);
            for (Policy policy : Policy.values()) {
                for (OutputLimits limits : List.of(
                        OutputLimits.DEFAULT.withTransactions(1 + number % 4),
                        OutputLimits.DEFAULT.withHops((int) (number % 4)),
                        OutputLimits.DEFAULT.withDust(1 + number % 30))) {
                    SealedTrace result = example.trace(policy, limits);
                    assertThat(result.transactionsVisited()).isLessThanOrEqualTo(limits.transactions());
                    boolean cut = result.buckets().containsKey(EndReason.LIMIT)
                            || result.buckets().containsKey(EndReason.DUST);
                    limited += cut ? 1 : 0;
                }
            }
        }
        assertThat(limited).isGreaterThan(CASES / 4);
    }

    @Test
    void endsAreInChainOrderWhateverLimitCutThemOff() {
        for (long number = 0; number < CASES / 2; number++) {
            var example = Case.of(number);
            var graph = MemoryGraph.of(CHAIN, example.blocks());
            OutputLimits limits = OutputLimits.DEFAULT.withTransactions(1 + number % 9);
            for (SealedTrace result : example.traces(number % 3 == 0 ? OutputLimits.DEFAULT : limits)) {
                long before = 0;
                for (End end : result.ends()) {
                    long position = graph.resolve(List.of(end.txId()))[0];
                    long place = position << 16 | (end.output() == End.FEE ? 0xFFFF : end.output());
                    assertThat(place).isGreaterThanOrEqualTo(before);
                    before = place;
                }
            }
        }
    }

    @Test
    void noEndCarriesMoreThanItsOutputHolds() {
        for (long number = 0; number < CASES; number++) {
            for (End end :
                    Case.of(number).trace(Policy.PRO_RATA, OutputLimits.DEFAULT).ends()) {
                assertThat(end.traced().longValueExact()).isLessThanOrEqualTo(end.value());
            }
        }
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

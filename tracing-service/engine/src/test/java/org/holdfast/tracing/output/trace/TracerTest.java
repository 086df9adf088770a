package org.holdfast.tracing.output.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.Hash256;
import org.holdfast.primitives.Outpoint;
import org.holdfast.primitives.TxId;
import org.holdfast.tracing.output.graph.BlockContent;
import org.holdfast.tracing.output.graph.MemoryGraph;
import org.holdfast.tracing.output.question.OutputLimits;
import org.holdfast.tracing.question.Attributions;
import org.holdfast.tracing.question.Policy;
import org.holdfast.tracing.question.QuestionMonitor;
import org.holdfast.tracing.question.Sensitivity;
import org.junit.jupiter.api.Test;

/** Small chains by hand: change, wallets, several claims, limits, cancellation, the table of policies. */
class TracerTest {
    private static final ChainId CHAIN = ChainId.BITCOIN_REGTEST;

    /** Output 1 of every transaction is change, says a heuristic. */
    private static final ChangeLinks SECOND_IS_CHANGE = new ChangeLinks() {
        @Override
        public String heuristicSet() {
            return "second-output:1";
        }

        @Override
        public Optional<Heuristic> retained(TxId txId, int output) {
            return output == 1 ? Optional.of(new Heuristic("second-output", 1)) : Optional.empty();
        }
    };

    private static TxId id(long number) {
        return new TxId(new Hash256(number, 0, 0, number));
    }

    private static Outpoint out(long transaction, int index) {
        return new Outpoint(id(transaction), index);
    }

    /** Outputs are written {@code address value}. */
    private static BlockContent.Transaction tx(long number, List<Outpoint> inputs, String... outputs) {
        return new BlockContent.Transaction(
                id(number),
                inputs.isEmpty(),
                inputs,
                Stream.of(outputs).map(TracerTest::output).toList());
    }

    private static BlockContent.Output output(String text) {
        int space = text.indexOf(' ');
        return new BlockContent.Output(Long.parseLong(text.substring(space + 1)), text.substring(0, space), false);
    }

    private static MemoryGraph graph(BlockContent.Transaction... transactions) {
        var blocks = new ArrayList<BlockContent>();
        for (int i = 0; i < transactions.length; i++) {
            blocks.add(new BlockContent(
                    new BlockRef(i, new BlockHash(new Hash256(1, 1, 1, i))),
                    new BlockHash(new Hash256(1, 1, 1, i - 1)),
                    i == 0,
                    0,
                    List.of(transactions[i])));
        }
        return MemoryGraph.of(CHAIN, blocks);
    }

    /** A theft of 60 and 40 of the thief's own, spent together on goods for 70 with 30 back. */
    private static MemoryGraph mixed(String changeAddress) {
        return graph(
                tx(1, List.of(), "thief 60"),
                tx(2, List.of(), "thief 40"),
                tx(3, List.of(out(1, 0), out(2, 0)), "shop 70", changeAddress + " 30"));
    }

    private static SealedTrace trace(MemoryGraph graph, Policy policy, ChangeLinks links, Outpoint... seeds) {
        var spec = new TraceSpec(CHAIN, List.of(seeds), List.of(policy), OutputLimits.DEFAULT);
        return switch (Tracer.trace(spec, graph, Attributions.NONE, links)) {
            case TraceOutcome.Traced traced -> traced.result().results().getFirst();
            case TraceOutcome.Refused refused ->
                throw new AssertionError(refused.fault().sentence());
        };
    }

    private static String ends(SealedTrace trace) {
        return trace.ends().stream()
                .map(end -> end.address() + " " + end.traced())
                .reduce((a, b) -> a + ", " + b)
                .orElse("");
    }

    @Test
    void structureDecidesFirstWhatIsRetained() {
        SealedTrace lowest = trace(mixed("thief"), Policy.LOWEST_BALANCE, ChangeLinks.NONE, out(1, 0));
        assertThat(ends(lowest)).isEqualTo("shop 30, thief 30");
        assertThat(lowest.retainedBy()).hasToString("{same-script:1=1}");
        SealedTrace dirty = trace(mixed("thief"), Policy.DIRTY_FIRST, ChangeLinks.NONE, out(1, 0));
        assertThat(ends(dirty)).isEqualTo("shop 60");
    }

    @Test
    void aNamedHeuristicDecidesWhereStructureIsSilentAndIsInTheResult() {
        SealedTrace linked = trace(mixed("fresh"), Policy.LOWEST_BALANCE, SECOND_IS_CHANGE, out(1, 0));
        assertThat(ends(linked)).isEqualTo("shop 30, fresh 30");
        assertThat(linked.retainedBy()).hasToString("{second-output:1=1}");
        SealedTrace blind = trace(mixed("fresh"), Policy.LOWEST_BALANCE, ChangeLinks.NONE, out(1, 0));
        assertThat(ends(blind)).isEqualTo("shop 30, fresh 30");
        assertThat(blind.retainedBy()).isEmpty();
    }

    @Test
    void eachClaimKeepsItsLowestBalanceAndTheyShareWhatIsShort() {
        var graph = graph(
                tx(1, List.of(), "thief 60"),
                tx(2, List.of(), "thief 20"),
                tx(3, List.of(out(1, 0), out(2, 0)), "shop 60", "thief 20"));
        SealedTrace lowest = trace(graph, Policy.LOWEST_BALANCE, ChangeLinks.NONE, out(1, 0), out(2, 0));
        // The first claim alone would keep 20 of its 60, the second all of its 20: equal shares of what is left.
        assertThat(lowest.ends().getLast().bySeed()).hasToString("{0=10, 1=10}");
    }

    @Test
    void highestOutFillsTheLargestFirst() {
        assertThat(ends(trace(mixed("fresh"), Policy.HIGHEST_OUT, ChangeLinks.NONE, out(2, 0))))
                .isEqualTo("shop 40");
    }

    @Test
    void theTableShowsWhichDestinationDependsOnWhichPolicy() {
        var spec = new TraceSpec(CHAIN, List.of(out(1, 0)), List.of(Policy.values()), OutputLimits.DEFAULT);
        var traced = (TraceOutcome.Traced) Tracer.trace(spec, mixed("thief"), Attributions.NONE);
        var amounts = new TreeMap<Policy, Map<String, BigInteger>>();
        for (SealedTrace sealed : traced.result().results()) {
            var places = new TreeMap<String, BigInteger>();
            sealed.ends().forEach(end -> places.put(end.reason() + " " + end.place(), end.traced()));
            amounts.put(sealed.policy(), places);
        }
        Sensitivity table = Sensitivity.of(amounts);
        assertThat(table.policies()).containsExactly(Policy.values());
        assertThat(table.rows()).hasSize(2).allMatch(Sensitivity.Row::dependsOnPolicy);
        Sensitivity.Row shop = table.rows().getFirst();
        assertThat(shop.place()).isEqualTo("unspent " + out(3, 0));
        assertThat(shop.amounts())
                .hasToString("{fifo=60, lifo=30, pro-rata=42, dirty-first=60, lowest-balance=30, highest-out=60,"
                        + " poison=70}");
        assertThat(shop.least()).isEqualTo(30);
        assertThat(shop.most()).isEqualTo(60);
    }

    @Test
    void aMonitorSeesEachPolicyAndMayCancel() {
        var seen = new ArrayList<Policy>();
        var spec = new TraceSpec(CHAIN, List.of(out(1, 0)), List.of(Policy.values()), OutputLimits.DEFAULT);
        QuestionMonitor second = (policy, visited, waiting) -> {
            seen.add(policy);
            return seen.size() < 2;
        };
        TraceOutcome outcome = Tracer.trace(spec, mixed("a"), Attributions.NONE, ChangeLinks.NONE, second);
        assertThat(seen).containsExactly(Policy.FIFO, Policy.LIFO);
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        TraceOutcome.Refused.class,
                        refused -> assertThat(refused.fault().code()).isEqualTo("tracing.trace.cancelled"));
    }

    @Test
    void timeAndMemoryAreLimitsThatAreBooked() {
        for (OutputLimits limits : List.of(OutputLimits.DEFAULT.withUntilHeight(1), OutputLimits.DEFAULT.withLots(1))) {
            var spec = new TraceSpec(CHAIN, List.of(out(1, 0), out(2, 0)), List.of(Policy.FIFO), limits);
            var traced = (TraceOutcome.Traced) Tracer.trace(spec, mixed("a"), Attributions.NONE);
            assertThat(traced.result().results().getFirst().buckets()).hasToString("{limit=100}");
        }
    }
}

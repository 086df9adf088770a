package org.holdfast.tracing.output.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
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
import org.junit.jupiter.api.Test;

/** The rule for each edge case on outputs, one by one. */
class OutputEdgeRulesTest {
    private static final ChainId CHAIN = ChainId.BITCOIN_REGTEST;
    private static final List<Policy> LAWFUL =
            Stream.of(Policy.values()).filter(Policy::lawful).toList();

    private static TxId id(long number) {
        return new TxId(new Hash256(number, 0, 0, number));
    }

    private static Outpoint out(long transaction, int index) {
        return new Outpoint(id(transaction), index);
    }

    /** Outputs are written {@code address value}; address {@code return} destroys. */
    private static BlockContent.Transaction tx(long number, List<Outpoint> inputs, String... outputs) {
        var made = new ArrayList<BlockContent.Output>();
        for (String output : outputs) {
            String[] parts = output.split(" ", 2);
            made.add(new BlockContent.Output(
                    Long.parseLong(parts[1]), parts[0].equals("return") ? "" : parts[0], parts[0].equals("return")));
        }
        return new BlockContent.Transaction(id(number), inputs.isEmpty(), inputs, made);
    }

    private static BlockContent block(long height, long branch, BlockContent.Transaction... transactions) {
        return new BlockContent(
                new BlockRef(height, new BlockHash(new Hash256(1, branch, 1, height))),
                new BlockHash(new Hash256(1, height == 2 ? 0 : branch, 1, height - 1)),
                height == 1,
                0,
                List.of(transactions));
    }

    private static SealedTrace trace(MemoryGraph graph, Policy policy, OutputLimits limits, Outpoint seed) {
        var spec = new TraceSpec(CHAIN, List.of(seed), List.of(policy), limits);
        return switch (Tracer.trace(spec, graph, Attributions.NONE)) {
            case TraceOutcome.Traced traced -> traced.result().results().getFirst();
            case TraceOutcome.Refused refused ->
                throw new AssertionError(refused.fault().sentence());
        };
    }

    private static String ends(SealedTrace trace) {
        return trace.ends().stream()
                .map(end ->
                        end.reason() + " " + Optional.ofNullable(end.address()).orElse("-") + " " + end.traced())
                .collect(Collectors.joining(", "));
    }

    private static String ends(MemoryGraph graph, Policy policy, Outpoint seed) {
        return ends(trace(graph, policy, OutputLimits.DEFAULT, seed));
    }

    @Test
    void aFeeIsTheLastOutputAndIsBookedNotFollowedIntoTheCoinbase() {
        // The coinbase of the second block is paid the fee of 5, and its subsidy is clean.
        var graph = MemoryGraph.of(
                CHAIN,
                List.of(
                        block(1, 0, tx(1, List.of(), "thief 60")),
                        block(2, 0, tx(2, List.of(), "miner 55"), tx(3, List.of(out(1, 0)), "b 40", "c 15"))));
        assertThat(ends(graph, Policy.FIFO, out(1, 0))).isEqualTo("unspent b 40, unspent c 15, fee - 5");
        assertThat(ends(graph, Policy.LIFO, out(1, 0))).isEqualTo("unspent b 40, unspent c 15, fee - 5");
        assertThat(ends(graph, Policy.PRO_RATA, out(1, 0))).isEqualTo("unspent b 40, unspent c 15, fee - 5");
    }

    @Test
    void aCoinbaseIsCleanForEveryPolicy() {
        var graph = MemoryGraph.of(
                CHAIN,
                List.of(
                        block(1, 0, tx(1, List.of(), "thief 60"), tx(2, List.of(out(1, 0)), "b 50")),
                        block(2, 0, tx(3, List.of(), "miner 60"), tx(4, List.of(out(3, 0)), "shop 60"))));
        for (Policy policy : Policy.values()) {
            assertThat(ends(graph, policy, out(1, 0))).as(policy.word()).isEqualTo("unspent b 50, fee - 10");
        }
        assertThat(ends(graph, Policy.POISON, out(3, 0))).isEqualTo("unspent shop 60");
    }

    @Test
    void spendsWithinOneBlockAreFollowedInTheirOrder() {
        var graph = MemoryGraph.of(
                CHAIN,
                List.of(block(
                        1,
                        0,
                        tx(1, List.of(), "thief 60"),
                        tx(2, List.of(), "own 40"),
                        tx(3, List.of(out(1, 0), out(2, 0)), "thief 100"),
                        tx(4, List.of(out(3, 0)), "b 70", "thief 30"))));
        assertThat(ends(graph, Policy.FIFO, out(1, 0))).isEqualTo("unspent b 60");
        assertThat(ends(graph, Policy.LIFO, out(1, 0))).isEqualTo("unspent b 60");
        assertThat(ends(graph, Policy.LIFO, out(2, 0))).isEqualTo("unspent b 10, unspent thief 30");
        assertThat(ends(graph, Policy.PRO_RATA, out(1, 0))).isEqualTo("unspent b 42, unspent thief 18");
    }

    @Test
    void aPaymentToOneselfKeepsEverythingThereUnderEveryPolicy() {
        var graph = MemoryGraph.of(
                CHAIN,
                List.of(block(1, 0, tx(1, List.of(), "thief 60"), tx(2, List.of(out(1, 0)), "thief 25", "thief 35"))));
        for (Policy policy : Policy.values()) {
            assertThat(ends(graph, policy, out(1, 0)))
                    .as(policy.word())
                    .isEqualTo("unspent thief 25, unspent thief 35");
        }
    }

    @Test
    void dustIsBookedAndNotDropped() {
        var graph = MemoryGraph.of(
                CHAIN,
                List.of(block(
                        1,
                        0,
                        tx(1, List.of(), "thief 60"),
                        tx(2, List.of(out(1, 0)), "b 4", "c 56"),
                        tx(3, List.of(out(2, 0)), "d 4"))));
        for (Policy policy : LAWFUL) {
            assertThat(ends(trace(graph, policy, OutputLimits.DEFAULT.withDust(5), out(1, 0))))
                    .as(policy.word())
                    .isEqualTo("dust b 4, unspent c 56");
        }
    }

    @Test
    void whatNobodyCanSpendIsDestroyed() {
        var graph = MemoryGraph.of(
                CHAIN,
                List.of(block(1, 0, tx(1, List.of(), "thief 60"), tx(2, List.of(out(1, 0)), "return 10", "b 50"))));
        assertThat(ends(graph, Policy.FIFO, out(1, 0))).isEqualTo("destroyed - 10, unspent b 50");
    }

    @Test
    void aReorgTakesBackWhatTheOtherBranchSaid() {
        BlockContent first = block(1, 0, tx(1, List.of(), "thief 60"));
        BlockContent old = block(2, 7, tx(2, List.of(), "m 50"), tx(3, List.of(out(1, 0)), "exchange 60"));
        BlockContent other = block(2, 8, tx(4, List.of(), "m 50"), tx(5, List.of(out(1, 0)), "elsewhere 60"));
        var graph = new MemoryGraph(CHAIN);
        graph.append(first, 1);
        graph.append(old, 2);
        SealedTrace before = trace(graph, Policy.FIFO, OutputLimits.DEFAULT, out(1, 0));
        assertThat(ends(before)).isEqualTo("unspent exchange 60");
        graph.retract(old.block(), 3);
        assertThat(ends(graph, Policy.FIFO, out(1, 0))).isEqualTo("unspent thief 60");
        graph.append(other, 4);
        assertThat(ends(graph, Policy.FIFO, out(1, 0))).isEqualTo("unspent elsewhere 60");
        // An output of the branch that is gone is unknown, wherever its value went instead.
        var gone = new TraceSpec(CHAIN, List.of(out(3, 0)), List.of(Policy.FIFO), OutputLimits.DEFAULT);
        assertThat(Tracer.trace(gone, graph, Attributions.NONE))
                .isInstanceOfSatisfying(
                        TraceOutcome.Refused.class,
                        refused -> assertThat(refused.fault().code()).isEqualTo("tracing.seed.unknown"));
    }
}

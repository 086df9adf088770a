package org.holdfast.tracing.output.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.Hash256;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.primitives.Outpoint;
import org.holdfast.primitives.TxId;
import org.holdfast.primitives.id.LabelId;
import org.holdfast.primitives.id.VaspId;
import org.holdfast.tracing.output.bound.OutputBounds;
import org.holdfast.tracing.output.end.End;
import org.holdfast.tracing.output.graph.BlockContent;
import org.holdfast.tracing.output.graph.MemoryGraph;
import org.holdfast.tracing.output.question.OutputLimits;
import org.holdfast.tracing.question.Attributions;
import org.holdfast.tracing.question.Policy;
import org.holdfast.tracing.question.QuestionMonitor;
import org.holdfast.tracing.question.ServiceLabel;
import org.junit.jupiter.api.Test;

/** Fees that are followed into coinbases, by hand. */
class CoinbaseFeesTest {
    private static final ChainId CHAIN = ChainId.BITCOIN_REGTEST;

    private static TxId id(long number) {
        return new TxId(new Hash256(number, 0, 0, number));
    }

    private static Outpoint out(long transaction, int index) {
        return new Outpoint(id(transaction), index);
    }

    /** Outputs are written {@code address value}. */
    private static BlockContent.Transaction tx(long number, List<Outpoint> inputs, String... outputs) {
        var made = new ArrayList<BlockContent.Output>();
        for (String output : outputs) {
            String[] parts = output.split(" ", 2);
            made.add(new BlockContent.Output(Long.parseLong(parts[1]), parts[0], false));
        }
        return new BlockContent.Transaction(id(number), inputs.isEmpty(), inputs, made);
    }

    private static BlockContent block(long height, BlockContent.Transaction... transactions) {
        return new BlockContent(
                new BlockRef(height, new BlockHash(new Hash256(1, 0, 1, height))),
                new BlockHash(new Hash256(1, 0, 1, height - 1)),
                height == 1,
                0,
                List.of(transactions));
    }

    private static MemoryGraph graph(BlockContent... blocks) {
        return MemoryGraph.of(CHAIN, List.of(blocks));
    }

    private static TraceSpec spec(Policy policy, OutputLimits limits, Outpoint... seeds) {
        return new TraceSpec(CHAIN, List.of(seeds), List.of(policy), limits, true);
    }

    private static SealedTrace trace(MemoryGraph graph, TraceSpec spec, Attributions labels) {
        return switch (Tracer.trace(spec, graph, labels)) {
            case TraceOutcome.Traced traced -> traced.result().results().getFirst();
            case TraceOutcome.Refused refused ->
                throw new AssertionError(refused.fault().sentence());
        };
    }

    private static String ends(MemoryGraph graph, TraceSpec spec) {
        return ends(trace(graph, spec, Attributions.NONE));
    }

    private static String ends(SealedTrace trace) {
        return trace.ends().stream()
                .map(end -> end.reason() + " "
                        + (end.output() == End.FEE
                                ? "fee"
                                : Optional.ofNullable(end.address()).orElse("-"))
                        + " " + end.traced())
                .collect(Collectors.joining(", "));
    }

    private static void expect(MemoryGraph graph, Outpoint seed, Map<Policy, String> expected) {
        assertThat(expected).hasSize(Policy.values().length);
        expected.forEach((policy, ends) -> assertThat(ends(graph, spec(policy, OutputLimits.DEFAULT, seed)))
                .as(policy.word())
                .isEqualTo(ends));
    }

    /** A theft of 60 of which 5 are fee; the coinbase claims them and a subsidy of 50, and is spent one block later. */
    private static MemoryGraph oneOutput() {
        return graph(
                block(1, tx(1, List.of(), "thief 60")),
                block(2, tx(2, List.of(), "miner 55"), tx(3, List.of(out(1, 0)), "b 40", "c 15")),
                block(3, tx(4, List.of(), "other 50"), tx(5, List.of(out(2, 0)), "d 52", "e 3")));
    }

    @Test
    void aCoinbaseOfOneOutputHoldsTheSubsidyAndThenTheFees() {
        String theft = "unspent b 40, unspent c 15, ";
        expect(
                oneOutput(),
                out(1, 0),
                Map.of(
                        // 50 clean, then 5 traced: d takes 50 and 2, e takes 3.
                        Policy.FIFO, theft + "unspent d 2, unspent e 3",
                        Policy.LIFO, theft + "unspent d 2, unspent e 3",
                        // 5 of 55: 4.73 of 52 and 0.27 of 3.
                        Policy.PRO_RATA, theft + "unspent d 5, unspent e 0",
                        Policy.DIRTY_FIRST, theft + "unspent d 5",
                        Policy.LOWEST_BALANCE, theft + "unspent d 2, unspent e 3",
                        Policy.HIGHEST_OUT, theft + "unspent d 5",
                        Policy.POISON, theft + "unspent d 52, unspent e 3"));
        SealedTrace poison =
                trace(oneOutput(), spec(Policy.POISON, OutputLimits.DEFAULT, out(1, 0)), Attributions.NONE);
        assertThat(poison.joinedClean()).isEqualTo(50);
        assertThat(poison.buckets()).hasToString("{unspent=110}");
    }

    @Test
    void withoutTheOptionFeesAreBooked() {
        for (Policy policy : Policy.values()) {
            var asked = new TraceSpec(CHAIN, List.of(out(1, 0)), List.of(policy), OutputLimits.DEFAULT);
            assertThat(asked.followFees()).isFalse();
            assertThat(ends(oneOutput(), asked)).as(policy.word()).isEqualTo("unspent b 40, unspent c 15, fee fee 5");
        }
    }

    /** 70 own and 30 stolen pay somebody and leave a fee, of which m takes 4 and n the rest. */
    private static MemoryGraph straddling(String payment, int second) {
        return graph(
                block(1, tx(1, List.of(), "thief 30")),
                block(2, tx(2, List.of(), "own 70")),
                block(
                        3,
                        tx(3, List.of(), "m 24", "zero 0", "n " + second),
                        tx(4, List.of(out(2, 0), out(1, 0)), payment)));
    }

    @Test
    void aFeeThatSeveralOutputsTakeIsDividedByTheDoctrine() {
        expect(
                straddling("b 60", 36),
                out(1, 0),
                Map.of(
                        // The fee is the last 40 of 100: 10 own and 30 stolen, of which m takes the first 4.
                        Policy.FIFO, "unspent n 30",
                        Policy.LIFO, "unspent b 30",
                        // 12 of the fee of 40 are stolen: 1.2 of 4 and 10.8 of 36.
                        Policy.PRO_RATA, "unspent m 1, unspent n 11, unspent b 18",
                        Policy.DIRTY_FIRST, "unspent b 30",
                        Policy.LOWEST_BALANCE, "unspent n 30",
                        Policy.HIGHEST_OUT, "unspent b 30",
                        Policy.POISON, "unspent m 24, unspent n 36, unspent b 60"));
        // What is kept at the thief's address: now the fee is the only payment.
        assertThat(ends(straddling("thief 60", 36), spec(Policy.DIRTY_FIRST, OutputLimits.DEFAULT, out(1, 0))))
                .isEqualTo("unspent m 4, unspent n 26");
        assertThat(ends(straddling("b 10", 86), spec(Policy.HIGHEST_OUT, OutputLimits.DEFAULT, out(1, 0))))
                .isEqualTo("unspent n 20, unspent b 10");
        // From the end b takes 10 stolen; the fee is 20 stolen, then 70 own, divided from its end: own first.
        assertThat(ends(straddling("b 10", 86), spec(Policy.LIFO, OutputLimits.DEFAULT, out(1, 0))))
                .isEqualTo("unspent n 20, unspent b 10");
    }

    @Test
    void feesAreTakenInBlockOrderTracedOrNot() {
        var graph = graph(
                block(1, tx(1, List.of(), "thief 60", "own 60")),
                block(
                        2,
                        tx(2, List.of(), "m 7", "n 8"),
                        tx(3, List.of(out(1, 1)), "x 55"),
                        tx(4, List.of(out(1, 0)), "b 50")));
        // No subsidy; the own fee of 5 comes first.
        for (Policy policy : List.of(Policy.FIFO, Policy.LIFO, Policy.PRO_RATA)) {
            assertThat(ends(graph, spec(policy, OutputLimits.DEFAULT, out(1, 0))))
                    .as(policy.word())
                    .isEqualTo("unspent m 2, unspent n 8, unspent b 50");
        }
        assertThat(ends(graph, spec(Policy.FIFO, OutputLimits.DEFAULT, out(1, 1))))
                .isEqualTo("unspent m 5, unspent x 55");
    }

    @Test
    void whatTheMinerDidNotClaimIsDestroyed() {
        var graph = graph(
                block(1, tx(1, List.of(), "thief 60")),
                block(2, tx(2, List.of(), "m 5"), tx(3, List.of(out(1, 0)), "b 52")));
        for (Policy policy : Policy.values()) {
            assertThat(ends(graph, spec(policy, OutputLimits.DEFAULT, out(1, 0))))
                    .as(policy.word())
                    .isEqualTo("unspent m 5, unspent b 52, destroyed fee 3");
        }
    }

    @Test
    void aFeeIsBookedWhereNobodyCanSayWhichOutputTookIt() {
        var theft = block(1, tx(1, List.of(), "thief 60"));
        var payment = tx(3, List.of(out(1, 0)), "b 55");
        var unknown = graph(theft, block(2, tx(2, List.of(), "m 9"), payment, tx(4, List.of(out(99, 0)), "x 7")));
        var noCoinbase = graph(theft, block(2, payment));
        var twoCoinbases = graph(theft, block(2, tx(2, List.of(), "m 5"), payment, tx(4, List.of(), "n 5")));
        for (Policy policy : Policy.values()) {
            for (MemoryGraph graph : List.of(unknown, noCoinbase, twoCoinbases)) {
                assertThat(ends(graph, spec(policy, OutputLimits.DEFAULT, out(1, 0))))
                        .as(policy.word())
                        .isEqualTo("unspent b 55, block-fees-unknown fee 5");
            }
        }
    }

    /** A fee of 10 goes into a coinbase, of which 4 become a fee again, and so into the next. */
    private static MemoryGraph deep() {
        return graph(
                block(1, tx(1, List.of(), "thief 100")),
                block(2, tx(2, List.of(), "miner 60"), tx(3, List.of(out(1, 0)), "b 90")),
                block(3, tx(4, List.of(), "miner 54"), tx(5, List.of(out(2, 0)), "c 56")),
                block(4, tx(6, List.of(), "miner 50"), tx(7, List.of(out(4, 0)), "d 50", "e 4")));
    }

    @Test
    void feesOfCoinbasesAreFollowedIntoCoinbases() {
        SealedTrace fifo = trace(deep(), spec(Policy.FIFO, OutputLimits.DEFAULT, out(1, 0)), Attributions.NONE);
        assertThat(ends(fifo)).isEqualTo("unspent b 90, unspent c 6, unspent e 4");
        // Three transactions, and the two of each of the two blocks whose fees were followed.
        assertThat(fifo.transactionsVisited()).isEqualTo(7);
    }

    @Test
    void limitsHoldOnTheWayThroughACoinbase() {
        Map.of(
                        OutputLimits.DEFAULT.withHops(1), "unspent b 90, limit fee 10",
                        OutputLimits.DEFAULT.withHops(2), "limit miner 10, unspent b 90",
                        OutputLimits.DEFAULT.withHops(3), "unspent b 90, unspent c 6, limit fee 4",
                        OutputLimits.DEFAULT.withTransactions(1), "unspent b 90, limit fee 10",
                        OutputLimits.DEFAULT.withTransactions(2), "unspent b 90, limit fee 10",
                        OutputLimits.DEFAULT.withTransactions(3), "limit miner 10, unspent b 90",
                        OutputLimits.DEFAULT.withUntilHeight(2), "limit miner 10, unspent b 90",
                        OutputLimits.DEFAULT.withDust(5), "unspent b 90, unspent c 6, dust fee 4",
                        OutputLimits.DEFAULT.withDust(11), "unspent b 90, dust fee 10")
                .forEach((limits, expected) -> {
                    SealedTrace trace = trace(deep(), spec(Policy.FIFO, limits, out(1, 0)), Attributions.NONE);
                    assertThat(ends(trace)).as(limits.toString()).isEqualTo(expected);
                    assertThat(trace.transactionsVisited()).isLessThanOrEqualTo(limits.transactions());
                });
    }

    @Test
    void anOutputOfACoinbaseIsAPlaceLikeAnyOther() {
        assertThat(ends(deep(), spec(Policy.FIFO, OutputLimits.DEFAULT, out(1, 0), out(2, 0))))
                .isEqualTo("later-seed miner 10, unspent b 90, unspent c 56, unspent e 4");
        Attributions pool = new Attributions() {
            @Override
            public String labelSet() {
                return "pool";
            }

            @Override
            public Optional<ServiceLabel> service(String address) {
                return address.equals("miner")
                        ? Optional.of(new ServiceLabel(new LabelId("label-p"), new VaspId("pool")))
                        : Optional.empty();
            }
        };
        assertThat(ends(trace(deep(), spec(Policy.FIFO, OutputLimits.DEFAULT, out(1, 0)), pool)))
                .isEqualTo("service miner 10, unspent b 90");
    }

    @Test
    void aBlockThatSpendsItsOwnCoinbaseIsRefused() {
        var graph = graph(
                block(1, tx(1, List.of(), "thief 60")),
                block(
                        2,
                        tx(2, List.of(), "miner 55"),
                        tx(3, List.of(out(1, 0)), "b 55"),
                        tx(4, List.of(out(2, 0)), "x 55")));
        assertThat(Tracer.trace(spec(Policy.FIFO, OutputLimits.DEFAULT, out(1, 0)), graph, Attributions.NONE))
                .isInstanceOfSatisfying(
                        TraceOutcome.Refused.class,
                        refused -> assertThat(refused.fault().code()).isEqualTo("tracing.coinbase.spent-in-block"));
    }

    @Test
    void aMonitorMayCancelAfterEachBlock() {
        QuestionMonitor first = (policy, visited, waiting) -> visited == 0;
        var asked = spec(Policy.FIFO, OutputLimits.DEFAULT, out(1, 0));
        assertThat(Tracer.trace(asked, deep(), Attributions.NONE, ChangeLinks.NONE, first))
                .isInstanceOfSatisfying(
                        TraceOutcome.Refused.class,
                        refused -> assertThat(refused.fault().code()).isEqualTo("tracing.trace.cancelled"));
    }

    @Test
    void theWrittenFormSaysThatFeesWereFollowed() {
        var asked = spec(Policy.FIFO, OutputLimits.DEFAULT, out(1, 0));
        var plain = new TraceSpec(CHAIN, asked.seeds(), asked.policies(), asked.limits());
        var followed = ((TraceOutcome.Traced) Tracer.trace(asked, deep(), Attributions.NONE)).result();
        var booked = ((TraceOutcome.Traced) Tracer.trace(plain, deep(), Attributions.NONE)).result();
        assertThat(followed.canonical()).contains("\"followFees\":true");
        assertThat(booked.canonical()).doesNotContain("followFees");
        assertThat(followed.digest()).isNotEqualTo(booked.digest());
    }

    @Test
    void boundsRefuseToFollowFees() {
        var asked = spec(Policy.FIFO, OutputLimits.DEFAULT, out(1, 0));
        assertThat(catchThrowableOfType(
                                InputFaultException.class,
                                () -> OutputBounds.of(asked, deep(), Attributions.NONE, end -> true))
                        .fault()
                        .code())
                .isEqualTo("tracing.bounds.follow-fees");
    }
}

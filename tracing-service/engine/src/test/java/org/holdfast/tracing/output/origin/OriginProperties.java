package org.holdfast.tracing.output.origin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.primitives.Outpoint;
import org.holdfast.testkit.Campaign;
import org.holdfast.tracing.exact.Fraction;
import org.holdfast.tracing.output.end.End;
import org.holdfast.tracing.output.end.EndReason;
import org.holdfast.tracing.output.graph.BlockContent;
import org.holdfast.tracing.output.graph.GraphIndex;
import org.holdfast.tracing.output.graph.MemoryGraph;
import org.holdfast.tracing.output.graph.RandomChain;
import org.holdfast.tracing.output.graph.TransactionView;
import org.holdfast.tracing.output.path.PathTarget;
import org.holdfast.tracing.output.path.Paths;
import org.holdfast.tracing.output.question.OutputLimits;
import org.holdfast.tracing.output.trace.TraceOutcome;
import org.holdfast.tracing.output.trace.TraceSpec;
import org.holdfast.tracing.output.trace.Tracer;
import org.holdfast.tracing.question.Attributions;
import org.holdfast.tracing.question.Policy;
import org.holdfast.tracing.question.QuestionLists;
import org.holdfast.tracing.question.QuestionMonitor;
import org.junit.jupiter.api.Test;

/** Forward and backward agree, and paths are all the paths there are. */
class OriginProperties {
    private static final ChainId CHAIN = ChainId.BITCOIN_REGTEST;
    private static final List<Policy> POLICIES = List.of(Policy.FIFO, Policy.LIFO, Policy.PRO_RATA);
    private static final int CASES = Campaign.size(400, 2_000);

    private static OriginOutcome.Traced back(OriginSpec spec, GraphIndex graph) {
        return (OriginOutcome.Traced) OriginTracer.trace(spec, graph, Attributions.NONE, QuestionMonitor.NONE);
    }

    private static List<Outpoint> unspent(List<BlockContent> blocks, MemoryGraph graph) {
        var unspent = new ArrayList<Outpoint>();
        for (BlockContent block : blocks) {
            for (BlockContent.Transaction transaction : block.transactions()) {
                TransactionView view =
                        graph.load(graph.resolve(List.of(transaction.id()))).getFirst();
                for (int j = 0; j < view.outputCount(); j++) {
                    if (view.spender(j) == GraphIndex.ABSENT && view.outputValue(j) > 0) {
                        unspent.add(new Outpoint(transaction.id(), j));
                    }
                }
            }
        }
        return unspent;
    }

    @Test
    void whatASeedBringsToAnEndIsWhatTheEndHasFromTheSeed() {
        int connected = 0;
        for (long number = 0; number < CASES; number++) {
            List<BlockContent> blocks = RandomChain.blocks(number, 8, 7);
            var graph = MemoryGraph.of(CHAIN, blocks);
            var random = new Random(number);
            List<Outpoint> unspent = unspent(blocks, graph);
            Outpoint end = unspent.get(random.nextInt(unspent.size()));
            Outpoint seed = RandomChain.seeds(blocks, random, 1).getFirst();
            var forward = (TraceOutcome.Traced) Tracer.trace(
                    new TraceSpec(CHAIN, List.of(seed), POLICIES, OutputLimits.DEFAULT), graph, Attributions.NONE);
            var spec = new OriginSpec(CHAIN, List.of(end), List.of(seed), POLICIES, OutputLimits.DEFAULT, 0);
            List<SealedOrigins> backward = back(spec, graph).results();
            for (int p = 0; p < POLICIES.size(); p++) {
                Fraction brought = forward.result().results().get(p).ends().stream()
                        .filter(one -> one.reason() != EndReason.INPUT_VALUE_UNKNOWN)
                        .filter(one -> one.place().equals(end.toString()))
                        .map(End::exact)
                        .reduce(Fraction.ZERO, Fraction::plus);
                Fraction came = backward.get(p).origins().stream()
                        .filter(origin -> origin.reason() == OriginReason.SOURCE)
                        .map(Origin::exact)
                        .reduce(Fraction.ZERO, Fraction::plus);
                assertThat(came).as("%s, case %d", POLICIES.get(p), number).isEqualTo(brought);
                assertThat(backward.get(p).origins())
                        .as("empty origins, case %d", number)
                        .noneMatch(origin -> origin.exact().isZero());
                connected += came.isZero() ? 0 : 1;
            }
        }
        assertThat(connected).isGreaterThan(CASES / 10);
    }

    @Test
    void severalTargetsBalanceOneByOneUnderEveryLimit() {
        var reasons = new HashSet<OriginReason>();
        for (long number = 0; number < CASES / 4; number++) {
            List<BlockContent> blocks = RandomChain.blocks(number, 8, 7);
            var graph = MemoryGraph.of(CHAIN, blocks);
            List<Outpoint> targets = RandomChain.seeds(blocks, new Random(number), 3);
            for (OutputLimits limits : List.of(
                    OutputLimits.DEFAULT,
                    OutputLimits.DEFAULT.withHops(1),
                    OutputLimits.DEFAULT.withTransactions(2),
                    OutputLimits.DEFAULT.withDust(9),
                    OutputLimits.DEFAULT.withDenominatorBits(3))) {
                var spec = new OriginSpec(CHAIN, targets, List.of(), POLICIES, limits, number % 4);
                back(spec, graph)
                        .results()
                        .forEach(result -> result.origins().forEach(origin -> reasons.add(origin.reason())));
            }
        }
        assertThat(reasons)
                .containsExactlyInAnyOrder(
                        OriginReason.COINBASE, OriginReason.INPUT_VALUE_UNKNOWN, OriginReason.DUST, OriginReason.LIMIT);
    }

    @Test
    void policiesWithoutAnInverseAreRefused() {
        var target = new Outpoint(
                RandomChain.blocks(1, 1, 1).getFirst().transactions().getFirst().id(), 0);
        for (Policy policy : Policy.values()) {
            if (!POLICIES.contains(policy)) {
                assertThatThrownBy(() -> new OriginSpec(
                                CHAIN, List.of(target), List.of(), List.of(policy), OutputLimits.DEFAULT, 0))
                        .isInstanceOfSatisfying(
                                InputFaultException.class,
                                e -> assertThat(e.fault().code()).isEqualTo("tracing.policy.no-inverse"));
            }
        }
    }

    @Test
    void pathsAreAllThePathsThereAre() {
        int found = 0;
        int cut = 0;
        for (long number = 0; number < CASES; number++) {
            List<BlockContent> blocks = RandomChain.blocks(number, 6, 6);
            var graph = MemoryGraph.of(CHAIN, blocks);
            var random = new Random(number);
            List<Outpoint> unspent = unspent(blocks, graph);
            Outpoint target = unspent.get(random.nextInt(unspent.size()));
            List<Outpoint> seeds = RandomChain.seeds(blocks, random, 2);
            Set<List<Outpoint>> all = new HashSet<>();
            for (Outpoint seed : seeds) {
                walk(graph, new ArrayList<>(List.of(seed)), target, all);
            }
            Paths paths = Paths.find(
                    new Paths.Query(
                            CHAIN,
                            seeds,
                            new PathTarget.Output(target),
                            100,
                            0,
                            Long.MAX_VALUE,
                            QuestionLists.PATHS_MAX,
                            1_000),
                    graph);
            assertThat(Set.copyOf(paths.paths())).as("case %d", number).isEqualTo(all);
            assertThat(paths.paths()).hasSameSizeAs(all);
            found += all.size();
            Paths few =
                    Paths.find(new Paths.Query(CHAIN, seeds, new PathTarget.Output(target), 3, 5, 5, 2, 1_000), graph);
            boolean booked = few.more() || few.cutByHops() + few.cutByValue() + few.cutByTime() > 0;
            assertThat(few.paths().size() == all.size() || booked)
                    .as("case %d", number)
                    .isTrue();
            cut += booked ? 1 : 0;
        }
        assertThat(found).isGreaterThan(CASES / 10);
        assertThat(cut).isPositive();
    }

    @Test
    void pathsToAnAddressAreAllThePathsThereAreWithinEveryLimit() {
        int found = 0;
        int cut = 0;
        for (long number = 0; number < CASES; number++) {
            List<BlockContent> blocks = RandomChain.blocks(number, 6, 6);
            var graph = MemoryGraph.of(CHAIN, blocks);
            var random = new Random(number);
            List<Outpoint> seeds = RandomChain.seeds(blocks, random, 2);
            String address = "a" + random.nextInt(40);
            int hops = number % 2 == 0 ? 100 : 3;
            long least = number % 3 == 0 ? 6 : 0;
            long until = number % 5 == 0 ? 5 : Long.MAX_VALUE;
            Set<List<Outpoint>> all = new HashSet<>();
            for (Outpoint seed : seeds) {
                walkTo(graph, new ArrayList<>(List.of(seed)), address, new long[] {hops, least, until}, seeds, all);
            }
            var query = new Paths.Query(
                    CHAIN, seeds, new PathTarget.At(address), hops, least, until, QuestionLists.PATHS_MAX, 1_000);
            Paths paths = Paths.find(query, graph);
            assertThat(Set.copyOf(paths.paths())).as("case %d", number).isEqualTo(all);
            assertThat(paths.paths()).hasSameSizeAs(all);
            found += all.size();
            cut += paths.cutByHops() + paths.cutByValue() + paths.cutByTime() > 0 ? 1 : 0;
        }
        assertThat(found).isGreaterThan(CASES / 20);
        assertThat(cut).isPositive();
    }

    /** OutputLimits are hops, least value and last height. */
    private static void walkTo(
            MemoryGraph graph,
            List<Outpoint> path,
            String address,
            long[] limits,
            List<Outpoint> seeds,
            Set<List<Outpoint>> all) {
        Outpoint last = path.getLast();
        TransactionView view = graph.load(graph.resolve(List.of(last.txId()))).getFirst();
        boolean seed = seeds.contains(last);
        if (!seed && (view.outputValue(last.index()) < limits[1] || view.height() > limits[2])) {
            return;
        }
        if (address.equals(view.outputAddress(last.index()))) {
            all.add(List.copyOf(path));
            return;
        }
        long spender = view.spender(last.index());
        if (spender < 0 || path.size() > limits[0]) {
            return;
        }
        TransactionView next = graph.load(new long[] {spender}).getFirst();
        for (int j = 0; j < next.outputCount(); j++) {
            path.add(new Outpoint(next.id(), j));
            walkTo(graph, path, address, limits, seeds, all);
            path.removeLast();
        }
    }

    private static void walk(MemoryGraph graph, List<Outpoint> path, Outpoint target, Set<List<Outpoint>> all) {
        Outpoint last = path.getLast();
        if (last.equals(target)) {
            all.add(List.copyOf(path));
            return;
        }
        TransactionView view = graph.load(graph.resolve(List.of(last.txId()))).getFirst();
        long spender = view.spender(last.index());
        if (spender < 0) {
            return;
        }
        TransactionView next = graph.load(new long[] {spender}).getFirst();
        for (int j = 0; j < next.outputCount(); j++) {
            path.add(new Outpoint(next.id(), j));
            walk(graph, path, target, all);
            path.removeLast();
        }
    }
}

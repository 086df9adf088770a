package org.holdfast.tracing.bound;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.Outpoint;
import org.holdfast.testkit.Campaign;
import org.holdfast.tracing.account.bound.LedgerBounds;
import org.holdfast.tracing.account.ledger.AccountBlock;
import org.holdfast.tracing.account.ledger.MemoryLedger;
import org.holdfast.tracing.account.ledger.RandomLedger;
import org.holdfast.tracing.account.question.LedgerLimits;
import org.holdfast.tracing.account.question.LedgerSeed;
import org.holdfast.tracing.account.trace.LedgerOutcome;
import org.holdfast.tracing.account.trace.LedgerSpec;
import org.holdfast.tracing.account.trace.LedgerTracer;
import org.holdfast.tracing.account.trace.RandomSeeds;
import org.holdfast.tracing.exact.Fraction;
import org.holdfast.tracing.flow.FlowNetwork;
import org.holdfast.tracing.flow.Interval;
import org.holdfast.tracing.output.bound.OutputBounds;
import org.holdfast.tracing.output.graph.BlockContent;
import org.holdfast.tracing.output.graph.MemoryGraph;
import org.holdfast.tracing.output.graph.RandomChain;
import org.holdfast.tracing.output.question.OutputLimits;
import org.holdfast.tracing.output.trace.TraceOutcome;
import org.holdfast.tracing.output.trace.TraceSpec;
import org.holdfast.tracing.output.trace.Tracer;
import org.holdfast.tracing.question.Attributions;
import org.holdfast.tracing.question.Policy;
import org.junit.jupiter.api.Test;

/** What every conserving policy says lies within the bounds, for destinations chosen at random. */
class BoundsProperties {
    private static final int CASES = Campaign.size(400, 2_000);
    private static final List<Policy> CONSERVING =
            Stream.of(Policy.values()).filter(Policy::conserves).toList();

    @Test
    void everyPolicyOnOutputsLiesWithin() {
        int tight = 0;
        for (long number = 0; number < CASES; number++) {
            List<BlockContent> blocks = RandomChain.blocks(number, 6, 6);
            List<Outpoint> seeds = RandomChain.seeds(blocks, new Random(number), 3);
            var graph = MemoryGraph.of(ChainId.BITCOIN_REGTEST, blocks);
            var spec = new TraceSpec(ChainId.BITCOIN_REGTEST, seeds, CONSERVING, OutputLimits.DEFAULT);
            int salt = (int) number;
            Interval bounds = OutputBounds.of(
                    spec,
                    graph,
                    Attributions.NONE,
                    end -> chosen(salt, end.reason() + " " + end.txId() + end.output()));
            tight += bounds.least().equals(bounds.most()) ? 0 : 1;
            var outcome = (TraceOutcome.Traced) Tracer.trace(spec, graph, Attributions.NONE);
            for (var result : outcome.result().results()) {
                Fraction there = result.ends().stream()
                        .filter(end -> chosen(salt, end.reason() + " " + end.txId() + end.output()))
                        .map(end -> end.exact())
                        .reduce(Fraction.ZERO, Fraction::plus);
                requireWithin(bounds, there, result.policy() + ", case " + number);
            }
        }
        assertThat(tight).as("cases in which policies may differ").isGreaterThan(CASES / 5);
    }

    @Test
    void everyPolicyOnAccountsLiesWithin() {
        int tight = 0;
        for (long number = 0; number < CASES; number++) {
            List<AccountBlock> blocks = RandomLedger.blocks(number, RandomLedger.Shape.FULL);
            var index = MemoryLedger.of(RandomLedger.CHAIN, blocks);
            List<LedgerSeed> seeds = RandomSeeds.of(blocks, new Random(number)).stream()
                    .filter(seed -> seed.account().asset().equals(RandomLedger.COIN))
                    .toList();
            if (seeds.isEmpty()) {
                continue;
            }
            var spec = new LedgerSpec(RandomLedger.CHAIN, seeds, CONSERVING, LedgerLimits.DEFAULT, number % 2 == 0);
            int salt = (int) number;
            Interval bounds = LedgerBounds.of(
                    spec,
                    RandomLedger.COIN,
                    index,
                    Attributions.NONE,
                    end -> chosen(salt, end.reason() + " " + end.account()));
            tight += bounds.least().equals(bounds.most()) ? 0 : 1;
            var outcome = (LedgerOutcome.Traced) LedgerTracer.trace(spec, index, Attributions.NONE);
            for (var result : outcome.result().results()) {
                if (result instanceof LedgerOutcome.PolicyOutcome.Sealed sealed) {
                    boolean converted =
                            sealed.trace().sheet(RandomLedger.COIN).converted().size() > 0;
                    Fraction there = sealed.trace().sheet(RandomLedger.COIN).ends().stream()
                            .filter(end -> chosen(salt, end.reason() + " " + end.account()))
                            .map(end -> end.exact())
                            .reduce(Fraction.ZERO, Fraction::plus);
                    if (!converted) {
                        requireWithin(bounds, there, result.policy() + ", case " + number);
                    }
                }
            }
        }
        assertThat(tight).as("cases in which policies may differ").isGreaterThan(CASES / 5);
    }

    @Test
    void oneHopHasTheClosedForm() {
        var random = new Random(7);
        for (int i = 0; i < 500; i++) {
            long traced = 1L + random.nextInt(50);
            long clean = random.nextInt(50);
            long first = random.nextInt((int) (traced + clean) + 1);
            var network = new FlowNetwork<Integer>();
            int seed = network.node();
            int transaction = network.node();
            network.seed(seed, BigInteger.valueOf(traced));
            network.pipe(seed, transaction, BigInteger.valueOf(traced));
            network.outlet(transaction, BigInteger.valueOf(first), 0);
            network.outlet(transaction, BigInteger.valueOf(traced + clean - first), 1);
            Interval bounds = network.bounds(output -> output == 0);
            assertThat(bounds.least()).isEqualTo(Math.max(0, traced - (traced + clean - first)));
            assertThat(bounds.most()).isEqualTo(Math.min(traced, first));
        }
    }

    @Test
    void theMaximumFlowIsTheSmallestCut() {
        var random = new Random(11);
        for (int i = 0; i < 400; i++) {
            int nodes = 2 + random.nextInt(6);
            int[][] capacity = new int[nodes][nodes];
            int[] seed = random.ints(nodes, 0, 9).toArray();
            int[] drain = random.ints(nodes, 0, 9).toArray();
            var network = new FlowNetwork<Integer>();
            int base = network.node();
            for (int n = 1; n < nodes; n++) {
                network.node();
            }
            for (int a = 0; a < nodes; a++) {
                network.seed(base + a, BigInteger.valueOf(seed[a]));
                network.outlet(base + a, BigInteger.valueOf(drain[a]), a);
                for (int b = 0; b < nodes; b++) {
                    capacity[a][b] = a == b ? 0 : Math.max(0, random.nextInt(12) - 4);
                    network.pipe(base + a, base + b, BigInteger.valueOf(capacity[a][b]));
                }
            }
            int least = Integer.MAX_VALUE;
            for (int side = 0; side < 1 << nodes; side++) {
                int cut = 0;
                for (int a = 0; a < nodes; a++) {
                    boolean here = (side >> a & 1) == 1;
                    cut += here ? drain[a] : seed[a];
                    for (int b = 0; b < nodes; b++) {
                        cut += here && (side >> b & 1) == 0 ? capacity[a][b] : 0;
                    }
                }
                least = Math.min(least, cut);
            }
            assertThat(network.maximum(output -> true)).as("network %d", i).isEqualTo(least);
        }
    }

    private static boolean chosen(int salt, String place) {
        return (place.hashCode() * 31 + salt) % 3 == 0;
    }

    private static void requireWithin(Interval bounds, Fraction there, String what) {
        assertThat(there.compareTo(Fraction.of(bounds.least()))).as(what).isNotNegative();
        assertThat(there.compareTo(Fraction.of(bounds.most()))).as(what).isNotPositive();
    }
}

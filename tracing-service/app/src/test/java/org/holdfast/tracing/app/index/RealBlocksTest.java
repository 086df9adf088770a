package org.holdfast.tracing.app.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.holdfast.chain.bitcoin.BitcoinNetwork;
import org.holdfast.chain.bitcoin.file.BlockFileImport;
import org.holdfast.chain.spi.PublishedSegments;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.Outpoint;
import org.holdfast.primitives.TxId;
import org.holdfast.testkit.RealData;
import org.holdfast.tracing.output.end.EndReason;
import org.holdfast.tracing.output.graph.BlockContent;
import org.holdfast.tracing.output.graph.GraphIndex;
import org.holdfast.tracing.output.graph.GraphTotals;
import org.holdfast.tracing.output.graph.TransactionView;
import org.holdfast.tracing.output.question.OutputLimits;
import org.holdfast.tracing.output.trace.SealedTrace;
import org.holdfast.tracing.output.trace.TraceOutcome;
import org.holdfast.tracing.output.trace.TraceResult;
import org.holdfast.tracing.output.trace.TraceSpec;
import org.holdfast.tracing.output.trace.Tracer;
import org.holdfast.tracing.question.Attributions;
import org.holdfast.tracing.question.Policy;
import org.holdfast.tracing.store.graph.MappedGraphStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real mainnet blocks through the adapter's checks, the feed's seal and the index; every figure is stated. */
class RealBlocksTest {
    private static final ChainId CHAIN = ChainId.BITCOIN_MAINNET;
    private static final String FOUR = "bitcoin/mainnet-831328-831331";
    private static final long PEELED_HEIGHT = 831_328;

    @TempDir
    Path folder;

    @Test
    void followsTheLongPeelChainOf831328ToItsUnspentOutputs() {
        try (var store = indexed(FOUR, new ArrayList<>())) {
            assertThat(store.totals())
                    .isEqualTo(new GraphTotals(
                            5,
                            12_569,
                            33_212,
                            47_325,
                            41_631,
                            new BigInteger("6709809909416"),
                            new BigInteger("2969680950659"),
                            27_518));
            assertThat(store.check().isSound()).isTrue();
            String seed = "4ad0832886fb97777bd13db570d31bf618fab6079ecd1287628902c31a150756:1";
            TraceResult result = trace(store, seed);
            assertThat(result.results()).hasSize(3).allSatisfy(one -> {
                assertThat(one.transactionsVisited()).isEqualTo(152);
                assertThat(one.ends()).hasSize(304);
                assertThat(one.seedTotal()).isEqualTo(1_035_840);
                assertThat(one.buckets())
                        .containsExactlyEntriesOf(new TreeMap<>(Map.of(
                                EndReason.UNSPENT,
                                BigInteger.valueOf(647_592),
                                EndReason.FEE,
                                BigInteger.valueOf(388_248))));
            });
            assertThat(result.resultDigest())
                    .isEqualTo("6ceba5f6d4bd9355e45bc228e511b8138e0f25ba0b4f05d20193194face1e643");
        }
    }

    @Test
    void balancesFromEveryOutputOf831328UnderEveryPolicy() {
        var ids = new ArrayList<TxId>();
        var booked = new TreeMap<String, BigInteger>();
        try (var store = indexed(FOUR, ids);
                var graph = store.snapshot()) {
            for (TransactionView transaction : graph.load(graph.resolve(ids))) {
                for (int j = 0; transaction.height() == PEELED_HEIGHT && j < transaction.outputCount(); j++) {
                    if (transaction.outputValue(j) > 0) {
                        book(trace(graph, new Outpoint(transaction.id(), j)), booked);
                    }
                }
            }
        }
        // The seeds of each policy are what its ends sum to, less what joined under poison.
        assertThat(booked)
                .hasToString("{fifo fee=18163985, fifo input-value-unknown=5412897269, fifo seeds=4596630048067,"
                        + " fifo unspent=4591198986813, poison fee=22523977, poison seeds=4596630048067,"
                        + " poison unspent=4862864776014, pro-rata fee=18166822,"
                        + " pro-rata input-value-unknown=8098422331, pro-rata seeds=4596630048067,"
                        + " pro-rata unspent=4588513458914}");
    }

    @Test
    void followsTheNinthBlocksCoinThroughTheFirstPaymentOfAll() {
        try (var store = indexed("bitcoin/blk-files/blk00000.dat", new ArrayList<>())) {
            assertThat(store.totals())
                    .isEqualTo(new GraphTotals(
                            4_313,
                            4_371,
                            247,
                            4_397,
                            4_150,
                            new BigInteger("22809956000000"),
                            new BigInteger("21565000000000"),
                            0));
            TraceResult result = trace(store, "0437cd7f8525ceed2324359c2d0ba26006d92d856a9c20fa0241106ee5a597c9:0");
            assertThat(result.results())
                    .extracting(SealedTrace::transactionsVisited)
                    .containsExactly(8L, 8L, 8L);
            assertThat(result.results().get(0).buckets())
                    .containsExactly(Map.entry(EndReason.UNSPENT, BigInteger.valueOf(5_000_000_000L)));
            assertThat(result.results().get(1).buckets())
                    .isEqualTo(result.results().get(0).buckets());
            // Another coin of fifty is spent together with this one; poison takes it along.
            assertThat(result.results().get(2).joinedClean()).isEqualTo(5_000_000_000L);
        }
    }

    private static void book(TraceResult result, Map<String, BigInteger> booked) {
        for (SealedTrace sealed : result.results()) {
            booked.merge(sealed.policy() + " seeds", sealed.seedTotal(), BigInteger::add);
            sealed.buckets()
                    .forEach((reason, sum) -> booked.merge(sealed.policy() + " " + reason, sum, BigInteger::add));
        }
    }

    private static TraceResult trace(MappedGraphStore store, String seed) {
        try (var graph = store.snapshot()) {
            return trace(graph, Outpoint.parse(seed));
        }
    }

    private static TraceResult trace(GraphIndex graph, Outpoint seed) {
        var spec = new TraceSpec(
                CHAIN, List.of(seed), List.of(Policy.FIFO, Policy.PRO_RATA, Policy.POISON), OutputLimits.DEFAULT);
        return switch (Tracer.trace(spec, graph, Attributions.NONE)) {
            case TraceOutcome.Traced traced -> traced.result();
            case TraceOutcome.Refused refused ->
                throw new AssertionError(refused.fault().sentence());
        };
    }

    private MappedGraphStore indexed(String files, List<TxId> ids) {
        var source = BlockFileImport.plan(
                BitcoinNetwork.MAINNET, List.of(RealData.require(files)), PublishedSegments.none(CHAIN));
        var store = MappedGraphStore.open(folder.resolve("index"), CHAIN);
        long offset = 0;
        while (source.hasNext()) {
            var verified = source.next();
            var assembly = new BlockAssembly();
            assembly.open(verified.opened());
            verified.utxoTransactions().forEach(assembly::add);
            BlockContent block = assembly.seal(verified.sealed());
            store.append(block, ++offset);
            block.transactions().forEach(transaction -> ids.add(transaction.id()));
        }
        return store;
    }
}

package org.holdfast.tracing.app.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;
import org.holdfast.chain.app.BlockImport;
import org.holdfast.chain.app.kafka.KafkaBlockPublisher;
import org.holdfast.chain.app.kafka.KafkaStoredBlocks;
import org.holdfast.chain.bitcoin.BitcoinNetwork;
import org.holdfast.chain.bitcoin.file.BlockFileImport;
import org.holdfast.chain.bitcoin.file.ImportRequest;
import org.holdfast.chain.bitcoin.header.Checkpoints;
import org.holdfast.chain.spi.PublishedSegments;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.Outpoint;
import org.holdfast.primitives.chain.FinalityRule;
import org.holdfast.records.BrokerAccess;
import org.holdfast.testkit.Campaign;
import org.holdfast.testkit.RealData;
import org.holdfast.testservers.TestServers;
import org.holdfast.tracing.app.TestChains;
import org.holdfast.tracing.app.TracingNode;
import org.holdfast.tracing.block.Segment;
import org.holdfast.tracing.output.graph.BlockContent;
import org.holdfast.tracing.output.graph.GraphIndex;
import org.holdfast.tracing.output.graph.GraphStore;
import org.holdfast.tracing.output.graph.GraphTotals;
import org.holdfast.tracing.output.question.OutputLimits;
import org.holdfast.tracing.output.trace.TraceOutcome;
import org.holdfast.tracing.output.trace.TraceSpec;
import org.holdfast.tracing.output.trace.Tracer;
import org.holdfast.tracing.question.Attributions;
import org.holdfast.tracing.question.Policy;
import org.holdfast.tracing.store.graph.MappedGraphStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real mainnet blocks, published by the adapter in random orders and groupings, each on a topic of its own: the service
 * has the same counts, segments and digests as after an import in chain order.
 */
class RealOrderIT {
    private static final int ORDERS = Campaign.size(2, 10);
    private static final int FIRST_NUMBER = 80;
    private static final int GROUP_MAX = 4;
    private static final int SEEDS_PER_BLOCK = 6;
    private static final long UNTOLD_HEIGHT = 227_835;
    private static final String UNTOLD = "bitcoin/blocks-bitcoinj/block227835.dat";
    private static final String UNTOLD_CHILD = "bitcoin/blocks-bitcoinj/block227836.dat";
    private static final List<String> FILES = List.of(
            "bitcoin/blk-files/blk00000.dat",
            UNTOLD,
            UNTOLD_CHILD,
            "bitcoin/blocks-bitcoinj/block370661.dat",
            "bitcoin/mainnet-831328-831331/0830000.bin",
            "bitcoin/mainnet-831328-831331/0831328.bin",
            "bitcoin/mainnet-831328-831331/0831329.bin",
            "bitcoin/mainnet-831328-831331/0831330.bin",
            "bitcoin/mainnet-831328-831331/0831331.bin");

    @TempDir
    private Path folder;

    private final List<Outpoint> seeds = new ArrayList<>(
            List.of(Outpoint.parse("0437cd7f8525ceed2324359c2d0ba26006d92d856a9c20fa0241106ee5a597c9:0")));

    private record State(GraphTotals totals, List<Segment> segments, List<String> digests) {}

    @Test
    void realBlocksInAnyOrderAndGroupingGiveTheIndexOfTheChainInOrder() throws Exception {
        FILES.forEach(RealData::require);
        List<ChainId> chains = IntStream.range(0, ORDERS)
                .mapToObj(order -> TestChains.number(FIRST_NUMBER + order))
                .toList();
        try (var node = TracingNode.start(TestServers.database(), folder, chains)) {
            for (int order = 0; order < ORDERS; order++) {
                ChainId chain = chains.get(order);
                var files = new ArrayList<>(FILES);
                var random = new Random(order);
                Collections.shuffle(files, random);
                for (int from = 0; from < files.size(); ) {
                    int to = Math.min(files.size(), from + 1 + random.nextInt(GROUP_MAX));
                    publish(chain, files.subList(from, to));
                    from = to;
                }
            }
            for (ChainId chain : chains) {
                State expected = inOrder(chain);
                TracingNode.await(
                        () -> settled(node, chain, expected.totals().blocks()), "the blocks of " + chain + " in order");
                GraphStore graph = node.bean(Indexes.class).graph(chain);
                assertThat(state(graph)).as(chain.text()).isEqualTo(expected);
                assertThat(graph.check().findings()).isEmpty();
            }
        }
    }

    /** Whether the index has that many blocks, and waits for none to be put in order. */
    private static boolean settled(TracingNode node, ChainId chain, long blocks) {
        return node.get("auditor", "/v1/chains")
                .body()
                .path("chains")
                .valueStream()
                .filter(one -> one.path("chain").asString("").equals(chain.text()))
                .anyMatch(one -> one.path("blocks").asLong(0) == blocks
                        && one.path("feed").path("state").asString("").equals("reading"));
    }

    private static void publish(ChainId chain, List<String> files) throws InterruptedException {
        try (var publisher = KafkaBlockPublisher.open(TestServers.kafka(), chain, (short) 1)) {
            new BlockImport(source(chain, files, publisher.published()), new FinalityRule.Depth(100))
                    .run(publisher, block -> {});
        }
    }

    /** Two of the blocks are from before a coinbase had to carry its height. */
    private static BlockFileImport source(ChainId chain, List<String> files, PublishedSegments published) {
        OptionalLong height = OptionalLong.empty();
        if (files.contains(UNTOLD)) {
            height = OptionalLong.of(UNTOLD_HEIGHT);
        } else if (files.contains(UNTOLD_CHILD)) {
            height = OptionalLong.of(UNTOLD_HEIGHT + 1);
        }
        var request = new ImportRequest(files.stream().map(RealData::require).toList(), Checkpoints.none(), height);
        return BlockFileImport.plan(
                BitcoinNetwork.MAINNET,
                request,
                published,
                at -> KafkaStoredBlocks.at(BrokerAccess.open(TestServers.kafka()), chain, at)
                        .map(block -> block.ref().hash()));
    }

    /** The state of an index that was given the blocks in chain order. */
    private State inOrder(ChainId chain) {
        var source = source(chain, FILES, PublishedSegments.none(chain));
        boolean first = seeds.size() == 1;
        try (var store = MappedGraphStore.open(folder.resolve("in-order-" + chain.namePart()), chain)) {
            for (long offset = 1; source.hasNext(); offset++) {
                var verified = source.next();
                var assembly = new BlockAssembly();
                assembly.open(verified.opened());
                verified.utxoTransactions().forEach(assembly::add);
                BlockContent block = assembly.seal(verified.sealed());
                store.append(block, offset);
                if (first && block.block().height() >= UNTOLD_HEIGHT) {
                    block.transactions().stream()
                            .skip(1)
                            .filter(transaction ->
                                    transaction.outputs().getFirst().value() > 0)
                            .limit(SEEDS_PER_BLOCK)
                            .forEach(transaction -> seeds.add(new Outpoint(transaction.id(), 0)));
                }
            }
            return state(store);
        }
    }

    private State state(GraphStore store) {
        try (var graph = store.snapshot()) {
            return new State(
                    store.totals(),
                    graph.segments(),
                    seeds.stream().map(seed -> digest(graph, seed)).toList());
        }
    }

    private static String digest(GraphIndex graph, Outpoint seed) {
        var spec = new TraceSpec(
                graph.chain(),
                List.of(seed),
                List.of(Policy.FIFO, Policy.PRO_RATA, Policy.POISON),
                OutputLimits.DEFAULT);
        return switch (Tracer.trace(spec, graph, Attributions.NONE)) {
            case TraceOutcome.Traced traced -> traced.result().resultDigest();
            case TraceOutcome.Refused refused ->
                throw new AssertionError(refused.fault().sentence());
        };
    }
}

package org.holdfast.tracing.app.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.Outpoint;
import org.holdfast.primitives.chain.Chains;
import org.holdfast.records.chain.v1.ChainRecord;
import org.holdfast.records.chain.v1.MovementKind;
import org.holdfast.testkit.Campaign;
import org.holdfast.testservers.Database;
import org.holdfast.testservers.TestServers;
import org.holdfast.tracing.account.ledger.AccountTotals;
import org.holdfast.tracing.app.TestChains;
import org.holdfast.tracing.app.TracingNode;
import org.holdfast.tracing.app.fact.ActiveChain;
import org.holdfast.tracing.block.Segment;
import org.holdfast.tracing.index.IndexSnapshot;
import org.holdfast.tracing.index.IndexStore;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Blocks that come in any order of height: the index becomes that of the chain in order, by itself. Each case has a
 * chain; one service serves them all.
 */
class ChainOrderIT {
    private static final int BLOCKS = 14;
    private static final int ORDERS = Campaign.size(3, 10);
    private static final int FIRST_NUMBER = 60;
    private static final ChainId ACCOUNTS = Chains.evm(31_343);
    private static final ChainId REORGANISED = TestChains.number(FIRST_NUMBER + ORDERS + 1);
    private static final ChainId ASKED = TestChains.number(FIRST_NUMBER + ORDERS + 2);
    private static final List<ChainId> ALL = chains();

    @TempDir
    private static Path folder;

    private static Database database;
    private static TracingNode node;

    private static List<ChainId> chains() {
        var chains = new ArrayList<>(IntStream.rangeClosed(0, ORDERS + 2)
                .mapToObj(i -> TestChains.number(FIRST_NUMBER + i))
                .toList());
        chains.add(ACCOUNTS);
        return chains;
    }

    @BeforeAll
    static void start() {
        database = TestServers.database();
        node = TracingNode.start(database, folder, ALL);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @Test
    void blocksInAnyOrderAndGroupingGiveTheIndexOfTheChainInOrder() {
        for (int order = 1; order <= ORDERS; order++) {
            ChainId chain = TestChains.number(FIRST_NUMBER + order);
            var random = new Random(order);
            List<Integer> heights = shuffled(random);
            Set<Integer> published = new HashSet<>();
            for (int height : heights) {
                new BlockTopic(chain).commit(block(chain, height, published.contains(height - 1)));
                published.add(height);
                if (random.nextInt(5) == 0) {
                    await(chain, published.size());
                }
                if (published.size() == BLOCKS / 2 && order == 1) {
                    node.close();
                    node = TracingNode.start(database, folder, ALL);
                }
            }
            await(chain, BLOCKS);
            assertThat(state(graph(chain))).as("order %s", heights).isEqualTo(inOrder(chain));
            assertThat(graph(chain).check().findings()).isEmpty();
        }
        assertThat(folder.resolve("index").toFile().list())
                .noneMatch(name -> name.endsWith(".new") || name.endsWith(".old"));
    }

    @Test
    void aReorgOfBlocksThatCameLateIsFollowed() {
        var topic = new BlockTopic(REORGANISED);
        for (int height : List.of(1, 2, 5, 6, 3)) {
            topic.send(block(REORGANISED, height, height == 2 || height == 6 || height == 3));
        }
        // Block 3 came late, and blocks 5 and 6 go before it has a place in the index.
        topic.send(List.of(retracted(6, 5), retracted(5, 3), retracted(3, 2)));
        topic.send(topic.mined(3, "x3", "b2"), topic.mined(4, "x4", "x3"));
        await(REORGANISED, 4);
        assertThat(segments(graph(REORGANISED))).singleElement().satisfies(run -> {
            assertThat(run.first().height()).isEqualTo(1);
            assertThat(run.last().hash()).hasToString(BlockTopic.id("x4"));
        });
        assertThat(node.bean(ActiveChain.class).missing(REORGANISED).blocks())
                .extracting(BlockHash::toString)
                .containsExactlyInAnyOrder(BlockTopic.id("b6"), BlockTopic.id("b5"), BlockTopic.id("b3"));
        topic.send(topic.mined(5, "x5", "x4"));
        await(REORGANISED, 5);
    }

    @Test
    void theOldIndexAnswersMeanwhileAndTheServiceSaysWhatIsGoingOn() {
        var topic = new BlockTopic(ASKED);
        topic.send(block(ASKED, 1, false), block(ASKED, 3, false));
        await(ASKED, 2);
        topic.send(block(ASKED, 2, true));
        TracingNode.await(() -> !feed(ASKED).path("state").asString("").equals("reading"), "the rebuild to be said");
        JsonNode said = feed(ASKED);
        assertThat(said.path("state").asString()).isEqualTo("waiting");
        assertThat(said.path("reason").asString()).startsWith("rebuilding the index in chain order");
        JsonNode health = node.get("auditor", "/actuator/health").body();
        assertThat(health.path("components")
                        .path("feed")
                        .path("details")
                        .path(ASKED.text())
                        .asString())
                .startsWith("waits: rebuilding the index in chain order");
        assertThat(node.get("auditor", "/v1/chains/" + ASKED.text() + "/transactions/" + BlockTopic.id("t3"))
                        .status())
                .isEqualTo(200);
        await(ASKED, 3);
        assertThat(segments(graph(ASKED))).hasSize(1);
        assertThat(node.get("auditor", "/v1/chains/" + ASKED.text() + "/transactions/" + BlockTopic.id("t2"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void theLedgersOfAnAccountChainAreThoseOfItsOrder() {
        for (int height : List.of(2, 4, 1, 5, 3)) {
            new BlockTopic(ACCOUNTS).send(payments(height, height == 5 || height == 3 ? height : 0));
        }
        await(ACCOUNTS, 5);
        AccountTotals totals =
                node.bean(Indexes.class).ledgers(ACCOUNTS).orElseThrow().totals();
        assertThat(totals.shortfalls()).isZero();
        assertThat(totals.entries()).isEqualTo(5);
        assertThat(segments(node.bean(Indexes.class).of(ACCOUNTS))).hasSize(1);
        assertThat(node.bean(Indexes.class).of(ACCOUNTS).check().findings()).isEmpty();
    }

    /** What comes from nowhere, then a payment of all of it from account to account with each block. */
    private static List<ChainRecord> payments(int height, int linked) {
        var topic = new AccountTopic(height, "a" + height, "a" + (height - 1), 1).transaction(0);
        String payer = "%02x".formatted(height - 1);
        String payee = "%02x".formatted(height);
        List<ChainRecord> records = height == 1
                ? topic.movement(2, "", payee, 7, MovementKind.MOVEMENT_KIND_ISSUE)
                        .records()
                : topic.movement(2, payer, payee, 7, MovementKind.MOVEMENT_KIND_TOKEN_TRANSFER)
                        .records();
        return started(records, linked == 0);
    }

    private static List<Integer> shuffled(Random random) {
        var heights = new ArrayList<>(IntStream.rangeClosed(1, BLOCKS).boxed().toList());
        Collections.shuffle(heights, random);
        return heights;
    }

    /** A block that spends outputs of the two blocks below it; it says whether its parent is on the topic. */
    private static List<ChainRecord> block(ChainId chain, int height, boolean linked) {
        var inputs = new ArrayList<String>();
        if (height > 1) {
            inputs.add("m" + (height - 1) + ":0");
        }
        if (height > 2) {
            inputs.add("t" + (height - 2) + ":1");
        }
        var coinbase = BlockTopic.transaction("m" + height, List.of(), "50@miner" + height);
        var topic = new BlockTopic(chain);
        String parent = "b" + (height - 1);
        List<ChainRecord> records = height == 1
                ? topic.block(height, "b" + height, parent, coinbase, first())
                : topic.block(
                        height,
                        "b" + height,
                        parent,
                        coinbase,
                        BlockTopic.transaction("t" + height, inputs, "20@a" + height, "25@b" + height));
        return started(records, !linked);
    }

    /** Spends an output from before all blocks. */
    private static org.holdfast.records.chain.v1.UtxoTransaction first() {
        return BlockTopic.transaction("t1", List.of("before:0"), "20@a1", "25@b1");
    }

    private static List<ChainRecord> started(List<ChainRecord> records, boolean start) {
        var changed = new ArrayList<>(records);
        ChainRecord opened = changed.getFirst();
        changed.set(
                0,
                opened.toBuilder()
                        .setOpened(opened.getOpened().toBuilder().setSegmentStart(start))
                        .build());
        return changed;
    }

    private static ChainRecord retracted(int height, int parent) {
        return BlockTopic.retracted(height, "b" + height, parent, "b" + parent);
    }

    /** What the results of an index follow from, and the results. */
    private record State(GraphTotals totals, List<Segment> segments, List<String> digests) {}

    private static State state(GraphStore store) {
        var digests = new ArrayList<String>();
        try (var graph = store.snapshot()) {
            for (int height = 1; height <= BLOCKS; height++) {
                digests.add(digest(graph, BlockTopic.id("m" + height) + ":0"));
                digests.add(digest(graph, BlockTopic.id("t" + height) + ":1"));
            }
        }
        return new State(store.totals(), segments(store), digests);
    }

    /** The state of an index that was given the blocks in chain order. */
    private static State inOrder(ChainId chain) {
        try (var store = MappedGraphStore.open(folder.resolve("in-order-" + chain.namePart()), chain)) {
            for (int height = 1; height <= BLOCKS; height++) {
                List<ChainRecord> records = block(chain, height, height > 1);
                var assembly = new BlockAssembly();
                assembly.open(records.get(0).getOpened());
                assembly.add(records.get(1));
                store.append(assembly.seal(records.get(2).getSealed()), height);
            }
            return state(store);
        }
    }

    private static String digest(GraphIndex graph, String seed) {
        var spec = new TraceSpec(
                graph.chain(),
                List.of(Outpoint.parse(seed)),
                List.of(Policy.FIFO, Policy.PRO_RATA, Policy.POISON),
                OutputLimits.DEFAULT);
        return switch (Tracer.trace(spec, graph, Attributions.NONE)) {
            case TraceOutcome.Traced traced -> traced.result().resultDigest();
            case TraceOutcome.Refused refused ->
                throw new AssertionError(refused.fault().sentence());
        };
    }

    private static List<Segment> segments(IndexStore<?, ?> store) {
        try (IndexSnapshot snapshot = store.snapshot()) {
            return snapshot.segments();
        }
    }

    private static GraphStore graph(ChainId chain) {
        return node.bean(Indexes.class).graph(chain);
    }

    private static JsonNode feed(ChainId chain) {
        JsonNode body = node.get("auditor", "/v1/chains").body();
        for (String model : List.of("chains", "ledgers")) {
            for (JsonNode one : body.path(model)) {
                if (one.path("chain").asString("").equals(chain.text())) {
                    return one.path("feed");
                }
            }
        }
        throw new AssertionError(chain + " is not in " + body);
    }

    private static void await(ChainId chain, int blocks) {
        TracingNode.await(
                () -> {
                    JsonNode feed = feed(chain);
                    long held = segments(node.bean(Indexes.class).of(chain)).stream()
                            .mapToLong(run -> run.last().height() - run.first().height() + 1)
                            .sum();
                    return held == blocks && feed.path("state").asString("").equals("reading");
                },
                blocks + " blocks in the index of " + chain);
    }
}

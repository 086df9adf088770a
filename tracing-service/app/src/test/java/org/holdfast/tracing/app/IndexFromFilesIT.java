package org.holdfast.tracing.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.tracing.app.index.BlockTopic.id;
import static org.holdfast.tracing.app.index.BlockTopic.retracted;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.ChainId;
import org.holdfast.records.chain.v1.ChainRecord;
import org.holdfast.testservers.Database;
import org.holdfast.testservers.TestServers;
import org.holdfast.tracing.app.fact.ActiveChain;
import org.holdfast.tracing.app.index.BlockTopic;
import org.holdfast.tracing.app.index.FeedStatus;
import org.holdfast.tracing.app.index.Indexes;
import org.holdfast.tracing.app.index.kafka.KafkaBlockFeed;
import org.holdfast.tracing.app.rebuild.Rebuilding;
import org.holdfast.tracing.output.graph.GraphStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Indexes that were built from files, before topics of a real broker that are shorter, longer, bent or others. Each
 * case has a chain; one service serves them all.
 */
class IndexFromFilesIT {
    private static final List<ChainId> CHAINS =
            IntStream.rangeClosed(51, 58).mapToObj(TestChains::number).toList();
    private static final ChainId SHORTER = CHAINS.get(0);
    private static final ChainId LONGER = CHAINS.get(1);
    private static final ChainId EMPTY = CHAINS.get(2);
    private static final ChainId BENT = CHAINS.get(3);
    private static final ChainId BENT_LATER = CHAINS.get(4);
    private static final ChainId CONFLICT = CHAINS.get(5);
    private static final ChainId ABOVE = CHAINS.get(6);
    private static final ChainId FROM_TOPIC = CHAINS.get(7);

    @TempDir
    private static Path folder;

    private static Database database;
    private @Nullable TracingNode running;

    @BeforeAll
    static void start() {
        database = TestServers.database();
        BlockTopic.make(CHAINS);
    }

    @AfterEach
    void stop() {
        if (running != null) {
            running.close();
        }
    }

    private void restart() {
        stop();
        running = TracingNode.start(database, folder, CHAINS);
    }

    private TracingNode node() {
        return Objects.requireNonNull(running);
    }

    @Test
    void theFeedPassesOverWhatTheIndexHoldsAndStopsWhereTheyDoNotFit() {
        writeFilesAndTopics();
        restart();
        node().awaitTip(SHORTER, id("b4"));
        node().awaitTip(BENT, id("b3"));
        node().awaitTip(BENT_LATER, id("b3"));
        node().awaitTip(FROM_TOPIC, id("b2"));
        awaitRead(LONGER, 4);
        awaitRead(EMPTY, 2);
        for (ChainId chain : List.of(SHORTER, LONGER, EMPTY, BENT, BENT_LATER, FROM_TOPIC)) {
            assertThat(status(chain).stopped()).as(chain.text()).isEmpty();
            assertThat(graph(chain).check().findings()).as(chain.text()).isEmpty();
        }
        awaitStopped(CONFLICT, "tracing.feed.other-branch");
        awaitStopped(ABOVE, "tracing.feed.other-branch");
        assertThat(status(CONFLICT).height()).isEqualTo(2);
        assertThat(status(ABOVE).height()).isEqualTo(3);
        assertThat(blocks()).containsExactly(4L, 4L, 2L, 3L, 3L, 2L, 2L, 2L);
        placesAreStoredWithTheBlocksAfterIt();
        retractionsThatWerePassedOverAreRecorded();

        restart();
        awaitRead(LONGER, 4);
        goesOn(LONGER, 3, 5);
        goesOn(EMPTY, 1, 3);
        goesOn(SHORTER, 5, 6);
        restart();
        node().awaitTip(LONGER, id("b5"));
        node().awaitTip(EMPTY, id("b3"));
        node().awaitTip(SHORTER, id("b6"));
        assertThat(blocks()).containsExactly(6L, 5L, 3L, 3L, 3L, 2L, 2L, 2L);
        assertThat(graph(LONGER).feedOffset()).isPositive();
    }

    private static void writeFilesAndTopics() {
        files(SHORTER, chain(SHORTER, 1, 2));
        topic(SHORTER, chain(SHORTER, 1, 4));
        files(LONGER, chain(LONGER, 1, 4));
        topic(LONGER, chain(LONGER, 1, 2));
        files(EMPTY, chain(EMPTY, 1, 2));

        files(BENT, chain(BENT, 1, 2));
        topic(BENT, chain(BENT, 1, 1), mined(BENT, 2, "b2x", "b1"), mined(BENT, 3, "b3x", "b2x"));
        topic(BENT, List.of(retracted(3, "b3x", "b2x"), retracted(2, "b2x", "b1")), chain(BENT, 2, 3));

        files(BENT_LATER, chain(BENT_LATER, 1, 1), mined(BENT_LATER, 2, "b2x", "b1"));
        topic(BENT_LATER, chain(BENT_LATER, 1, 1), mined(BENT_LATER, 2, "b2x", "b1"));
        topic(BENT_LATER, List.of(retracted(2, "b2x", "b1")), chain(BENT_LATER, 2, 3));

        files(CONFLICT, chain(CONFLICT, 1, 1), mined(CONFLICT, 2, "b2x", "b1"));
        topic(CONFLICT, chain(CONFLICT, 1, 3));
        files(ABOVE, mined(ABOVE, 2, "b2", ""), mined(ABOVE, 3, "b3", "b2"));
        topic(ABOVE, chain(ABOVE, 1, 3));
        topic(FROM_TOPIC, chain(FROM_TOPIC, 1, 2));
    }

    private void placesAreStoredWithTheBlocksAfterIt() {
        for (ChainId chain : List.of(SHORTER, BENT, BENT_LATER, FROM_TOPIC)) {
            assertThat(graph(chain).feedOffset()).as(chain.text()).isPositive();
        }
        for (ChainId chain : List.of(LONGER, EMPTY, CONFLICT, ABOVE)) {
            assertThat(graph(chain).feedOffset()).as(chain.text()).isZero();
        }
    }

    /** What rests on them must fall, although this index never held them. */
    private void retractionsThatWerePassedOverAreRecorded() {
        var active = node().bean(ActiveChain.class);
        assertThat(active.missing(BENT).blocks())
                .containsExactlyInAnyOrder(BlockHash.parse(id("b2x")), BlockHash.parse(id("b3x")));
        assertThat(active.missing(BENT_LATER).blocks()).containsExactly(BlockHash.parse(id("b2x")));
    }

    private static void goesOn(ChainId chain, int from, int to) {
        topic(chain, chain(chain, from, to));
    }

    private static List<ChainRecord> chain(ChainId chain, int from, int to) {
        return IntStream.rangeClosed(from, to)
                .mapToObj(height -> mined(chain, height, "b" + height, height == 1 ? "" : "b" + (height - 1)))
                .flatMap(List::stream)
                .toList();
    }

    private static List<ChainRecord> mined(ChainId chain, int height, String name, String parent) {
        return new BlockTopic(chain).mined(height, name, parent);
    }

    @SafeVarargs
    private static void files(ChainId chain, List<ChainRecord>... blocks) {
        var records = new ArrayList<ChainRecord>();
        for (List<ChainRecord> block : blocks) {
            records.addAll(block);
        }
        var run = Rebuilding.run(chain, folder.resolve("index"), Rebuilding.stream(true, records));
        assertThat(run.exit()).as(run.err()).isZero();
    }

    @SafeVarargs
    private static void topic(ChainId chain, List<ChainRecord>... records) {
        for (List<ChainRecord> some : records) {
            new BlockTopic(chain).send(some);
        }
    }

    private FeedStatus status(ChainId chain) {
        return node().bean(KafkaBlockFeed.class).status(chain);
    }

    private GraphStore graph(ChainId chain) {
        return node().bean(Indexes.class).graph(chain);
    }

    private List<Long> blocks() {
        return CHAINS.stream().map(chain -> graph(chain).totals().blocks()).toList();
    }

    private void awaitRead(ChainId chain, long height) {
        TracingNode.await(
                () -> status(chain).lagRecords() == 0 && status(chain).height() == height,
                "the end of the topic of " + chain);
    }

    private void awaitStopped(ChainId chain, String code) {
        TracingNode.await(
                () -> status(chain).stopped().filter(why -> why.contains(code)).isPresent(),
                chain + " to stop with " + code + ", it is at " + status(chain));
    }
}

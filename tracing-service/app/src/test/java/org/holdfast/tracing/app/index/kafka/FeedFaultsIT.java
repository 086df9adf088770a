package org.holdfast.tracing.app.index.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.tracing.app.index.BlockTopic.id;
import static org.holdfast.tracing.app.index.BlockTopic.transaction;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.disk.DiskRoom;
import org.holdfast.records.chain.v1.UtxoTransaction;
import org.holdfast.testservers.TestServers;
import org.holdfast.tracing.app.TestChains;
import org.holdfast.tracing.app.TracingNode;
import org.holdfast.tracing.app.index.BlockTopic;
import org.holdfast.tracing.app.index.FeedStatus;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Faults of the disk and the database while blocks are read: health shows them, and nothing has to be restarted. */
class FeedFaultsIT {
    private static final ChainId DISK = TestChains.number(92);
    private static final ChainId OTHER = TestChains.number(93);
    private static final ChainId TABLE = TestChains.number(94);
    private static final ChainId FULL = TestChains.number(95);
    /** More transactions than the first table of ids has room for. */
    private static final int MANY = 1_000;

    @TempDir
    private static Path folder;

    private static TracingNode node;

    @BeforeAll
    static void start() {
        node = TracingNode.start(TestServers.database(), folder, List.of(DISK, OTHER, TABLE, FULL));
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    private static FeedStatus status(ChainId chain) {
        return node.bean(KafkaBlockFeed.class).status(chain);
    }

    private static String health(ChainId chain) {
        return node.get("auditor", "/actuator/health").text("components", "feed", "details", chain.text());
    }

    private static boolean isSound(ChainId chain) {
        return node.post("investigator", "/v1/chains/" + chain + "/check", "")
                .body()
                .path("sound")
                .asBoolean(false);
    }

    private static UtxoTransaction[] many() {
        return IntStream.range(0, MANY)
                .mapToObj(i -> transaction("t" + i, i == 0 ? List.of() : List.of("x" + i + ":0"), "1@miner"))
                .toArray(UtxoTransaction[]::new);
    }

    /** The index has to grow in the middle of an append, and the disk refuses. */
    @Test
    void anIndexThatCannotBeWrittenIsRepairedAndReadingContinues() throws IOException {
        var topic = new BlockTopic(DISK);
        topic.send(topic.mined(1, "b1", ""));
        node.awaitTip(DISK, id("b1"));
        Path index = folder.resolve("index").resolve(DISK.namePart());
        Path next = index.resolve(Files.exists(index.resolve("ids-a.bin")) ? "ids-b.bin" : "ids-a.bin");
        Path blocking = Files.createFile(Files.createDirectory(next).resolve("in-the-way"));
        topic.send(topic.block(2, "b2", "b1", many()));
        TracingNode.await(() -> status(DISK).loop().attempts() >= 2, "two failures");
        assertThat(node.get("auditor", "/actuator/health").status()).isEqualTo(503);
        assertThat(health(DISK)).startsWith("waits: ").contains("since 20", "failures in a row");
        assertThat(status(DISK).stopped()).isEmpty();
        assertThat(node.get("auditor", "/actuator/health/readiness").status()).isEqualTo(200);

        var other = new BlockTopic(OTHER);
        other.send(other.mined(1, "o1", ""));
        node.awaitTip(OTHER, id("o1"));

        Files.delete(blocking);
        Files.delete(next);
        node.awaitTip(DISK, id("b2"));
        topic.send(topic.mined(3, "b3", "b2"));
        node.awaitTip(DISK, id("b3"));
        TracingNode.await(() -> status(DISK).loop().isWell(), "health");
        assertThat(health(DISK)).startsWith("height 3, 0 behind");
        assertThat(isSound(DISK)).isTrue();
    }

    @Test
    void aDiskWithoutRoomIsNamedAndReadingContinuesWhenThereIsRoom() {
        var topic = new BlockTopic(FULL);
        topic.send(topic.mined(1, "b1", ""));
        node.awaitTip(FULL, id("b1"));
        System.setProperty(DiskRoom.LEAST_FREE, Long.toString(Long.MAX_VALUE));
        try {
            topic.send(topic.mined(2, "b2", "b1"));
            TracingNode.await(() -> status(FULL).loop().attempts() >= 1, "a failure");
            assertThat(health(FULL)).startsWith("waits: ").contains("the disk of ", " MiB free, less than ");
            assertThat(status(FULL).height()).isEqualTo(1);
        } finally {
            System.clearProperty(DiskRoom.LEAST_FREE);
        }
        node.awaitTip(FULL, id("b2"));
        assertThat(isSound(FULL)).isTrue();
    }

    @Test
    void aRetractionThatCannotBeRecordedIsRepeatedUntilItIs() {
        var topic = new BlockTopic(TABLE);
        topic.send(topic.mined(1, "b1", ""), topic.mined(2, "b2", "b1"));
        node.awaitTip(TABLE, id("b2"));
        var sql = node.bean(JdbcClient.class);
        sql.sql("alter table retracted_block rename to retracted_block_away").update();
        topic.send(List.of(BlockTopic.retracted(2, "b2", "b1")));
        TracingNode.await(() -> status(TABLE).loop().attempts() >= 2, "two failures");
        assertThat(health(TABLE)).startsWith("waits: ").contains("retracted_block");
        assertThat(status(TABLE).height()).isEqualTo(2);
        sql.sql("alter table retracted_block_away rename to retracted_block").update();
        node.awaitTip(TABLE, id("b1"));
        topic.send(topic.mined(2, "c2", "b1"));
        node.awaitTip(TABLE, id("c2"));
        assertThat(isSound(TABLE)).isTrue();
    }
}

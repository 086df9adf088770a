package org.holdfast.tracing.app.index.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.tracing.app.index.BlockTopic.id;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.holdfast.primitives.ChainId;
import org.holdfast.records.Topics;
import org.holdfast.servers.KafkaBroker;
import org.holdfast.servers.LoopbackPort;
import org.holdfast.testservers.Database;
import org.holdfast.testservers.TestServers;
import org.holdfast.tracing.app.TestChains;
import org.holdfast.tracing.app.TracingNode;
import org.holdfast.tracing.app.index.BlockTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A topic of blocks that is deleted, or deleted and made again, with more records than the index has read. The service
 * looks for chains by itself, so the broker is the test's own: that of all tests has too many of them.
 */
class TopicDeletedIT {
    private static final ChainId CHAIN = TestChains.number(98);

    @TempDir
    private static Path folder;

    private static KafkaBroker broker;

    @BeforeAll
    static void start() throws IOException {
        broker = KafkaBroker.start(
                TestServers.binaries(),
                Files.createDirectory(folder.resolve("kafka")),
                LoopbackPort.free(),
                () -> "aG9sZGZhc3QtdGVzdC10ZA");
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    private static void delete() throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()))) {
            admin.deleteTopics(List.of(Topics.chainBlocks(CHAIN))).all().get(30, TimeUnit.SECONDS);
            TracingNode.await(() -> !names(admin).contains(Topics.chainBlocks(CHAIN)), "the end of the topic");
        }
    }

    private static Set<String> names(Admin admin) {
        try {
            return admin.listTopics().names().get(30, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void awaitFeed(TracingNode node, String text) {
        TracingNode.await(
                () -> node.get("auditor", "/actuator/health")
                        .text("components", "feed", "details", CHAIN.text())
                        .contains(text),
                text);
        assertThat(node.get("auditor", "/actuator/health").status()).isEqualTo(503);
    }

    @Test
    void theFeedSaysSoReadsNothingAndTheIndexAnswersOn() throws Exception {
        Database database = TestServers.database();
        BlockTopic.make(broker.bootstrap(), List.of(CHAIN));
        var topic = new BlockTopic(broker.bootstrap(), CHAIN);
        try (var node = TracingNode.startOn(broker.bootstrap(), database, folder)) {
            topic.send(topic.mined(1, "b1", ""), topic.mined(2, "b2", "b1"));
            node.awaitTip(CHAIN, id("b2"));
            delete();
            awaitFeed(node, "the broker has no topic " + Topics.chainBlocks(CHAIN));
            BlockTopic.make(broker.bootstrap(), List.of(CHAIN));
            topic.send(topic.mined(1, "x1", ""), topic.mined(2, "x2", "x1"));
            topic.send(topic.mined(3, "x3", "x2"), topic.mined(4, "x4", "x3"));
            awaitFeed(node, "stopped because tracing.feed.another-topic");
            node.awaitTip(CHAIN, id("b2"));
        }
        try (var node = TracingNode.startOn(broker.bootstrap(), database, folder)) {
            awaitFeed(node, "stopped because tracing.feed.another-topic");
        }
        delete();
        try (var node = TracingNode.startOn(broker.bootstrap(), database, folder)) {
            awaitFeed(node, "the broker has no topic " + Topics.chainBlocks(CHAIN));
            node.awaitTip(CHAIN, id("b2"));
        }
    }
}

package org.holdfast.tracing.app.index.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.holdfast.kit.kafka.TopicSetup;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.chain.Chains;
import org.holdfast.records.Topics;
import org.holdfast.servers.KafkaBroker;
import org.holdfast.servers.LoopbackPort;
import org.holdfast.testservers.TestServers;
import org.holdfast.tracing.app.TracingNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The search for chains meets a broker that is away and an index that cannot be opened: health shows both. */
class TopicDiscoveryIT {
    private static final String CLUSTER = "aG9sZGZhc3QtdGVzdC10bw";

    @TempDir
    private Path folder;

    @Test
    void saysWhatKeepsItFromAChainAndFindsTheChainAfterwards() throws Exception {
        int port = LoopbackPort.free();
        Path own = folder.resolve("broker");
        ChainId found = Chains.named("regtest").chain();
        ChainId broken = Chains.named("testnet4").chain();
        var broker = KafkaBroker.start(TestServers.binaries(), own, port, () -> CLUSTER);
        try (var node = TracingNode.startOn("127.0.0.1:" + port, TestServers.database(), folder)) {
            assertThat(topics(node)).isEqualTo("UP");
            broker.close();
            TracingNode.await(() -> topics(node).equals("DOWN"), "the broker to be missed");
            assertThat(node.get("auditor", "/actuator/health").text("components", "topics", "details", "search"))
                    .startsWith("waits: ");
            broker = KafkaBroker.start(TestServers.binaries(), own, port, () -> CLUSTER);
            TracingNode.await(() -> topics(node).equals("UP"), "the broker");
            Path index = Files.createDirectories(folder.resolve("index"));
            Files.writeString(index.resolve(broken.namePart()), "no directory");
            makeTopic(port, broken);
            TracingNode.await(() -> topics(node).equals("DOWN"), "the index that cannot be opened");
            makeTopic(port, found);
            TracingNode.await(() -> node.bean(KafkaBlockFeed.class).reads(found), "the chain after it");
            assertThat(topics(node)).isEqualTo("DOWN");
        } finally {
            broker.close();
        }
    }

    private static String topics(TracingNode node) {
        return node.get("auditor", "/actuator/health").text("components", "topics", "status");
    }

    private static void makeTopic(int port, ChainId chain) {
        TopicSetup.ensure(
                Map.of("bootstrap.servers", "127.0.0.1:" + port),
                List.of(new NewTopic(Topics.chainBlocks(chain), 1, (short) 1)));
    }
}

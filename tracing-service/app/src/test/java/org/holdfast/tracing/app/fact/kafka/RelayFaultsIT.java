package org.holdfast.tracing.app.fact.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.holdfast.kit.kafka.TopicSetup;
import org.holdfast.records.Topics;
import org.holdfast.servers.KafkaBroker;
import org.holdfast.servers.LoopbackPort;
import org.holdfast.testservers.TestServers;
import org.holdfast.tracing.app.TestChains;
import org.holdfast.tracing.app.TracingNode;
import org.holdfast.tracing.app.fact.Facts;
import org.holdfast.tracing.app.settings.TracingSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The relay with a broker that goes away and comes back. */
class RelayFaultsIT {
    private static final String CLUSTER = "aG9sZGZhc3QtdGVzdC1yZQ";

    @TempDir
    private Path folder;

    @Test
    void factsWaitForTheBrokerAndHealthShowsIt() {
        int port = LoopbackPort.free();
        String bootstrap = "127.0.0.1:" + port;
        Path own = folder.resolve("broker");
        try (var node = TracingNode.start(TestServers.database(), folder, List.of(TestChains.number(90)))) {
            node.bean(KafkaFactRelay.class).stop();
            assertThat(node.get("auditor", "/actuator/health").text("components", "relay", "status"))
                    .isEqualTo("DOWN");
            var broker = KafkaBroker.start(TestServers.binaries(), own, port, () -> CLUSTER);
            TopicSetup.ensure(
                    Map.of("bootstrap.servers", bootstrap), List.of(new NewTopic(Topics.TRACING_FACTS, 1, (short) 1)));
            var relay = new KafkaFactRelay(
                    new TracingSettings(
                            new TracingSettings.Kafka(bootstrap, (short) 1, null),
                            folder,
                            List.of(),
                            new TracingSettings.Access(folder),
                            new TracingSettings.Traces(1, 1, 1, 1, 1, 1, 1, 1, 1, Duration.ofSeconds(1), 1),
                            new TracingSettings.Facts(Duration.ofDays(1))),
                    node.bean(Facts.class),
                    Clock.systemUTC());
            relay.start();
            try {
                insert(node, "f1");
                TracingNode.await(() -> relay.status().lag() == 0 && unsent(node) == 0, "the first fact");
                broker.close();
                insert(node, "f2");
                insert(node, "f3");
                TracingNode.await(() -> !relay.status().isWell(), "a failure");
                assertThat(relay.status().text()).startsWith("waits: ").contains("did not acknowledge");
                assertThat(unsent(node)).isEqualTo(2);
                broker = KafkaBroker.start(TestServers.binaries(), own, port, () -> CLUSTER);
                TracingNode.await(() -> relay.status().isWell() && unsent(node) == 0, "the rest");
                var sent = values(bootstrap);
                assertThat(sent.stream().distinct()).containsExactly("f1", "f2", "f3");
            } finally {
                relay.stop();
                broker.close();
            }
        }
    }

    private static void insert(TracingNode node, String fact) {
        node.bean(JdbcClient.class)
                .sql("insert into fact_outbox (fact_id, finding, case_id, record) values (:f, :f, 'C', :r)")
                .param("f", fact)
                .param("r", fact.getBytes(StandardCharsets.UTF_8))
                .update();
    }

    private static long unsent(TracingNode node) {
        return node.bean(JdbcClient.class)
                .sql("select count(*) from fact_outbox where sent_at is null")
                .query(Long.class)
                .single();
    }

    private static List<String> values(String bootstrap) {
        var facts = new TopicPartition(Topics.TRACING_FACTS, 0);
        var values = new ArrayList<String>();
        Map<String, Object> config = Map.of("bootstrap.servers", bootstrap, "enable.auto.commit", false);
        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(facts));
            consumer.seekToBeginning(List.of(facts));
            long end = consumer.endOffsets(List.of(facts)).getOrDefault(facts, 0L);
            while (consumer.position(facts) < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
            }
        }
        return values;
    }
}

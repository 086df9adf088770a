package org.holdfast.freeze.app.fact.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.holdfast.freeze.app.FactTopic;
import org.holdfast.freeze.app.Node;
import org.holdfast.records.Topics;
import org.holdfast.servers.KafkaBroker;
import org.holdfast.servers.LoopbackPort;
import org.holdfast.testkit.MovableClock;
import org.holdfast.testservers.TestServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** The topic of facts is made again, cut, or held by a transaction, on a broker of the test's own. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FactTopicIT {
    private static final String TOPIC = Topics.TRACING_FACTS;

    @TempDir
    private static Path folder;

    private static KafkaBroker broker;
    private static Admin admin;
    private static Node node;

    @BeforeAll
    static void start() throws Exception {
        broker = KafkaBroker.start(
                TestServers.binaries(),
                Files.createDirectory(folder.resolve("kafka")),
                LoopbackPort.free(),
                () -> "AAAAAAAAAAAAAAAAAAAAAA");
        admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrap()));
        var clock = MovableClock.running(Instant.parse("2026-03-02T09:00:00Z"));
        node = Node.startOn(broker.bootstrap(), TestServers.database(), clock, folder);
    }

    @AfterAll
    static void stop() {
        node.close();
        admin.close();
        broker.close();
    }

    private static void fact(String name) {
        FactTopic.send(
                broker.bootstrap(),
                FactTopic.reached("fact-" + name, name, "exchange-a").toByteArray());
    }

    @Test
    @Order(1)
    void readsNoOtherTopicUntilAPersonAcceptsIt() throws Exception {
        for (int n = 1; n <= 3; n++) {
            fact("T" + n);
        }
        node.awaitHold("T3", "draft");
        makeAgain();
        // Longer than before: the first three would be skipped without a word.
        for (int n = 4; n <= 8; n++) {
            fact("T" + n);
        }
        assertThat(Node.await(() -> facts().contains("freeze.fact.topic-replaced")))
                .as(facts())
                .isTrue();
        assertThat(node.get("reader", "/actuator/health").status()).isEqualTo(503);
        assertThat(holds()).isEqualTo(3);
        accept();
        for (int n = 4; n <= 8; n++) {
            node.awaitHold("T" + n, "draft");
        }
        assertThat(holds()).isEqualTo(8);
        assertThat(node.bean(JdbcClient.class)
                        .sql("select officer || ': ' || reason from feed_acceptance")
                        .query(String.class)
                        .list())
                .containsExactly("second: the broker was replaced");
    }

    @Test
    @Order(2)
    void readsNoShorterTopicEither() throws Exception {
        makeAgain();
        fact("T9");
        assertThat(Node.await(() -> facts().contains("freeze.fact.topic-replaced")))
                .as(facts())
                .isTrue();
        accept();
        node.awaitHold("T9", "draft");
    }

    @Test
    @Order(3)
    void readsNoTopicThatLostRecordsItHasNotRead() throws Exception {
        var hanging = hangingTransaction();
        var after = new TopicPartition(TOPIC, 0);
        long end =
                node.get("reader", "/v1/fact-topic").body().path("nextOffset").asLong(0);
        hanging.abortTransaction();
        hanging.close();
        fact("T10");
        node.awaitHold("T10", "draft");
        // Back to a place before the records that are removed, as a restored database would be.
        node.bean(JdbcClient.class)
                .sql("update feed_position set next_offset = 0")
                .update();
        admin.deleteRecords(Map.of(after, RecordsToDelete.beforeOffset(end + 1)))
                .all()
                .get(30, TimeUnit.SECONDS);
        fact("T11");
        assertThat(Node.await(() -> facts().contains("freeze.fact.topic-cut")))
                .as(facts())
                .isTrue();
        accept();
        node.awaitHold("T11", "draft");
    }

    @Test
    @Order(4)
    void acceptsNothingWhereNothingChanged() {
        for (String fact : List.of("T12", "T13", "T14")) {
            fact(fact);
            node.awaitHold(fact, "draft");
            assertThat(topic().path("readable").asBoolean(false))
                    .as("right after a fact was read: %s", topic())
                    .isTrue();
        }
        String id = topic().path("presentTopicId").asString("");
        assertThat(topic().path("readable").asBoolean(false)).isTrue();
        assertThat(acceptance("second", id).code()).isEqualTo("409 freeze.topic.unchanged");
        assertThat(acceptance("second", "another").code()).isEqualTo("409 freeze.topic.another");
        assertThat(acceptance("drafter", id).code()).isEqualTo("403 service.access.forbidden");
    }

    /** Neither a transaction of Kafka nor one of another database holds everything back without a word. */
    @Test
    @Order(5)
    void namesWhatHoldsFactsAndEventsBack() throws Exception {
        var database = TestServers.database();
        try (var other =
                        java.sql.DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                var statement = other.createStatement();
                var hanging = hangingTransaction()) {
            other.setAutoCommit(false);
            statement.execute("create table held (one integer)");
            String draft = org.holdfast.freeze.app.HoldFlow.draftBody(
                    "t-held",
                    "exchange-a",
                    "text",
                    org.holdfast.freeze.app.HoldFlow.line(org.holdfast.freeze.app.HoldFlow.ASSET, "1"));
            assertThat(node.post("drafter", "/v1/holds", draft).status()).isEqualTo(201);
            assertThat(Node.await(() -> health("processors").contains("in database")
                            || health("processors").contains("database test_")))
                    .as(health("processors"))
                    .isTrue();
            assertThat(Node.await(() -> facts().contains("producer ")))
                    .as(facts())
                    .isTrue();
            assertThat(node.get("reader", "/actuator/health").status()).isEqualTo(503);
            other.rollback();
            hanging.abortTransaction();
        }
        node.awaitHold("case-t-held", "draft");
        assertThat(Node.await(() -> node.get("reader", "/actuator/health").status() == 200))
                .isTrue();
    }

    private static KafkaProducer<byte[], byte[]> hangingTransaction() throws Exception {
        var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", broker.bootstrap(), "transactional.id", "hanging"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        producer.initTransactions();
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(TOPIC, 0, "k".getBytes(StandardCharsets.UTF_8), new byte[] {1}))
                .get(30, TimeUnit.SECONDS);
        return producer;
    }

    private static void makeAgain() throws Exception {
        admin.deleteTopics(List.of(TOPIC)).all().get(30, TimeUnit.SECONDS);
        assertThat(Node.await(() -> {
                    try {
                        admin.createTopics(List.of(new org.apache.kafka.clients.admin.NewTopic(TOPIC, 1, (short) 1)))
                                .all()
                                .get(30, TimeUnit.SECONDS);
                        return true;
                    } catch (Exception e) {
                        return false;
                    }
                }))
                .isTrue();
    }

    private static void accept() {
        assertThat(Node.await(() ->
                        acceptance("second", topic().path("presentTopicId").asString(""))
                                        .status()
                                == 200))
                .isTrue();
    }

    private static Node.Answer acceptance(String officer, String topicId) {
        return node.post(
                officer,
                "/v1/fact-topic/acceptance",
                "{\"topicId\":\"" + topicId + "\",\"reason\":\"the broker was replaced\"}");
    }

    private static JsonNode topic() {
        return node.get("reader", "/v1/fact-topic").body();
    }

    private static String facts() {
        return health("facts");
    }

    private static String health(String part) {
        return node.get("reader", "/actuator/health")
                .body()
                .path("components")
                .path(part)
                .path("details")
                .toString();
    }

    private static int holds() {
        return node.get("reader", "/v1/holds?limit=500").body().path("holds").size();
    }
}

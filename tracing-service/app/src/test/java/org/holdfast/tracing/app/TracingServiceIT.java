package org.holdfast.tracing.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.tracing.app.index.BlockTopic.id;
import static org.holdfast.tracing.app.index.BlockTopic.transaction;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.holdfast.primitives.ChainId;
import org.holdfast.records.chain.v1.MovementKind;
import org.holdfast.records.tracing.v1.RestoredTransaction;
import org.holdfast.records.tracing.v1.TracingFact;
import org.holdfast.records.tracing.v1.WithdrawalCause;
import org.holdfast.testservers.Database;
import org.holdfast.testservers.TestServers;
import org.holdfast.tracing.app.TracingNode.Answer;
import org.holdfast.tracing.app.fact.kafka.FactTopic;
import org.holdfast.tracing.app.index.AccountTopic;
import org.holdfast.tracing.app.index.BlockTopic;
import org.holdfast.tracing.app.index.Indexes;
import org.holdfast.tracing.app.index.kafka.KafkaBlockFeed;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;

/** The service on a real database and broker: from the topic of blocks to the topic of facts. Each test has a chain. */
class TracingServiceIT {
    private static final List<ChainId> CHAINS =
            IntStream.rangeClosed(1, 10).mapToObj(TestChains::number).toList();
    private static final ChainId ETHER = new ChainId("eip155:31337");
    private static final List<ChainId> ALL =
            Stream.concat(CHAINS.stream(), Stream.of(ETHER)).toList();

    @TempDir
    private static Path folder;

    private static Database database;
    private static TracingNode node;

    @BeforeAll
    static void start() {
        database = TestServers.database();
        node = TracingNode.start(database, folder, ALL);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    private static void restart() {
        node.close();
        node = TracingNode.start(database, folder, ALL);
    }

    private static void cashOut(BlockTopic topic, String block) {
        cashOut(topic, 3, block, "b2");
    }

    private static void cashOut(BlockTopic topic, long height, String block, String parent) {
        topic.send(topic.block(
                height,
                block,
                parent,
                transaction("m3" + block, List.of(), "51@miner"),
                transaction("cash", List.of("theft:0"), "50@" + Theft.DESK, "9@thief")));
    }

    private static String label(ChainId chain, String source) {
        String body = """
            {"source":"%s","labels":[{"chain":"%s","address":"%s","vaspId":"exchange-a","category":"exchange",
             "confidencePerMille":900}]}\
            """.formatted(source, chain, Theft.DESK);
        assertThat(node.put("investigator", "/v1/labels", body).status()).isEqualTo(200);
        return node.get("auditor", "/v1/labels?chain=" + chain + "&address=" + Theft.DESK)
                .body()
                .path("labels")
                .get(0)
                .path("labelId")
                .asString("");
    }

    private static Answer trace(ChainId chain, String caseId) {
        Answer answer = node.post(
                "investigator",
                "/v1/traces?wait=30",
                Theft.request(chain, id("theft") + ":0", ",\"caseId\":\"" + caseId + "\""));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        return answer;
    }

    @Test
    void carriesATheftToOneFactHoweverOftenItIsRestartedAndTheRelayRepeats() {
        ChainId chain = CHAINS.get(0);
        BlockTopic topic = Theft.publish(chain);
        node.awaitTip(chain, id("b2"));
        restart();
        label(chain, "carry");
        restart();
        cashOut(topic, "b3");
        node.awaitTip(chain, id("b3"));
        Answer first = trace(chain, "CARRY");
        assertThat(first.body().path("result").path("policies").get(0).path("buckets"))
                .hasToString("{\"unspent\":\"9\",\"service\":\"50\",\"fee\":\"1\"}");
        var fact = FactTopic.await("CARRY", 1).getFirst();
        assertThat(fact.getRequestedBy()).isEqualTo("investigator");
        var reached = fact.getValueReachedService();
        assertThat(reached.getVaspId()).isEqualTo("exchange-a");
        assertThat(reached.getPolicy()).isEqualTo("fifo");
        assertThat(reached.getTracedTotal()).isEqualTo("50");
        assertThat(reached.getAttribution().getConfidencePerMille()).isEqualTo(900);
        assertThat(reached.getTraceDigest()).isEqualTo(first.text("result", "digest"));
        assertThat(reached.getOutputs(0).getBlockHeight()).isEqualTo(3);

        // A crash between sending and marking: the relay sends again, byte for byte the same.
        restart();
        int before = FactTopic.sent("CARRY").size();
        node.bean(JdbcClient.class).sql("update fact_outbox set sent_at = null").update();
        TracingNode.await(() -> FactTopic.sent("CARRY").size() > before, "a repeated fact");
        trace(chain, "CARRY");
        TracingNode.await(
                () -> node.bean(JdbcClient.class)
                                .sql("select count(*) from fact_outbox where sent_at is null")
                                .query(Long.class)
                                .single()
                        == 0,
                "an empty outbox");
        assertThat(FactTopic.await("CARRY", 1)).containsExactly(fact);
        assertThat(node.get("auditor", "/v1/traces/" + first.text("traceId")).body())
                .isEqualTo(first.body());
    }

    @Test
    void aBlockThatWasReadInPartIsReadFromItsBeginningAfterARestart() {
        ChainId chain = CHAINS.get(1);
        BlockTopic topic = Theft.publish(chain);
        var block = topic.block(3, "b3", "b2", transaction("m3", List.of(), "51@miner"));
        topic.send(block.subList(0, 2));
        node.awaitTip(chain, id("b2"));
        TracingNode.await(
                () -> node.bean(KafkaBlockFeed.class).status(chain).lagRecords() == 0, "all but the seal to be read");
        restart();
        topic.send(block.subList(2, 3));
        node.awaitTip(chain, id("b3"));
        assertThat(chainStatus(chain).path("transactions").asLong(0)).isEqualTo(4);
        assertThat(node.post("investigator", "/v1/chains/" + chain + "/check", "")
                        .body()
                        .path("sound")
                        .asBoolean(false))
                .isTrue();
    }

    @Test
    void aFactIsSuspendedWithItsBlockAndRestoredWhereItsTransactionStandsAgain() throws IOException {
        ChainId chain = CHAINS.get(2);
        BlockTopic topic = Theft.publish(chain);
        cashOut(topic, "b3");
        node.awaitTip(chain, id("b3"));
        label(chain, "reorg");
        Answer old = trace(chain, "REORG");
        var fact = FactTopic.await("REORG", 1).getFirst();
        assertThat(fact.getValueReachedService().getTipHeight()).isEqualTo(3);
        assertThat(fact.getValueReachedService().getTipHash()).isEqualTo(BlockTopic.bytes("b3"));

        topic.send(List.of(BlockTopic.retracted(3, "b3", "b2")));
        node.awaitTip(chain, id("b2"));
        var suspended = FactTopic.await("REORG", 2).getLast().getFactSuspended();
        assertThat(suspended.getSuspendedFactId()).isEqualTo(fact.getFactId());
        assertThat(suspended.getTxidsList()).containsExactly(BlockTopic.bytes("cash"));
        assertThat(suspended.getReason()).contains(id("b3")).contains("a longer branch");
        Answer gone = node.get("auditor", "/v1/traces/" + old.text("traceId"));
        assertThat(gone.text("state")).isEqualTo("basis-withdrawn");
        assertThat(gone.text("basisWithdrawn")).contains(id("b3"));

        // Not in the next block but in the one after it, and the service restarts in between.
        topic.send(topic.mined(3, "c3", "b2"));
        node.awaitTip(chain, id("c3"));
        restart();
        cashOut(topic, 4, "c4", "c3");
        node.awaitTip(chain, id("c4"));
        var restored = FactTopic.await("REORG", 3).getLast().getFactRestored();
        assertThat(restored.getRestoredFactId()).isEqualTo(fact.getFactId());
        assertThat(restored.getTransactionsList())
                .containsExactly(RestoredTransaction.newBuilder()
                        .setTxid(BlockTopic.bytes("cash"))
                        .setBlockHeight(4)
                        .setBlockHash(BlockTopic.bytes("c4"))
                        .build());
        assertThat(restored.getTipHeight()).isEqualTo(4);
        trace(chain, "REORG");

        // The old branch wins after all.
        topic.send(List.of(BlockTopic.retracted(4, "c4", "c3"), BlockTopic.retracted(3, "c3", "b2")));
        cashOut(topic, "b3");
        node.awaitTip(chain, id("b3"));
        var five = FactTopic.await("REORG", 5);
        assertThat(five.getLast().getFactRestored().getTransactions(0).getBlockHash())
                .isEqualTo(BlockTopic.bytes("b3"));
        assertThat(node.get("auditor", "/v1/traces/" + old.text("traceId")).text("state"))
                .isEqualTo("finished");
        assertThat(five).extracting(TracingFact::getFactId).doesNotHaveDuplicates();

        // An index that is built again reads the old retractions again; what stands meanwhile stays.
        node.close();
        assertThat(FileSystemUtils.deleteRecursively(folder.resolve("index").resolve(chain.namePart())))
                .isTrue();
        node = TracingNode.start(database, folder, ALL);
        TracingNode.await(() -> node.bean(KafkaBlockFeed.class).status(chain).lagRecords() == 0, "the whole topic");
        node.awaitTip(chain, id("b3"));
        trace(chain, "REORG");
        assertThat(FactTopic.await("REORG", 5)).isEqualTo(five);
    }

    @Test
    void aFactFallsWithItsLabel() {
        ChainId chain = CHAINS.get(3);
        BlockTopic topic = Theft.publish(chain);
        cashOut(topic, "b3");
        node.awaitTip(chain, id("b3"));
        String label = label(chain, "mistaken");
        Answer old = trace(chain, "LABEL");
        var fact = FactTopic.await("LABEL", 1).getFirst();
        String path = "/v1/labels/" + label + "/withdrawal";
        assertThat(node.post("investigator", path, "{\"reason\":\"x\"}").code())
                .isEqualTo("403 service.access.forbidden");
        assertThat(node.post("supervisor", path, "{}").code()).isEqualTo("400 service.request.malformed");
        assertThat(node.post("supervisor", "/v1/labels/none/withdrawal", "{\"reason\":\"x\"}")
                        .code())
                .isEqualTo("404 tracing.label.unknown");
        String reason = "{\"reason\":\"the exchange denies it\"}";
        assertThat(node.post("supervisor", path, reason).body()).hasToString("{\"factsWithdrawn\":1}");
        assertThat(node.post("supervisor", path, reason).body()).hasToString("{\"factsWithdrawn\":0}");
        var withdrawn = FactTopic.await("LABEL", 2).getLast();
        assertThat(withdrawn.getFactWithdrawn().getWithdrawnFactId()).isEqualTo(fact.getFactId());
        assertThat(withdrawn.getFactWithdrawn().getCause()).isEqualTo(WithdrawalCause.WITHDRAWAL_CAUSE_ATTRIBUTION);
        assertThat(withdrawn.getRequestedBy()).isEqualTo("supervisor");
        assertThat(node.get("auditor", "/v1/traces/" + old.text("traceId")).text("state"))
                .isEqualTo("basis-withdrawn");
        String body = """
            {"source":"mistaken","labels":[{"chain":"%s","address":"%s","vaspId":"exchange-a",
             "category":"exchange","confidencePerMille":900}]}\
            """.formatted(chain, Theft.DESK);
        assertThat(node.put("investigator", "/v1/labels", body).body())
                .hasToString("{\"added\":0,\"unchanged\":0,\"withdrawn\":1,\"refused\":[]}");
        assertThat(trace(chain, "LABEL")
                        .body()
                        .path("result")
                        .path("policies")
                        .get(0)
                        .path("buckets"))
                .hasToString("{\"unspent\":\"59\",\"fee\":\"1\"}");
    }

    @Test
    void factsOfACaseFollowOneDoctrine() {
        ChainId chain = CHAINS.get(9);
        BlockTopic topic = Theft.publish(chain);
        cashOut(topic, "b3");
        node.awaitTip(chain, id("b3"));
        label(chain, "doctrine");
        trace(chain, "DOCTRINE");
        String other = Theft.request(chain, id("theft") + ":0", ",\"caseId\":\"DOCTRINE\"")
                .replace("fifo", "pro-rata");
        assertThat(ask(other)).isEqualTo("409 tracing.policy.locked");
        assertThat(ask(other.replace("DOCTRINE", "ANOTHER"))).isEqualTo("201");
        assertThat(FactTopic.await("ANOTHER", 1)
                        .getFirst()
                        .getValueReachedService()
                        .getPolicy())
                .isEqualTo("pro-rata");
    }

    @Test
    void blocksOfAccountsBecomeLedgers() {
        ChainId chain = ETHER;
        var topic = new BlockTopic(chain);
        topic.send(
                new AccountTopic(1, "b1", "", 1)
                        .transaction(0)
                        .movement(1, "", "aa", 100, MovementKind.MOVEMENT_KIND_BLOCK_REWARD)
                        .records(),
                new AccountTopic(2, "b2", "b1", 1)
                        .transaction(0)
                        .movement(1, "aa", "bb", 60, MovementKind.MOVEMENT_KIND_NATIVE_VALUE)
                        .movement(1, "aa", "", 1, MovementKind.MOVEMENT_KIND_BASE_FEE)
                        .records());
        TracingNode.await(() -> ledgers().path("blocks").asLong(0) == 2, "two blocks of accounts");
        topic.send(List.of(BlockTopic.retracted(2, "b2", "b1")));
        TracingNode.await(() -> ledgers().path("blocks").asLong(0) == 1, "the retraction");
        restart();
        topic.send(new AccountTopic(2, "c2", "b1", 1)
                .transaction(0)
                .movement(1, "aa", "cc", 60, MovementKind.MOVEMENT_KIND_NATIVE_VALUE)
                .movement(1, "aa", "", 2, MovementKind.MOVEMENT_KIND_BASE_FEE)
                .records());
        TracingNode.await(() -> ledgers().path("blocks").asLong(0) == 2, "the other branch");
        assertThat(ledgers().path("segments").get(0).path("lastHash").asString(""))
                .isEqualTo(id("c2"));
        assertThat(ledgers().path("entries").asLong(0)).isEqualTo(3);
        assertThat(ledgers().path("shortfalls").asLong(9)).isZero();
        assertThat(node.post("investigator", "/v1/chains/" + chain + "/check", "")
                        .body()
                        .path("sound")
                        .asBoolean(false))
                .isTrue();
    }

    private static JsonNode ledgers() {
        return node.get("auditor", "/v1/chains").body().path("ledgers").get(0);
    }

    @Test
    void aFeedThatStopsShowsInHealthAndTheOthersGoOn() {
        ChainId chain = CHAINS.get(5);
        BlockTopic topic = Theft.publish(chain);
        node.awaitTip(chain, id("b2"));
        assertThat(node.get("auditor", "/actuator/health").text("status")).isEqualTo("UP");
        topic.send(topic.block(3, "b3", "b2", transaction("m3", List.of(), "-1@miner")));
        TracingNode.await(
                () -> node.get("auditor", "/actuator/health").status() == 503, "a health that says that a feed stands");
        assertThat(node.get("auditor", "/actuator/health").text("components", "feed", "details", chain.text()))
                .startsWith("stopped at offset 7")
                .contains("tracing.feed.malformed");
        assertThat(node.get("auditor", "/actuator/health/readiness").status()).isEqualTo(200);
        assertThat(chainStatus(chain).path("feed").path("state").asString("")).isEqualTo("stopped");
        assertThat(chainStatus(chain).path("feed").path("reason").asString("")).contains("tracing.feed.malformed");
        assertThat(metric("holdfast.feed.stopped", chain)).isEqualTo("1.0");
        assertThat(metric("holdfast.feed.height", chain)).isEqualTo("2.0");
        ChainId other = CHAINS.get(6);
        Theft.publish(other);
        node.awaitTip(other, id("b2"));
        TracingNode.await(() -> metric("holdfast.feed.lag", other).equals("0.0"), "no lag");
    }

    @Test
    void aChainThatWaitsKeepsNoOtherWaiting() {
        ChainId waiting = CHAINS.get(7);
        ChainId other = CHAINS.get(8);
        BlockTopic topic = Theft.publish(waiting);
        node.awaitTip(waiting, id("b2"));
        KafkaBlockFeed feed = node.bean(KafkaBlockFeed.class);
        try (var reader = node.bean(Indexes.class).graph(waiting).snapshot()) {
            // A retraction waits for the readers, and with it the whole feed of this chain.
            topic.send(List.of(BlockTopic.retracted(2, "b2", "b1")));
            Theft.publish(other);
            TracingNode.await(() -> feed.status(other).height() == 2, "the blocks of the other chain");
            assertThat(feed.status(waiting).height()).isEqualTo(2);
            assertThat(reader.segments().getLast().last().hash()).hasToString(id("b2"));
        }
        node.awaitTip(waiting, id("b1"));
    }

    private static String ask(String body) {
        return node.post("investigator", "/v1/traces?wait=30", body).code();
    }

    private static JsonNode chainStatus(ChainId chain) {
        for (JsonNode one : node.get("auditor", "/v1/chains").body().path("chains")) {
            if (one.path("chain").asString("").equals(chain.text())) {
                return one;
            }
        }
        throw new AssertionError("no chain " + chain);
    }

    private static String metric(String name, ChainId chain) {
        return node.get("auditor", "/actuator/metrics/" + name + "?tag=chain:" + chain)
                .body()
                .path("measurements")
                .get(0)
                .path("value")
                .toString();
    }
}

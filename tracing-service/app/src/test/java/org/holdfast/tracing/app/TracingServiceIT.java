package org.holdfast.tracing.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.tracing.app.kafka.BlockTopic.id;
import static org.holdfast.tracing.app.kafka.BlockTopic.transaction;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.holdfast.primitives.ChainId;
import org.holdfast.testservers.Database;
import org.holdfast.testservers.TestServers;
import org.holdfast.tracing.app.TracingNode.Answer;
import org.holdfast.tracing.app.kafka.BlockTopic;
import org.holdfast.tracing.app.kafka.FactTopic;
import org.holdfast.tracing.app.kafka.KafkaBlockFeed;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** The service on a real database and broker: from the topic of blocks to the topic of facts. Each test has a chain. */
class TracingServiceIT {
    private static final List<ChainId> CHAINS = IntStream.rangeClosed(1, 10)
            .mapToObj(n -> new ChainId("bip122:%032d".formatted(n)))
            .toList();

    @TempDir
    private static Path folder;

    private static Database database;
    private static TracingNode node;

    @BeforeAll
    static void start() {
        database = TestServers.database();
        node = TracingNode.start(database, folder, CHAINS);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    private static void restart() {
        node.close();
        node = TracingNode.start(database, folder, CHAINS);
    }

    /** A theft of 60, of which 50 reach exchange-a at address "desk", 9 stay, 1 is fee. */
    private static BlockTopic theft(ChainId chain) {
        var topic = new BlockTopic(chain);
        topic.send(
                topic.block(1, "b1", "", transaction("mined", List.of(), "100@victim")),
                topic.block(
                        2,
                        "b2",
                        "b1",
                        transaction("m2", List.of(), "50@miner"),
                        transaction("theft", List.of("mined:0"), "60@thief", "40@victim")));
        return topic;
    }

    private static void cashOut(BlockTopic topic, String block) {
        topic.send(topic.block(
                3,
                block,
                "b2",
                transaction("m3" + block, List.of(), "51@miner"),
                transaction("cash", List.of("theft:0"), "50@desk", "9@thief")));
    }

    private static String label(ChainId chain, String source) {
        String body = """
                {"source":"%s","labels":[{"chain":"%s","address":"desk","vaspId":"exchange-a","category":"exchange",
                 "confidencePerMille":900}]}""".formatted(source, chain);
        assertThat(node.put("investigator", "/v1/labels", body).status()).isEqualTo(200);
        return node.get("auditor", "/v1/labels?chain=" + chain + "&address=desk")
                .body()
                .path("labels")
                .get(0)
                .path("labelId")
                .asString("");
    }

    private static String request(ChainId chain, String seed, String more) {
        return "{\"chain\":\"%s\",\"seeds\":[\"%s\"],\"policies\":[\"fifo\",\"poison\"]%s}"
                .formatted(chain, seed, more);
    }

    private static Answer trace(ChainId chain, String caseId) {
        Answer answer = node.post(
                "investigator",
                "/v1/traces?wait=30",
                request(chain, id("theft") + ":0", ",\"caseId\":\"" + caseId + "\""));
        assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
        return answer;
    }

    @Test
    void carriesATheftToOneFactHoweverOftenItIsRestartedAndTheRelayRepeats() {
        ChainId chain = CHAINS.get(0);
        BlockTopic topic = theft(chain);
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
        BlockTopic topic = theft(chain);
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
    void aFactFallsWithItsBlockAndStandsUpAsANewOneOnTheOtherBranch() {
        ChainId chain = CHAINS.get(2);
        BlockTopic topic = theft(chain);
        cashOut(topic, "b3");
        node.awaitTip(chain, id("b3"));
        label(chain, "reorg");
        Answer old = trace(chain, "REORG");
        var fact = FactTopic.await("REORG", 1).getFirst();

        topic.send(List.of(BlockTopic.retracted(3, "b3", "b2")));
        node.awaitTip(chain, id("b2"));
        var withdrawn = FactTopic.await("REORG", 2).getLast();
        assertThat(withdrawn.getFactWithdrawn().getWithdrawnFactId()).isEqualTo(fact.getFactId());
        assertThat(withdrawn.getFactWithdrawn().getReason()).contains(id("b3")).contains("a longer branch");
        Answer gone = node.get("auditor", "/v1/traces/" + old.text("traceId"));
        assertThat(gone.text("state")).isEqualTo("basis-withdrawn");
        assertThat(gone.text("basisWithdrawn")).contains(id("b3"));

        cashOut(topic, "c3");
        node.awaitTip(chain, id("c3"));
        restart();
        trace(chain, "REORG");
        var again = FactTopic.await("REORG", 3).getLast();
        assertThat(again.getFactId()).isNotEqualTo(fact.getFactId());
        assertThat(again.getValueReachedService().getOutputs(0).getBlockHash())
                .isNotEqualTo(fact.getValueReachedService().getOutputs(0).getBlockHash());

        // The old branch wins after all: what rested on it stands again.
        topic.send(List.of(BlockTopic.retracted(3, "c3", "b2")));
        cashOut(topic, "b3");
        node.awaitTip(chain, id("b3"));
        assertThat(FactTopic.await("REORG", 4).getLast().getFactWithdrawn().getWithdrawnFactId())
                .isEqualTo(again.getFactId());
        assertThat(node.get("auditor", "/v1/traces/" + old.text("traceId")).text("state"))
                .isEqualTo("finished");
        trace(chain, "REORG");
        assertThat(FactTopic.await("REORG", 5))
                .hasSize(5)
                .extracting(one -> one.getFactId())
                .doesNotHaveDuplicates();
    }

    @Test
    void aFactFallsWithItsLabel() {
        ChainId chain = CHAINS.get(3);
        BlockTopic topic = theft(chain);
        cashOut(topic, "b3");
        node.awaitTip(chain, id("b3"));
        String label = label(chain, "mistaken");
        Answer old = trace(chain, "LABEL");
        var fact = FactTopic.await("LABEL", 1).getFirst();
        String path = "/v1/labels/" + label + "/withdrawal";
        assertThat(node.post("investigator", path, "{\"reason\":\"x\"}").code())
                .isEqualTo("403 tracing.access.forbidden");
        assertThat(node.post("supervisor", path, "{}").code()).isEqualTo("400 tracing.request.malformed");
        assertThat(node.post("supervisor", "/v1/labels/none/withdrawal", "{\"reason\":\"x\"}")
                        .code())
                .isEqualTo("404 tracing.label.unknown");
        String reason = "{\"reason\":\"the exchange denies it\"}";
        assertThat(node.post("supervisor", path, reason).body()).hasToString("{\"factsWithdrawn\":1}");
        assertThat(node.post("supervisor", path, reason).body()).hasToString("{\"factsWithdrawn\":0}");
        var withdrawn = FactTopic.await("LABEL", 2).getLast();
        assertThat(withdrawn.getFactWithdrawn().getWithdrawnFactId()).isEqualTo(fact.getFactId());
        assertThat(withdrawn.getRequestedBy()).isEqualTo("supervisor");
        assertThat(node.get("auditor", "/v1/traces/" + old.text("traceId")).text("state"))
                .isEqualTo("basis-withdrawn");
        String body = """
                {"source":"mistaken","labels":[{"chain":"%s","address":"desk","vaspId":"exchange-a",
                 "category":"exchange","confidencePerMille":900}]}""".formatted(chain);
        assertThat(node.put("investigator", "/v1/labels", body).body())
                .hasToString("{\"added\":0,\"unchanged\":0,\"withdrawn\":1}");
        assertThat(trace(chain, "LABEL")
                        .body()
                        .path("result")
                        .path("policies")
                        .get(0)
                        .path("buckets"))
                .hasToString("{\"unspent\":\"59\",\"fee\":\"1\"}");
    }

    @Test
    void longListsComeInPagesThatMissNothing() {
        ChainId chain = CHAINS.get(4);
        BlockTopic topic = theft(chain);
        String[] outputs = IntStream.range(0, 1_201).mapToObj(n -> "1@a" + n).toArray(String[]::new);
        topic.send(
                topic.block(
                        3,
                        "b3",
                        "b2",
                        transaction("m3", List.of(), "5000@miner"),
                        transaction("mix", List.of("m3:0"), "5000@miner")),
                topic.block(
                        4,
                        "b4",
                        "b3",
                        transaction("m4", List.of(), "9@x"),
                        transaction("spray", List.of("mix:0"), outputs)));
        node.awaitTip(chain, id("b4"));
        Answer answer = node.post("investigator", "/v1/traces?wait=30", request(chain, id("mix") + ":0", ""));
        JsonNode fifo = answer.body().path("result").path("policies").get(0);
        assertThat(fifo.path("endCount").asLong(0)).isEqualTo(1_202);
        assertThat(fifo.path("ends").size()).isEqualTo(500);
        String path = "/v1/traces/" + answer.text("traceId") + "/ends?policy=fifo";
        var places = new HashSet<String>();
        long traced = 0;
        var sizes = new ArrayList<Integer>();
        String cursor = "0";
        while (!cursor.isEmpty()) {
            JsonNode page = node.get("auditor", path + "&cursor=" + cursor).body();
            assertThat(page.path("total").asLong(0)).isEqualTo(1_202);
            sizes.add(page.path("ends").size());
            for (JsonNode end : page.path("ends")) {
                places.add(end.path("outpoint").asString(""));
                traced += end.path("traced").asLong(0);
            }
            cursor = page.path("nextCursor").asString("");
        }
        assertThat(sizes).containsExactly(500, 500, 202);
        assertThat(places).hasSize(1_202);
        assertThat(traced).isEqualTo(5_000);
        assertThat(node.get("auditor", path + "&cursor=7").body().path("ends").size())
                .isZero();
        assertThat(node.get("auditor", path + "&cursor=x").code()).isEqualTo("400 tracing.request.malformed");
        assertThat(node.get("auditor", path.replace("fifo", "pro-rata")).code())
                .isEqualTo("400 tracing.request.malformed");
        JsonNode table = node.get("auditor", "/v1/traces/" + answer.text("traceId") + "/sensitivity")
                .body();
        assertThat(table.path("total").asLong(0)).isEqualTo(1_202);
        assertThat(table.path("destinations").size()).isEqualTo(500);
        assertThat(table.path("destinations").get(0))
                .hasToString("{\"destination\":\"fees\",\"reason\":\"fee\",\"traced\":{\"fifo\":\"3799\",\"poison\":"
                        + "\"3799\"},\"least\":\"3799\",\"most\":\"3799\",\"verdict\":\"every-doctrine\"}");
    }

    @Test
    void aTraceIsAJobThatCanBeWatchedAndAskedAgain() {
        ChainId chain = CHAINS.get(8);
        theft(chain);
        node.awaitTip(chain, id("b2"));
        String body = request(chain, id("theft") + ":0", "");
        Answer asked = node.post("investigator", "/v1/traces?wait=0", body, "Idempotency-Key", "k1");
        assertThat(asked.status()).isIn(201, 202);
        String path = "/v1/traces/" + asked.text("traceId");
        assertThat(asked.raw().headers().firstValue("Location")).contains(path);
        var events = node.lines("auditor", path + "/events").toList();
        assertThat(events).contains("event:ended");
        String last = events.stream()
                .filter(line -> line.startsWith("data:"))
                .toList()
                .getLast();
        assertThat(TracingNode.JSON.readTree(last.substring(5)).path("state").asString(""))
                .isEqualTo("finished");
        Answer again = node.post("investigator", "/v1/traces?wait=30", body, "Idempotency-Key", "k1");
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.text("traceId")).isEqualTo(asked.text("traceId"));
        assertThat(node.post("investigator", "/v1/traces", body.replace("poison", "pro-rata"), "Idempotency-Key", "k1")
                        .code())
                .isEqualTo("422 tracing.idempotency.key-reused");
        Answer second = node.post("second", "/v1/traces?wait=30", body, "Idempotency-Key", "k1");
        assertThat(second.text("traceId")).isNotEqualTo(asked.text("traceId"));
        assertThat(second.text("result", "resultDigest")).isEqualTo(again.text("result", "resultDigest"));
        assertThat(node.post("second", path + "/cancellation", "").code()).isEqualTo("403 tracing.access.forbidden");
        assertThat(node.post("supervisor", path + "/cancellation", "").text("state"))
                .isEqualTo("finished");
        assertThat(node.get("auditor", "/v1/traces").body().path("traces").findValuesAsString("traceId"))
                .contains(asked.text("traceId"), second.text("traceId"));
        restart();
        assertThat(node.get("auditor", path).body()).isEqualTo(again.body());
    }

    @Test
    void factsOfACaseFollowOneDoctrine() {
        ChainId chain = CHAINS.get(9);
        BlockTopic topic = theft(chain);
        cashOut(topic, "b3");
        node.awaitTip(chain, id("b3"));
        label(chain, "doctrine");
        trace(chain, "DOCTRINE");
        String other =
                request(chain, id("theft") + ":0", ",\"caseId\":\"DOCTRINE\"").replace("fifo", "pro-rata");
        assertThat(ask(other)).isEqualTo("409 tracing.case.doctrine-fixed");
        assertThat(ask(other.replace("DOCTRINE", "ANOTHER"))).isEqualTo("201");
        assertThat(FactTopic.await("ANOTHER", 1)
                        .getFirst()
                        .getValueReachedService()
                        .getPolicy())
                .isEqualTo("pro-rata");
    }

    @Test
    void aFeedThatStopsShowsInHealthAndTheOthersGoOn() {
        ChainId chain = CHAINS.get(5);
        BlockTopic topic = theft(chain);
        node.awaitTip(chain, id("b2"));
        assertThat(node.get("auditor", "/actuator/health").text("status")).isEqualTo("UP");
        topic.send(topic.block(3, "b3", "b2", transaction("m3", List.of(), "-1@miner")));
        TracingNode.await(
                () -> node.get("auditor", "/actuator/health").status() == 503, "a health that says that a feed stands");
        assertThat(node.get("auditor", "/actuator/health").text("components", "feed", "details", chain.text()))
                .startsWith("stopped at offset 7")
                .contains("tracing.feed.malformed");
        assertThat(node.get("auditor", "/actuator/health/readiness").status()).isEqualTo(200);
        assertThat(chainStatus(chain).path("stopped").asString("")).contains("tracing.feed.malformed");
        assertThat(metric("holdfast.feed.stopped", chain)).isEqualTo("1.0");
        assertThat(metric("holdfast.feed.height", chain)).isEqualTo("2.0");
        ChainId other = CHAINS.get(6);
        theft(other);
        node.awaitTip(other, id("b2"));
        TracingNode.await(() -> metric("holdfast.feed.lag", other).equals("0.0"), "no lag");
    }

    @Test
    void badRequestsGetProblemsWithCodes() {
        ChainId chain = CHAINS.get(7);
        theft(chain);
        node.awaitTip(chain, id("b2"));
        String good = id("theft") + ":0";
        assertThat(ask(request(chain, id("never") + ":0", ""))).isEqualTo("404 tracing.seed.unknown");
        assertThat(ask(request(chain, id("theft") + ":9", ""))).isEqualTo("400 tracing.seed.no-such-output");
        assertThat(ask(request(chain, "theft", ""))).isEqualTo("400 primitives.outpoint.malformed");
        assertThat(ask(request(new ChainId("eip155:1"), good, ""))).isEqualTo("404 tracing.chain.unknown");
        assertThat(ask(request(chain, good, "").replace("fifo", "guess"))).isEqualTo("400 tracing.policy.unknown");
        for (String limits : List.of("transactions\":-1", "transactions\":0", "hops\":-1", "dust\":-5")) {
            assertThat(ask(request(chain, good, ",\"limits\":{\"" + limits + "}")))
                    .as(limits)
                    .isEqualTo("400 tracing.request.malformed");
        }
        assertThat(ask(request(chain, good, ",\"limits\":{\"transactions\":1000001}")))
                .isEqualTo("400 tracing.request.malformed");
        assertThat(ask(request(chain, good, ",\"limitz\":{}"))).isEqualTo("400 tracing.request.unreadable");
        assertThat(ask("{")).isEqualTo("400 tracing.request.unreadable");
        assertThat(ask("{}")).isEqualTo("400 tracing.request.malformed");
        assertThat(ask(seeds(chain, 1_001))).isEqualTo("400 tracing.request.malformed");
        assertThat(ask(seeds(chain, 1_000_000))).isEqualTo("413 tracing.request.large");
        assertThat(node.get("auditor", "/v1/traces/trace-none").code()).isEqualTo("404 tracing.trace.unknown");
        assertThat(node.get("auditor", "/v1/nowhere").code()).isEqualTo("404 tracing.request.nowhere");
        assertThat(node.get("auditor", "/v1/labels?chain=x").code()).isEqualTo("400 tracing.request.malformed");
        Answer problem = node.get("auditor", "/v1/nowhere");
        assertThat(problem.raw().headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    @Test
    void whoMayNotIsRefusedAndWhoIsNotNamedMayNothing() {
        String trace = "{\"chain\":\"eip155:1\",\"seeds\":[\"x\"],\"policies\":[\"fifo\"]}";
        assertThat(node.get("nobody", "/v1/chains").code()).isEqualTo("401 tracing.access.denied");
        assertThat(node.get("exchange-a", "/v1/chains").code()).isEqualTo("401 tracing.access.denied");
        for (String path : List.of("/v1/chains", "/v1/traces", "/actuator/metrics", "/%61ctuator/metrics", "/x")) {
            assertThat(node.get("gardener", path).code()).as(path).isEqualTo("403 tracing.access.forbidden");
        }
        for (String reader : List.of("auditor", "prosecutor")) {
            assertThat(node.get(reader, "/v1/chains").status()).isEqualTo(200);
            assertThat(node.get(reader, "/v1/traces").status()).isEqualTo(200);
            assertThat(node.get(reader, "/actuator/metrics").status()).isEqualTo(200);
            assertThat(node.post(reader, "/v1/traces", trace).code()).isEqualTo("403 tracing.access.forbidden");
            assertThat(node.put(reader, "/v1/labels", "{}").code()).isEqualTo("403 tracing.access.forbidden");
            assertThat(node.post(reader, "/v1/traces/trace-1/cancellation", "").code())
                    .isEqualTo("403 tracing.access.forbidden");
            assertThat(node.post(reader, "/v1/chains/" + CHAINS.getFirst() + "/check", "")
                            .code())
                    .isEqualTo("403 tracing.access.forbidden");
        }
        assertThat(node.post("investigator", "/v1/labels/x/withdrawal", "{\"reason\":\"x\"}")
                        .code())
                .isEqualTo("403 tracing.access.forbidden");
        assertThat(node.post("supervisor", "/v1/traces", trace).code()).isEqualTo("400 primitives.outpoint.malformed");
    }

    private static String ask(String body) {
        return node.post("investigator", "/v1/traces?wait=30", body).code();
    }

    private static String seeds(ChainId chain, int count) {
        var seeds = new StringBuilder();
        for (int n = 0; n < count; n++) {
            seeds.append(n == 0 ? "" : "\",\"").append("%064x:0".formatted(n));
        }
        return request(chain, seeds.toString(), "");
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

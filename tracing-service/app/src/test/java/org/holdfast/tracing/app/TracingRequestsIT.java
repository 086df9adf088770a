package org.holdfast.tracing.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.tracing.app.index.BlockTopic.id;
import static org.holdfast.tracing.app.index.BlockTopic.transaction;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.holdfast.primitives.ChainId;
import org.holdfast.testservers.Database;
import org.holdfast.testservers.TestServers;
import org.holdfast.tracing.app.TracingNode.Answer;
import org.holdfast.tracing.app.index.BlockTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What is asked of the service and what it answers: jobs, pages, problems, roles. Each test has a chain. */
class TracingRequestsIT {
    private static final List<ChainId> CHAINS =
            IntStream.rangeClosed(21, 23).mapToObj(TestChains::number).toList();

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

    @Test
    void longListsComeInPagesThatMissNothing() {
        ChainId chain = CHAINS.get(0);
        BlockTopic topic = Theft.publish(chain);
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
        Answer answer = node.post("investigator", "/v1/traces?wait=30", Theft.request(chain, id("mix") + ":0", ""));
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
        assertThat(node.get("auditor", path + "&cursor=x").code()).isEqualTo("400 service.request.malformed");
        assertThat(node.get("auditor", path.replace("fifo", "pro-rata")).code())
                .isEqualTo("400 service.request.malformed");
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
        ChainId chain = CHAINS.get(1);
        Theft.publish(chain);
        node.awaitTip(chain, id("b2"));
        String body = Theft.request(chain, id("theft") + ":0", "");
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
        assertThat(node.post("second", path + "/cancellation", "").code()).isEqualTo("403 service.access.forbidden");
        assertThat(node.post("supervisor", path + "/cancellation", "").text("state"))
                .isEqualTo("finished");
        assertThat(node.get("auditor", "/v1/traces").body().path("traces").findValuesAsString("traceId"))
                .contains(asked.text("traceId"), second.text("traceId"));
        node.close();
        node = TracingNode.start(database, folder, CHAINS);
        assertThat(node.get("auditor", path).body()).isEqualTo(again.body());
    }

    @Test
    void badRequestsGetProblemsWithCodes() {
        ChainId chain = CHAINS.get(2);
        Theft.publish(chain);
        node.awaitTip(chain, id("b2"));
        String good = id("theft") + ":0";
        String transactions = "/v1/chains/" + chain + "/transactions/";
        Answer place = node.get("auditor", transactions + id("theft"));
        assertThat(place.body().path("height").asLong(-1)).isEqualTo(2);
        assertThat(place.text("blockHash")).isEqualTo(id("b2"));
        assertThat(node.get("auditor", transactions + id("never")).code()).isEqualTo("404 tracing.transaction.unknown");
        assertThat(node.get("auditor", transactions + "theft").code()).startsWith("400 primitives.");
        assertThat(ask(Theft.request(chain, id("never") + ":0", ""))).isEqualTo("404 tracing.seed.unknown");
        assertThat(ask(Theft.request(chain, id("theft") + ":9", ""))).isEqualTo("400 tracing.seed.no-such-output");
        assertThat(ask(Theft.request(chain, "theft", ""))).isEqualTo("400 primitives.outpoint.malformed");
        assertThat(ask(Theft.request(new ChainId("eip155:1"), good, ""))).isEqualTo("404 tracing.chain.unknown");
        assertThat(ask(Theft.request(chain, good, "").replace("fifo", "guess")))
                .isEqualTo("400 tracing.policy.unknown");
        for (String limits : List.of("transactions\":-1", "transactions\":0")) {
            assertThat(ask(Theft.request(chain, good, ",\"limits\":{\"" + limits + "}")))
                    .as(limits)
                    .isEqualTo("400 service.request.malformed");
        }
        for (String limits : List.of("hops\":-1", "dust\":-5", "untilHeight\":-1")) {
            assertThat(ask(Theft.request(chain, good, ",\"limits\":{\"" + limits + "}")))
                    .as(limits)
                    .isEqualTo("400 tracing.limit.too-small");
        }
        assertThat(ask(Theft.request(chain, good, ",\"limits\":{\"transactions\":1000001}")))
                .isEqualTo("400 service.request.malformed");
        assertThat(ask(Theft.request(chain, good, ",\"limitz\":{}"))).isEqualTo("400 service.request.unreadable");
        assertThat(ask("{")).isEqualTo("400 service.request.unreadable");
        assertThat(ask("{}")).isEqualTo("400 service.request.malformed");
        assertThat(ask(seeds(chain, 1_001))).isEqualTo("400 service.request.malformed");
        assertThat(ask(seeds(chain, 1_000_000))).isEqualTo("413 service.request.large");
        assertThat(node.get("auditor", "/v1/traces/trace-none").code()).isEqualTo("404 tracing.trace.unknown");
        assertThat(node.get("auditor", "/v1/nowhere").code()).isEqualTo("404 service.request.nowhere");
        assertThat(node.get("auditor", "/v1/labels?chain=x").code()).isEqualTo("400 service.request.malformed");
        Answer problem = node.get("auditor", "/v1/nowhere");
        assertThat(problem.raw().headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    @Test
    void aRoleWithoutThePermissionIsDenied() {
        String trace = "{\"chain\":\"eip155:1\",\"seeds\":[\"x\"],\"policies\":[\"fifo\"]}";
        assertThat(node.get("nobody", "/v1/chains").code()).isEqualTo("401 service.access.denied");
        assertThat(node.get("exchange-a", "/v1/chains").code()).isEqualTo("403 service.access.elsewhere");
        for (String path : List.of("/v1/chains", "/v1/traces", "/actuator/metrics", "/%61ctuator/metrics")) {
            assertThat(node.get("defence", path).code()).as(path).isEqualTo("403 service.access.forbidden");
        }
        for (String reader : List.of("auditor", "prosecutor")) {
            assertThat(node.get(reader, "/v1/chains").status()).isEqualTo(200);
            assertThat(node.get(reader, "/v1/traces").status()).isEqualTo(200);
            assertThat(node.get(reader, "/actuator/metrics").status()).isEqualTo(200);
            assertThat(node.post(reader, "/v1/traces", trace).code()).isEqualTo("403 service.access.forbidden");
            assertThat(node.put(reader, "/v1/labels", "{}").code()).isEqualTo("403 service.access.forbidden");
            assertThat(node.post(reader, "/v1/traces/trace-1/cancellation", "").code())
                    .isEqualTo("403 service.access.forbidden");
            assertThat(node.post(reader, "/v1/chains/" + CHAINS.getFirst() + "/check", "")
                            .code())
                    .isEqualTo("403 service.access.forbidden");
        }
        assertThat(node.post("investigator", "/v1/labels/x/withdrawal", "{\"reason\":\"x\"}")
                        .code())
                .isEqualTo("403 service.access.forbidden");
        assertThat(node.post("supervisor", "/v1/traces", trace).code()).isEqualTo("404 tracing.chain.unknown");
    }

    private static String ask(String body) {
        return node.post("investigator", "/v1/traces?wait=30", body).code();
    }

    private static String seeds(ChainId chain, int count) {
        var seeds = new StringBuilder();
        for (int n = 0; n < count; n++) {
            seeds.append(n == 0 ? "" : "\",\"").append("%064x:0".formatted(n));
        }
        return Theft.request(chain, seeds.toString(), "");
    }
}

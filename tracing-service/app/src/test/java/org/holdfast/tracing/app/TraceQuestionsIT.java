package org.holdfast.tracing.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.tracing.app.index.BlockTopic.id;
import static org.holdfast.tracing.app.index.BlockTopic.transaction;

import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.holdfast.kit.digest.Digests;
import org.holdfast.primitives.ChainId;
import org.holdfast.records.chain.v1.MovementKind;
import org.holdfast.testservers.Database;
import org.holdfast.testservers.TestServers;
import org.holdfast.tracing.app.TracingNode.Answer;
import org.holdfast.tracing.app.index.AccountTopic;
import org.holdfast.tracing.app.index.BlockTopic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;

/** Backward, between two ends, without a policy, and on accounts: every kind of question as its users ask it. */
class TraceQuestionsIT {
    private static final ChainId CHAIN = TestChains.number(31);
    private static final ChainId OTHER = TestChains.number(32);
    private static final ChainId UNCHECKED = TestChains.number(33);
    private static final ChainId ETHER = new ChainId("eip155:31338");
    private static final List<ChainId> ALL = List.of(CHAIN, OTHER, UNCHECKED, ETHER);
    private static final String SECOND_BLOCK = ",\"height\":2";
    private static final String COIN = "eip155:1/slip44:60";

    @TempDir
    private static Path folder;

    private static Database database;
    private static TracingNode node;

    @BeforeAll
    static void start() {
        database = TestServers.database();
        node = TracingNode.start(database, folder, ALL);
        BlockTopic topic = Theft.publish(CHAIN);
        topic.send(topic.block(
                3,
                "b3",
                "b2",
                transaction("m3", List.of(), "51@miner"),
                transaction("mix", List.of("theft:0", "m2:0"), "50@" + Theft.DESK, "59@thief")));
        node.awaitTip(CHAIN, id("b3"));
        publishAccounts();
        String labels = """
            {"source":"questions","labels":[{"chain":"%s","address":"%s","vaspId":"exchange-a",
             "category":"exchange","confidencePerMille":900}]}\
            """.formatted(CHAIN, Theft.DESK);
        assertThat(node.put("investigator", "/v1/labels", labels).status()).isEqualTo(200);
    }

    /** Every kind of question; the same chain with checked blocks says nothing of it. */
    @Test
    void everyAnswerOverBlocksOfUncheckedDifficultySaysTheirHeights() {
        var topic = new BlockTopic(UNCHECKED);
        topic.send(BlockTopic.unchecked(topic.block(1, "b1", "", transaction("mined", List.of(), "100@victim"))));
        topic.send(topic.block(2, "b2", "b1", transaction("theft", List.of("mined:0"), "60@thief", "40@victim")));
        node.awaitTip(UNCHECKED, id("b2"));
        String seed = id("theft") + ":0";
        String heights = "[{\"from\":1,\"to\":1}]";
        for (String direction : List.of("", ",\"direction\":\"backward\"")) {
            Answer answer =
                    post("/v1/traces", Theft.request(UNCHECKED, seed, direction).replace("poison", "lifo"));
            assertThat(result(answer).path("difficultyUnchecked")).hasToString(heights);
            assertThat(written(answer).path("blocks").get(0).path("difficulty_unchecked"))
                    .hasToString("[\"1-1\"]");
            Answer again = node.get("auditor", "/v1/traces/" + answer.text("traceId"));
            assertThat(again.body().path("result").path("difficultyUnchecked")).hasToString(heights);
        }
        Answer checked = post("/v1/traces", Theft.request(CHAIN, seed, ""));
        assertThat(result(checked).path("difficultyUnchecked").isArray()).isFalse();
        assertThat(written(checked).path("blocks").get(0).has("difficulty_unchecked"))
                .isFalse();
    }

    private static void publishAccounts() {
        var topic = new BlockTopic(ETHER);
        topic.send(
                new AccountTopic(1, "e1", "", 1)
                        .transaction(0)
                        .movement(1, "", "aa", 100, MovementKind.MOVEMENT_KIND_BLOCK_REWARD)
                        .movement(1, "", "bb", 40, MovementKind.MOVEMENT_KIND_BLOCK_REWARD)
                        .records(),
                new AccountTopic(2, "e2", "e1", 2)
                        .transaction(0)
                        .movement(1, "aa", "bb", 60, MovementKind.MOVEMENT_KIND_NATIVE_VALUE)
                        .transaction(1)
                        .movement(1, "bb", "cc", 50, MovementKind.MOVEMENT_KIND_NATIVE_VALUE)
                        .movement(1, "bb", "", 10, MovementKind.MOVEMENT_KIND_BASE_FEE)
                        .records());
        awaitAccounts();
    }

    private static void awaitAccounts() {
        TracingNode.await(
                () -> node.get("auditor", "/v1/chains")
                                .body()
                                .path("ledgers")
                                .get(0)
                                .path("blocks")
                                .asLong(0)
                        == 2,
                "two blocks of accounts");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    private static Answer post(String path, String body) {
        return node.post("investigator", path + "?wait=30", body);
    }

    private static JsonNode result(Answer answer) {
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
        return answer.body().path("result");
    }

    /** The written form is what its digest says, and the digest is what the answer says. */
    private static JsonNode written(Answer answer) {
        Answer whole = node.get("auditor", "/v1/traces/" + answer.text("traceId") + "/result");
        String digest = Digests.sha256(whole.raw().body());
        assertThat(digest).isEqualTo(answer.text("result", "resultDigest"));
        assertThat(whole.raw().headers().firstValue("Content-Digest"))
                .contains("sha-256=:"
                        + Base64.getEncoder().encodeToString(HexFormat.of().parseHex(digest)) + ":");
        return whole.body();
    }

    @Test
    void whereValueCameFromIsAskedLikeATrace() {
        String body = """
            {"chain":"%s","direction":"backward","seeds":["%s:1"],"policies":["fifo","pro-rata"],
             "sources":["%s:0"]}\
            """.formatted(CHAIN, id("mix"), id("theft"));
        Answer answer = post("/v1/traces", body);
        JsonNode policies = result(answer).path("policies");
        assertThat(answer.text("kind")).isEqualTo("backward");
        assertThat(policies.get(0).path("buckets")).hasToString("{\"coinbase\":\"49\",\"source\":\"10\"}");
        assertThat(policies.get(1).path("ends").findValuesAsString("outpoint"))
                .containsExactly(id("m2") + ":0", id("theft") + ":0");
        assertThat(policies.get(1).path("ends").findValuesAsString("tracedExact"))
                .containsExactly("295/11", "354/11");
        assertThat(policies.get(1).path("buckets")).hasToString("{\"coinbase\":\"27\",\"source\":\"32\"}");
        assertThat(written(answer).path("form").asString("")).isEqualTo("holdfast-origins-1");
        assertThat(post("/v1/traces", body.replace("pro-rata", "poison")).code())
                .isEqualTo("400 tracing.policy.no-inverse");
        assertThat(post("/v1/traces", body.replace("backward", "sideways")).code())
                .isEqualTo("400 service.request.malformed");
        assertThat(post("/v1/traces", body.replace("\"sources\"", "\"caseId\":\"C\",\"sources\""))
                        .code())
                .isEqualTo("400 service.request.malformed");
        assertThat(post("/v1/traces", body.replace("\"sources\"", "\"limits\":{\"fromHeight\":-1},\"sources\""))
                        .code())
                .isEqualTo("400 tracing.limit.too-small");
    }

    @Test
    void feesAreFollowedIntoACoinbaseWhereAsked() {
        // Of 110 that mix spends, the last one of its second input is fee; the miner claims it with the subsidy of 50.
        String body = """
            {"chain":"%s","seeds":["%s:0"],"policies":["fifo","poison"],"followFees":%s}\
            """;
        Answer answer = post("/v1/traces", body.formatted(CHAIN, id("m2"), true));
        JsonNode policies = result(answer).path("policies");
        assertThat(policies.get(0).path("buckets")).hasToString("{\"unspent\":\"50\"}");
        assertThat(policies.get(0).path("ends").findValuesAsString("outpoint"))
                .containsExactly(id("m3") + ":0", id("mix") + ":1");
        assertThat(policies.get(0).path("ends").findValuesAsString("traced")).containsExactly("1", "49");
        assertThat(policies.get(1).path("ends").findValuesAsString("traced")).containsExactly("51", "50", "59");
        assertThat(written(answer).path("spec").path("followFees").asBoolean(false))
                .isTrue();
        Answer booked = post("/v1/traces", body.formatted(CHAIN, id("m2"), false));
        assertThat(result(booked).path("policies").get(0).path("buckets"))
                .hasToString("{\"unspent\":\"49\",\"fee\":\"1\"}");
        assertThat(written(booked).path("spec").has("followFees")).isFalse();
        assertThat(booked.text("result", "digest")).isNotEqualTo(answer.text("result", "digest"));
        String asked = body.formatted(CHAIN, id("m2"), true);
        assertThat(post(
                                "/v1/traces",
                                asked.replace("\"seeds\"", "\"direction\":\"backward\",\"seeds\"")
                                        .replace(",\"poison\"", ""))
                        .code())
                .isEqualTo("400 service.request.malformed");
        assertThat(post("/v1/bounds", asked.replace("\"policies\":[\"fifo\",\"poison\"],", ""))
                        .code())
                .isEqualTo("400 service.request.malformed");
    }

    @Test
    void pathsBetweenTwoEndsAreCountedWithWhatWasCut() {
        String body = """
            {"chain":"%s","seeds":["%s:0"],"target":"%s"}\
            """.formatted(CHAIN, id("mined"), Theft.DESK);
        Answer answer = post("/v1/paths", body);
        JsonNode paths = result(answer).path("paths");
        assertThat(answer.text("kind")).isEqualTo("paths");
        assertThat(paths.path("paths"))
                .hasToString("[[\"%s:0\",\"%s:0\",\"%s:0\"]]".formatted(id("mined"), id("theft"), id("mix")));
        assertThat(written(answer).path("target").isMissingNode()).isTrue();
        assertThat(written(answer).path("spec").path("target").asString("")).isEqualTo(Theft.DESK);
        Answer page = node.get("auditor", "/v1/traces/" + answer.text("traceId") + "/paths");
        assertThat(page.body().path("total").asLong(0)).isEqualTo(1);
        String output = body.replace(Theft.DESK, id("mix") + ":1");
        assertThat(result(post("/v1/paths", output)).path("paths").path("count").asLong(0))
                .isEqualTo(1);
        JsonNode cut = result(post("/v1/paths", output.replace("}", ",\"limits\":{\"hops\":1}}")))
                .path("paths");
        assertThat(cut.path("count").asLong(9)).isZero();
        assertThat(cut.path("cutByHops").asLong(0)).isPositive();
        JsonNode poor = result(post("/v1/paths", output.replace("}", ",\"limits\":{\"leastValue\":61}}")))
                .path("paths");
        assertThat(poor.path("count").asLong(9)).isZero();
        assertThat(poor.path("cutByValue").asLong(0)).isPositive();
        assertThat(post("/v1/paths", output.replace("}", ",\"limits\":{\"hops\":-1}}"))
                        .code())
                .isEqualTo("400 tracing.limit.too-small");
        assertThat(post("/v1/paths", output.replace("}", ",\"limits\":{\"paths\":10001}}"))
                        .code())
                .isEqualTo("400 tracing.spec.too-many");
        assertThat(post("/v1/paths", body.replace(Theft.DESK, "x:y")).code())
                .isEqualTo("400 primitives.outpoint.malformed");
        assertThat(post("/v1/paths", body.replace(",\"target\":\"" + Theft.DESK + "\"", ""))
                        .code())
                .isEqualTo("400 service.request.malformed");
        Answer forward = post("/v1/traces", Theft.request(CHAIN, id("theft") + ":0", ""));
        assertThat(node.get("auditor", "/v1/traces/" + forward.text("traceId") + "/paths")
                        .code())
                .isEqualTo("409 tracing.trace.other-kind");
    }

    @Test
    void boundsHoldWithoutAPolicy() {
        String body = """
            {"chain":"%s","seeds":["%s:0"],"destinations":["exchange-a","fee"]}\
            """.formatted(CHAIN, id("theft"));
        Answer answer = post("/v1/bounds", body);
        JsonNode bounds = result(answer).path("bounds");
        assertThat(answer.text("kind")).isEqualTo("bounds");
        assertThat(bounds.path("seeds").asString("")).isEqualTo("60");
        assertThat(bounds.path("rows").get(0))
                .hasToString("{\"kind\":\"chosen\",\"name\":\"exchange-a fee\",\"places\":2,"
                        + "\"least\":\"1\",\"most\":\"51\"}");
        assertThat(bounds.path("rows").get(1))
                .hasToString(
                        "{\"kind\":\"exchange\",\"name\":\"exchange-a\",\"places\":1,\"least\":\"0\",\"most\":\"50\"}");
        assertThat(written(answer).path("rows").size())
                .isEqualTo(bounds.path("rows").size());
        assertThat(post("/v1/bounds", body.replace("}", ",\"limits\":{\"transactions\":-1}}"))
                        .code())
                .isEqualTo("400 service.request.malformed");
        assertThat(post("/v1/bounds", body.replace(id("theft"), id("never"))).code())
                .isEqualTo("404 tracing.seed.unknown");
    }

    @Test
    void theSameQuestionHasTheSameBytes() {
        String body = Theft.request(CHAIN, id("theft") + ":0", "");
        String first = node.get(
                        "auditor", "/v1/traces/" + post("/v1/traces", body).text("traceId") + "/result")
                .raw()
                .body();
        Answer again = node.post("second", "/v1/traces?wait=30", body);
        written(again);
        assertThat(node.get("auditor", "/v1/traces/" + again.text("traceId") + "/result")
                        .raw()
                        .body())
                .isEqualTo(first);
    }

    /** The deposit of 60 into bb, which held 40 before and then pays 50 to cc and 10 as a fee. */
    private static String deposit(String more) {
        return "{\"address\":\"0x%s\",\"asset\":\"%s\",\"txId\":\"%s\"%s}"
                .formatted("BB".repeat(20), COIN, id("t0"), more);
    }

    @Test
    void accountsAreTracedFromADeposit() {
        String body = "{\"chain\":\"%s\",\"deposits\":[%s],\"policies\":[\"fifo\",\"poison\",\"highest-out\"]}"
                .formatted(ETHER, deposit(SECOND_BLOCK));
        Answer answer = post("/v1/traces", body);
        JsonNode fifo = result(answer).path("policies").get(0);
        assertThat(fifo.path("sheets"))
                .hasToString("[{\"asset\":\"%s\",\"seedTotal\":\"60\",\"converted\":\"0\",\"joined\":\"0\",\"buckets\":"
                                .formatted(COIN)
                        + "{\"held\":\"50\",\"fee\":\"10\"}}]");
        assertThat(fifo.path("seedTotal").isNull()).isTrue();
        assertThat(fifo.path("ends").get(0).path("address").asString("")).isEqualTo("0x" + "cc".repeat(20));
        assertThat(written(answer).path("form").asString("")).isEqualTo("holdfast-ledger-trace-1");
        JsonNode table = node.get("auditor", "/v1/traces/" + answer.text("traceId") + "/sensitivity")
                .body();
        assertThat(table.path("total").asLong(0)).isPositive();

        // Without a height the deposit is looked for: the first of the transaction named t0 is that of block 1.
        JsonNode found = result(post("/v1/traces", body.replace(SECOND_BLOCK, "")))
                .path("policies")
                .get(0);
        assertThat(found.path("sheets").get(0).path("seedTotal").asString("")).isEqualTo("40");
        assertThat(post("/v1/traces", body.replace(id("t0"), id("never"))).code())
                .isEqualTo("404 tracing.seed.no-deposit");
        assertThat(post("/v1/traces", body.replace("}],", "}],\"seeds\":[],")).code())
                .isEqualTo("400 service.request.malformed");
    }

    /** As {@code ./holdfast reindex} removes them. */
    @Test
    void ledgersThatAreBuiltAgainFromTheTopicGiveTheSameBytes() throws Exception {
        String body = "{\"chain\":\"%s\",\"deposits\":[%s],\"policies\":[\"fifo\",\"pro-rata\"]}"
                .formatted(ETHER, deposit(SECOND_BLOCK));
        Answer before = post("/v1/traces", body);
        String bytes = written(before).toString();
        node.close();
        Path ledgers = folder.resolve("index").resolve(ETHER.namePart());
        assertThat(ledgers).isNotEmptyDirectory();
        assertThat(FileSystemUtils.deleteRecursively(ledgers)).isTrue();
        node = TracingNode.start(database, folder, ALL);
        awaitAccounts();
        Answer after = post("/v1/traces", body);
        assertThat(after.text("traceId")).isNotEqualTo(before.text("traceId"));
        assertThat(written(after)).hasToString(bytes);
        assertThat(after.text("result", "digest")).isEqualTo(before.text("result", "digest"));
    }

    @Test
    void accountsAreTracedBackBetweenTwoEndsAndWithoutAPolicy() {
        JsonNode bounds = result(post(
                        "/v1/bounds", "{\"chain\":\"%s\",\"deposits\":[%s]}".formatted(ETHER, deposit(SECOND_BLOCK))))
                .path("bounds");
        assertThat(bounds.path("asset").asString("")).isEqualTo(COIN);
        assertThat(bounds.path("rows").toString())
                .contains("{\"kind\":\"reason\",\"name\":\"fee\",\"places\":1,\"least\":\"0\",\"most\":\"10\"}");
        String paid =
                "{\"address\":\"0x%s\",\"asset\":\"%s\",\"txId\":\"%s\"}".formatted("cc".repeat(20), COIN, id("t1"));
        Answer back = post("/v1/traces", """
            {"chain":"%s","direction":"backward","policies":["fifo"],
             "deposits":[%s],"sourceDeposits":[%s]}\
            """.formatted(ETHER, paid, deposit(SECOND_BLOCK)));
        assertThat(result(back).path("policies").get(0).path("sheets").get(0).path("buckets"))
                .hasToString("{\"minted\":\"40\",\"source\":\"10\"}");
        assertThat(written(back).path("form").asString("")).isEqualTo("holdfast-ledger-origins-1");
        Answer paths = post(
                "/v1/paths",
                "{\"chain\":\"%s\",\"deposits\":[%s],\"target\":\"0x%s\"}"
                        .formatted(ETHER, deposit(SECOND_BLOCK), "CC".repeat(20)));
        assertThat(result(paths).path("paths").path("paths"))
                .hasToString(
                        "[[\"0x%s %s\",\"0x%s %s\"]]".formatted("bb".repeat(20), id("t0"), "cc".repeat(20), id("t1")));
    }

    @Test
    void aSeedThatAReorgTookAwayIsRefusedAndWhatSpentItElsewhereIsSeen() {
        BlockTopic topic = Theft.publish(OTHER);
        node.awaitTip(OTHER, id("b2"));
        String seed = id("theft") + ":0";
        Answer before = post("/v1/traces", Theft.request(OTHER, seed, ""));
        result(before);
        topic.send(List.of(BlockTopic.retracted(2, "b2", "b1")));
        node.awaitTip(OTHER, id("b1"));
        assertThat(post("/v1/traces", Theft.request(OTHER, seed, "")).code()).isEqualTo("404 tracing.seed.unknown");
        assertThat(node.get("auditor", "/v1/traces/" + before.text("traceId")).text("state"))
                .isEqualTo("basis-withdrawn");
        topic.send(topic.block(
                2,
                "c2",
                "b1",
                transaction("m2c", List.of(), "50@miner"),
                transaction("escape", List.of("mined:0"), "99@elsewhere")));
        node.awaitTip(OTHER, id("c2"));
        assertThat(post("/v1/traces", Theft.request(OTHER, seed, "")).code()).isEqualTo("404 tracing.seed.unknown");
        JsonNode spent = result(post("/v1/traces", Theft.request(OTHER, id("mined") + ":0", "")))
                .path("policies")
                .get(0);
        assertThat(spent.path("ends").get(0).path("address").asString("")).isEqualTo("elsewhere");
        assertThat(spent.path("buckets")).hasToString("{\"unspent\":\"99\",\"fee\":\"1\"}");
    }
}

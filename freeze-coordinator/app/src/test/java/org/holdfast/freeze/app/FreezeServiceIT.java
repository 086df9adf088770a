package org.holdfast.freeze.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.holdfast.testkit.MovableClock;
import org.holdfast.testservers.Database;
import org.holdfast.testservers.TestServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** The coordinator on a real database and broker, from the fact to the release. */
class FreezeServiceIT {
    private static final Instant T0 = Instant.parse("2026-03-02T09:00:00Z");
    private static final String INBOX = "/exchange/v1/hold-requests";
    private static final MovableClock CLOCK = MovableClock.running(T0);

    @TempDir
    private static Path folder;

    private static Database database;
    private static Node node;

    @BeforeAll
    static void start() throws Exception {
        database = TestServers.database();
        node = Node.start(database, CLOCK, folder);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    private static String drafted(String caseId) {
        FactTopic.send(FactTopic.reached("fact-" + caseId, caseId, "exchange-a").toByteArray());
        return node.awaitHold(caseId, "draft").path("holdId").asString("");
    }

    private static String sent(String caseId) {
        String hold = drafted(caseId);
        assertThat(node.post("second", "/v1/holds/" + hold + "/approval", "{}").status())
                .isEqualTo(200);
        node.awaitHold(caseId, "sent");
        return hold;
    }

    private static String heldUntil(Duration after) {
        return CLOCK.instant().plus(after).toString();
    }

    private static String answer(long first, long second, String until) {
        String line = "{\"line\":%d,\"result\":\"held\",\"reason\":\"%s\",\"held\":\"%d\",\"heldUntil\":\"%s\"}";
        return "{\"lines\":["
                + line.formatted(1, first == 700 ? "OK_FULL" : "OK_PARTIAL", first, until)
                + ","
                + line.formatted(2, "OK_FULL", second, until)
                + "]}";
    }

    @Test
    void carriesAFactToAReleasedHold() {
        String hold = sent("C1");
        JsonNode entry = node.get("exchange-a", INBOX + "?wait=20").body().path("entries").findValues("holdId").stream()
                        .anyMatch(id -> id.asString("").equals(hold))
                ? node.get("exchange-a", INBOX + "/" + hold).body()
                : Node.JSON.createObjectNode();
        assertThat(entry.path("state").asString("")).isEqualTo("sent");
        assertThat(entry.path("lines").size()).isEqualTo(2);
        assertThat(entry.path("text").asString("")).contains("We ask you to consider");

        assertThat(node.post("exchange-a", INBOX + "/" + hold + "/acknowledgement", "c1-ack", "")
                        .status())
                .isEqualTo(200);
        node.awaitHold("C1", "acknowledged");
        var held = node.post(
                "exchange-a",
                INBOX + "/" + hold + "/answer",
                "c1-answer",
                answer(500, 300, heldUntil(Duration.ofHours(24))));
        assertThat(held.body().path("state").asString("")).isEqualTo("held-partial");
        assertThat(node.awaitHold("C1", "held-partial").path("heldAmount").asString(""))
                .isEqualTo("800");

        assertThat(node.post("drafter", "/v1/holds/" + hold + "/release", "{\"reason\":\"the owner was found\"}")
                        .status())
                .isEqualTo(200);
        node.awaitHold("C1", "release-requested");
        assertThat(node.post("exchange-a", INBOX + "/" + hold + "/release-confirmation", "c1-release", "")
                        .status())
                .isEqualTo(200);
        node.awaitHold("C1", "released");
        JsonNode whole = node.get("reader", "/v1/holds/" + hold).body();
        assertThat(whole.path("history").findValuesAsString("event"))
                .containsExactly(
                        "HoldDrafted",
                        "HoldApproved",
                        "HoldSent",
                        "HoldAcknowledged",
                        "HoldPlaced",
                        "HoldReleaseRequested",
                        "HoldReleased");
    }

    @Test
    void takesAFactOnceHoweverOftenItComes() {
        drafted("C2");
        FactTopic.send(FactTopic.reached("fact-C2", "C2", "exchange-a").toByteArray());
        drafted("C2b");
        assertThat(count("select count(*) from domainevententry where payloadtype = 'fact.ValueReachedService'"
                        + " and convert_from(payload, 'UTF8') like '%\"fact-C2\"%'"))
                .isEqualTo(1);
        node.awaitHold("C2", "draft");
    }

    @Test
    void keepsInQuarantineWhatItCannotTakeInAndGoesOn() {
        long before = count("select count(*) from fact_quarantine");
        FactTopic.send(new byte[] {1, 2, 3});
        FactTopic.send(FactTopic.reached("fact-C3x", "C3", "exchange-z").toByteArray());
        FactTopic.send(FactTopic.reached("fact-C3y", "C3", "exchange-a").toBuilder()
                .setValueReachedService(
                        FactTopic.reached("fact-C3y", "C3", "exchange-a").getValueReachedService().toBuilder()
                                .setTracedTotal("999"))
                .build()
                .toByteArray());
        drafted("C3");
        assertThat(count("select count(*) from fact_quarantine") - before).isEqualTo(3);
        FactTopic.send(FactTopic.reached("fact-C3", "C3-other", "exchange-a").toByteArray());
        drafted("C3b");
        assertThat(text("select code from fact_quarantine order by record_offset desc limit 1"))
                .isEqualTo("freeze.fact.contradicted");
    }

    /** The event store refuses a fact, which is no fault of data access to the inbox. */
    @Test
    void readsFactsAgainAfterAFailureOfTheEventStore() {
        var sql = node.bean(JdbcClient.class);
        sql.sql("create function refuse() returns trigger language plpgsql as $$ begin"
                        + " raise exception 'a failure of the test'; end $$")
                .update();
        sql.sql("create trigger refuse before insert on domainevententry for each row"
                        + " when (new.payloadtype = 'fact.ValueReachedService'"
                        + " and convert_from(new.payload, 'UTF8') like '%fact-C10%') execute function refuse()")
                .update();
        FactTopic.send(FactTopic.reached("fact-C10", "C10", "exchange-a").toByteArray());
        assertThat(Node.await(() -> facts().contains("failures in a row: 2")))
                .as(facts())
                .isTrue();
        assertThat(node.get("reader", "/actuator/health").status()).isEqualTo(503);
        assertThat(facts()).startsWith("waits: ").contains("a failure of the test", "since 20");
        sql.sql("drop trigger refuse on domainevententry").update();
        node.awaitHold("C10", "draft");
        assertThat(Node.await(() -> facts().startsWith("0 behind"))).as(facts()).isTrue();
        drafted("C10b");
    }

    private static String facts() {
        return node.get("reader", "/actuator/health")
                .body()
                .path("components")
                .path("facts")
                .path("details")
                .path("inbox")
                .asString("");
    }

    @Test
    void needsASecondPersonWithTheRole() {
        String hold = drafted("C4");
        assertThat(code(node.post("drafter", "/v1/holds/" + hold + "/approval", "{}")))
                .isEqualTo("403 service.access.forbidden");
        var own = node.post("second", "/v1/holds", """
            {"holdId":"hold-own","caseId":"C4own","vaspId":"exchange-a","basis":"vasp.voluntary",
             "summary":"Traced value reached you.",
             "lines":[{"asset":"bip122:0f9188f13cb7b2c71f2a335e3a4fc328/slip44:1",
                       "address":"bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080","asked":"5"}]}\
            """);
        assertThat(own.status()).as(own.toString()).isEqualTo(201);
        assertThat(code(node.post("second", "/v1/holds/hold-own/approval", "{}")))
                .isEqualTo("403 freeze.hold.second-officer-missing");
        assertThat(code(node.post("reader", "/v1/holds/hold-own/release", "{\"reason\":\"x\"}")))
                .isEqualTo("403 service.access.forbidden");
    }

    @Test
    void answersARepeatedMessageTheSameAndAReusedKeyNotAtAll() {
        String hold = sent("C5");
        String body = answer(700, 300, heldUntil(Duration.ofHours(24)));
        String path = INBOX + "/" + hold + "/answer";
        var both = CompletableFuture.supplyAsync(() -> node.post("exchange-a", path, "c5", body));
        var first = node.post("exchange-a", path, "c5", body);
        assertThat(both.join()).isEqualTo(first);
        assertThat(first.body().path("state").asString("")).isEqualTo("held-full");
        assertThat(node.post("exchange-a", path, "c5", body)).isEqualTo(first);
        assertThat(code(node.post("exchange-a", path, "c5", body.replace("300", "299"))))
                .isEqualTo("422 freeze.idempotency.key-reused");
        assertThat(code(node.post("exchange-a", path, "c5-other", body))).isEqualTo("409 freeze.answer.repeated");
        assertThat(code(node.post("exchange-a", path, body))).isEqualTo("400 service.request.malformed");
    }

    @Test
    void hidesFromAnExchangeWhatItWasNotSent() {
        String draft = drafted("C6");
        String sent = sent("C6b");
        assertThat(code(node.get("exchange-a", INBOX + "/" + draft))).isEqualTo("404 freeze.hold.unknown");
        assertThat(code(node.get("exchange-b", INBOX + "/" + sent))).isEqualTo("404 freeze.hold.unknown");
        assertThat(code(node.get("exchange-b", "/v1/holds"))).isEqualTo("403 service.access.elsewhere");
        assertThat(code(node.get("reader", INBOX))).isEqualTo("403 service.access.elsewhere");
        assertThat(code(node.get("nobody", "/v1/holds"))).isEqualTo("401 service.access.denied");
        assertThat(node.get("exchange-b", INBOX).body().path("entries").size()).isZero();
    }

    @Test
    void takesBackWhatRestsOnAWithdrawnFact() {
        drafted("C7");
        FactTopic.send(FactTopic.withdrawn("fact-C7w", "C7", "fact-C7").toByteArray());
        node.awaitHold("C7", "withdrawn");
        String hold = sent("C7b");
        FactTopic.send(FactTopic.withdrawn("fact-C7bw", "C7b", "fact-C7b").toByteArray());
        // A request that was sent stays as it is: a person decides.
        assertThat(Node.await(() -> events(hold).contains("HoldFactLost"))).isTrue();
        assertThat(Node.await(() -> node.get("reader", "/v1/holds?needsDecision=true")
                        .body()
                        .findValuesAsString("holdId")
                        .contains(hold)))
                .isTrue();
        assertThat(node.awaitHold("C7b", "sent").path("factStatus").asString(""))
                .isEqualTo("lost");
    }

    @Test
    void runsClocksThatFellDueWhileItWasDown() throws Exception {
        String hold = sent("C8");
        node.close();
        CLOCK.advance(Duration.ofMinutes(61));
        node = Node.start(database, CLOCK, folder);
        assertThat(Node.await(() -> events(hold).size() >= 5))
                .as(() -> events(hold).toString())
                .isTrue();
        node.awaitHold("C8", "sent");
        assertThat(events(hold))
                .containsExactly("HoldDrafted", "HoldApproved", "HoldSent", "HoldUnacknowledged", "HoldSent");
        node.post("exchange-a", INBOX + "/" + hold + "/answer", "c8", answer(700, 300, heldUntil(Duration.ofHours(2))));
        node.awaitHold("C8", "held-full");
        CLOCK.advance(Duration.ofHours(3));
        node.awaitHold("C8", "lapse-presumed");
        node.post("exchange-a", INBOX + "/" + hold + "/expiry-confirmation", "c8e", "");
        node.awaitHold("C8", "expired");
        assertThat(Node.await(() -> count("select count(*) from scheduled_tasks where convert_from(task_data, 'UTF8')"
                                + " like '%" + hold + "%'")
                        == 0))
                .isTrue();
    }

    /** Two failures in a row, made by the database itself; a sequence counts on although the transaction is undone. */
    @Test
    void triesAClockSoonAgainThatCouldNotRunOut() {
        String hold = sent("C9");
        var sql = node.bean(JdbcClient.class);
        sql.sql("create sequence failures").update();
        sql.sql("create function fail_twice() returns trigger language plpgsql as $$ begin"
                        + " if nextval('failures') <= 2 then raise exception 'a failure of the test'; end if;"
                        + " return new; end $$")
                .update();
        sql.sql("create trigger fail_twice before insert on domainevententry for each row when (new.payloadtype like"
                        + " '%HoldUnacknowledged%' and new.aggregateidentifier = '" + hold + "')"
                        + " execute function fail_twice()")
                .update();
        CLOCK.advance(Duration.ofMinutes(61));
        assertThat(Node.await(() -> events(hold).contains("HoldUnacknowledged")))
                .as(() -> events(hold) + " after " + count("select last_value from failures") + " attempts")
                .isTrue();
        assertThat(count("select last_value from failures")).isEqualTo(3);
    }

    @Test
    void saysThatItIsReady() {
        assertThat(Node.await(
                        () -> node.get("reader", "/actuator/health/readiness").status() == 200))
                .isTrue();
        assertThat(Node.await(() -> node.get("reader", "/actuator/health").status() == 200))
                .as(() -> node.get("reader", "/actuator/health").body().toString())
                .isTrue();
    }

    private static List<String> events(String hold) {
        return node.get("reader", "/v1/holds/" + hold).body().path("history").findValuesAsString("event");
    }

    private static String code(Node.Answer answer) {
        return answer.status() + " " + answer.body().path("code").asString("");
    }

    private static long count(String sql) {
        return node.bean(JdbcClient.class).sql(sql).query(Long.class).single();
    }

    private static String text(String sql) {
        return node.bean(JdbcClient.class).sql(sql).query(String.class).single();
    }
}

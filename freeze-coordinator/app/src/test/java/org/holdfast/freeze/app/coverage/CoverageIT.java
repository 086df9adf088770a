package org.holdfast.freeze.app.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.holdfast.freeze.app.FactTopic;
import org.holdfast.freeze.app.HoldFlow;
import org.holdfast.freeze.app.Node;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** Facts of one case, one after the other, on a real database and broker: nothing is asked twice. */
class CoverageIT {
    private static final String OUTPUT = "cd".repeat(32);
    private final Node node = Node.shared();

    /** The requests of a case, once there are {@code number}, in the order of their drafts. */
    private List<JsonNode> holds(String caseId, int number) {
        assertThat(Node.await(() -> rows(caseId).size() == number))
                .as(() -> rows(caseId).toString())
                .isTrue();
        return rows(caseId).valueStream().toList();
    }

    private JsonNode rows(String caseId) {
        return node.get("reader", "/v1/holds?caseId=" + caseId).body().path("holds");
    }

    private JsonNode whole(JsonNode row) {
        return node.get("reader", "/v1/holds/" + id(row)).body();
    }

    private static String id(JsonNode row) {
        return row.path("holdId").asString("");
    }

    private static void reached(String fact, String caseId, long... traced) {
        FactTopic.send(FactTopic.reaching(fact, caseId, "exchange-a", traced).toByteArray());
    }

    /** The lines of a request as "output:amount". */
    private static List<String> lines(JsonNode whole) {
        return whole.path("lines")
                .valueStream()
                .map(line -> line.path("outpoint").asString("").substring(65) + ":"
                        + line.path("asked").asString(""))
                .toList();
    }

    private void send(JsonNode row) {
        assertThat(node.post("second", "/v1/holds/" + id(row) + "/approval", "{}")
                        .code())
                .isEqualTo("200 ");
        awaitState(row, "sent");
    }

    private void awaitState(JsonNode row, String state) {
        assertThat(Node.await(() -> whole(row).path("state").asString("").equals(state)
                        && node.get(
                                        "reader",
                                        "/v1/holds?limit=500&caseId="
                                                + row.path("caseId").asString(""))
                                .body()
                                .path("holds")
                                .valueStream()
                                .anyMatch(other -> id(other).equals(id(row))
                                        && other.path("state").asString("").equals(state))))
                .as(() -> whole(row).toString())
                .isTrue();
    }

    private Node.Answer answer(JsonNode row, String result, String reason, String held) {
        String amount = held.isEmpty()
                ? ""
                : ",\"held\":\"" + held + "\",\"heldUntil\":\"" + HoldFlow.in(java.time.Duration.ofHours(24)) + "\"";
        return node.post(
                "exchange-a",
                HoldFlow.INBOX + "/" + id(row) + "/answer",
                id(row) + result + held,
                "{\"lines\":[{\"line\":1,\"result\":\"" + result + "\",\"reason\":\"" + reason + "\"" + amount + "}]}");
    }

    private Node.Answer draft(String hold, String caseId, int output, String asked) {
        return node.post("drafter", "/v1/holds", """
                {"holdId":"%s","caseId":"%s","vaspId":"exchange-a","basis":"vasp.voluntary",
                 "summary":"Traced value reached you.",
                 "lines":[{"asset":"%s","address":"bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080",
                           "outpoint":"%s:%d","asked":"%s"}]}
                """.formatted(hold, caseId, HoldFlow.ASSET, OUTPUT, output, asked));
    }

    /** The thief pays on to the same exchange, and the case is traced again. */
    @Test
    void asksOnlyForWhatIsNew() {
        reached("fact-cv1a", "CV1", 700);
        JsonNode first = holds("CV1", 1).getFirst();
        send(first);
        assertThat(answer(first, "held", "OK_FULL", "700").code()).isEqualTo("200 ");
        reached("fact-cv1b", "CV1", 700, 300);
        JsonNode second = holds("CV1", 2).getLast();
        assertThat(lines(whole(second))).containsExactly("1:300");
        JsonNode left = whole(second).path("leftOut").get(0);
        assertThat(left.path("traced").asString("")).isEqualTo("700");
        assertThat(left.path("leftOut").asString("")).isEqualTo("700");
        assertThat(left.path("holdIds").get(0).asString("")).isEqualTo(id(first));
        send(second);
        assertThat(answer(second, "held", "OK_FULL", "300").code()).isEqualTo("200 ");
        awaitState(first, "held-full");
        awaitState(second, "held-full");
        assertThat(rows("CV1").findValuesAsString("heldAmount")).containsExactly("700", "300");
    }

    @Test
    void asksForTheDifferenceWhereTheTracedPartGrew() {
        reached("fact-cv2a", "CV2", 700);
        holds("CV2", 1);
        reached("fact-cv2b", "CV2", 1_000);
        assertThat(lines(whole(holds("CV2", 2).getLast()))).containsExactly("0:300");
    }

    @Test
    void showsAFactThatAskedForNothingNew() {
        reached("fact-cv3a", "CV3", 700, 300);
        JsonNode first = holds("CV3", 1).getFirst();
        reached("fact-cv3b", "CV3", 700, 200);
        assertThat(Node.await(() -> unasked("CV3").size() == 1)).isTrue();
        JsonNode fact = unasked("CV3").get(0);
        assertThat(fact.path("factId").asString("")).isEqualTo("fact-cv3b");
        assertThat(fact.path("leftOut").findValuesAsString("leftOut")).contains("700", "200");
        assertThat(holds("CV3", 1)).hasSize(1);
        // The request falls with its fact before anybody saw it; the other fact still names the places.
        FactTopic.send(FactTopic.withdrawn("fact-cv3w", "CV3", "fact-cv3a").toByteArray());
        JsonNode second = holds("CV3", 2).getLast();
        assertThat(lines(whole(second))).containsExactly("0:700", "1:200");
        assertThat(whole(first).path("state").asString("")).isEqualTo("withdrawn");
        assertThat(Node.await(() -> unasked("CV3").isEmpty())).isTrue();
    }

    private JsonNode unasked(String caseId) {
        return node.get("reader", "/v1/unasked-facts?caseId=" + caseId).body().path("facts");
    }

    @Test
    void asksAgainWhereARequestEndedWithoutAHold() {
        reached("fact-cv4a", "CV4", 700);
        JsonNode first = holds("CV4", 1).getFirst();
        assertThat(node.post("second", "/v1/holds/" + id(first) + "/dismissal", "{\"reason\":\"not yet\"}")
                        .code())
                .isEqualTo("200 ");
        awaitFreed(1, "CV4");
        reached("fact-cv4b", "CV4", 700);
        JsonNode second = holds("CV4", 2).getLast();
        assertThat(lines(whole(second))).containsExactly("0:700");
        send(second);
        assertThat(answer(second, "declined", "NEEDS_MLA", "").code()).isEqualTo("200 ");
        awaitFreed(2, "CV4");
        reached("fact-cv4c", "CV4", 700);
        assertThat(lines(whole(holds("CV4", 3).getLast()))).containsExactly("0:700");
    }

    private void awaitFreed(int times, String caseId) {
        assertThat(Node.await(() -> count("select count(*) from domainevententry freed join domainevententry asked"
                                + " using (aggregateidentifier) where freed.payloadtype = 'coverage.PlacesFreed'"
                                + " and asked.sequencenumber = 0"
                                + " and convert_from(asked.payload, 'UTF8') like '%\"" + caseId + "\"%'")
                        == times))
                .isTrue();
    }

    private long count(String sql) {
        return node.bean(JdbcClient.class).sql(sql).query(Long.class).single();
    }

    @Test
    void refusesADraftByHandForWhatIsAskedAlready() {
        reached("fact-cv5a", "CV5", 700, 300);
        JsonNode first = holds("CV5", 1).getFirst();
        var refused = draft("cv5-hand", "CV5", 0, "1");
        assertThat(refused.code()).isEqualTo("422 freeze.hold.asked-already");
        assertThat(refused.body().path("got").asString("")).contains(id(first));
        assertThat(node.get("reader", "/v1/holds/cv5-hand").code()).isEqualTo("404 freeze.hold.unknown");
        assertThat(draft("cv5-hand", "CV5", 7, "1").code()).isEqualTo("422 freeze.hold.above-traced");
        // Another case, and a case in which nothing was traced, ask for themselves.
        assertThat(draft("cv5-other", "CV5other", 0, "5").code()).isEqualTo("201 ");
        assertThat(draft("cv5-again", "CV5other", 0, "5").code()).isEqualTo("422 freeze.hold.asked-already");
        assertThat(draft("cv5-other", "CV5other", 0, "5").body().path("changed").asBoolean(true))
                .isFalse();
    }

    @Test
    void twoDraftsByHandAtOnceAskOnce() {
        var both = List.of("cv6-a", "cv6-b").stream()
                .map(hold -> CompletableFuture.supplyAsync(
                        () -> draft(hold, "CV6", 0, "5").code()))
                .toList();
        assertThat(both.stream().map(CompletableFuture::join).toList())
                .containsExactlyInAnyOrder("201 ", "422 freeze.hold.asked-already");
    }

    @Test
    void manyFactsAtOnceAskForNoMoreThanWasTraced() {
        int facts = 12;
        IntStream.rangeClosed(1, facts).forEach(i -> reached("fact-cv7-" + i, "CV7", 100L * i, 50));
        List<JsonNode> holds = holds("CV7", facts);
        assertThat(holds.stream()
                        .map(row -> new BigInteger(row.path("askedAmount").asString("")))
                        .reduce(BigInteger.ZERO, BigInteger::add))
                .isEqualTo(100 * facts + 50);
    }

    /** The database fails between the fact and what it asks for: both are taken in again, once. */
    @Test
    void takesAFactAndWhatItAsksForInOneTransaction() {
        var sql = node.bean(JdbcClient.class);
        sql.sql("create sequence cv8_failures").update();
        sql.sql("create function cv8_fail() returns trigger language plpgsql as $$ begin"
                        + " if nextval('cv8_failures') <= 2 then raise exception 'a failure of the test'; end if;"
                        + " return new; end $$")
                .update();
        sql.sql("create trigger cv8_fail before insert on domainevententry for each row"
                        + " when (new.payloadtype = 'coverage.PlacesAsked'"
                        + " and convert_from(new.payload, 'UTF8') like '%CV8%') execute function cv8_fail()")
                .update();
        reached("fact-cv8", "CV8", 700);
        assertThat(lines(whole(holds("CV8", 1).getFirst()))).containsExactly("0:700");
        assertThat(count("select last_value from cv8_failures")).isEqualTo(3);
        assertThat(count("select count(*) from domainevententry where payloadtype = 'fact.ValueReachedService'"
                        + " and convert_from(payload, 'UTF8') like '%\"CV8\"%'"))
                .isEqualTo(1);
        sql.sql("drop trigger cv8_fail on domainevententry").update();
    }

    @Test
    void showsThatAnotherCaseAsksForTheSamePlace() {
        reached("fact-cv9a", "CV9a", 700);
        JsonNode first = holds("CV9a", 1).getFirst();
        reached("fact-cv9b", "CV9b", 700);
        JsonNode second = holds("CV9b", 1).getFirst();
        assertThat(lines(whole(second))).containsExactly("0:700");
        assertThat(whole(second).path("leftOut").isEmpty()).isTrue();
        assertThat(whole(second).path("otherCases").findValuesAsString("holdId"))
                .contains(id(first));
        assertThat(whole(first).path("otherCases").findValuesAsString("caseId")).contains("CV9b");
    }

    @Test
    void carriesAmountsWhoseSumHasMoreThan256Bits() {
        BigInteger most = BigInteger.TWO.pow(256).subtract(BigInteger.ONE);
        FactTopic.send(FactTopic.reaching("fact-cv10", "CV10", "exchange-a", most.toString(), most.toString())
                .toByteArray());
        JsonNode row = holds("CV10", 1).getFirst();
        assertThat(row.path("askedAmount").asString(""))
                .isEqualTo(most.shiftLeft(1).toString());
        send(row);
        assertThat(Node.await(() -> entries().contains(id(row)))).isTrue();
        assertThat(Node.await(
                        () -> node.get("reader", "/actuator/health/readiness").status() == 200))
                .isTrue();
    }

    private List<String> entries() {
        return node.bean(JdbcClient.class)
                .sql("select hold_id from exchange_inbox")
                .query((row, number) -> row.getString(1))
                .list();
    }
}

package org.holdfast.freeze.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.flywaydb.core.Flyway;
import org.holdfast.freeze.app.aggregate.Aggregates;
import org.holdfast.freeze.app.coverage.CoverageAggregate;
import org.holdfast.freeze.coverage.CoverageKey;
import org.holdfast.primitives.AssetId;
import org.holdfast.primitives.id.CaseId;
import org.holdfast.primitives.id.HoldId;
import org.holdfast.primitives.id.VaspId;
import org.holdfast.testkit.MovableClock;
import org.holdfast.testservers.Database;
import org.holdfast.testservers.TestServers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import tools.jackson.databind.JsonNode;

/** A database of version 1, as version 1 wrote it, works on after the upgrade. */
class UpgradeIT {
    private static final Instant T0 = Instant.parse("2026-03-02T09:05:00Z");
    private static final String HOLD = "hold-d14ab94a44a991179201085197a5a172";

    @TempDir
    private Path folder;

    @Test
    void fillsTheListAndRunsTheClockOfVersion1() throws Exception {
        Database database = TestServers.database();
        Flyway.configure()
                .dataSource(database.jdbcUrl(), database.user(), database.password())
                .target("1")
                .load()
                .migrate();
        var jdbc = JdbcClient.create(
                new DriverManagerDataSource(database.jdbcUrl(), database.user(), database.password()));
        jdbc.sql(Files.readString(Path.of("src/test/resources/golden/database/version-1.sql"), StandardCharsets.UTF_8))
                .update();
        var clock = MovableClock.running(T0);
        String filled;
        try (Node node = Node.start(database, clock, folder)) {
            JsonNode row = node.awaitHold("case-of-version-1", "sent");
            assertThat(row.path("askedAmount").asString("")).isEqualTo("1000");
            assertThat(row.path("clock").asString("")).isEqualTo("acknowledgement");
            JsonNode entries =
                    node.get("exchange-a", "/exchange/v1/hold-requests").body().path("entries");
            assertThat(entries.findValuesAsString("cursor")).containsExactly("1");
            JsonNode request = entries.get(0).path("request");
            assertThat(request)
                    .isEqualTo(node.get("exchange-a", "/exchange/v1/hold-requests/" + HOLD)
                            .body());
            assertThat(request.path("text").asString("")).contains("We ask you to consider");
            assertThat(jdbc.sql("select distinct sagatype from sagaentry")
                            .query(String.class)
                            .list())
                    .containsExactly("process.FreezeProcess");
            filled = row(jdbc);

            clock.advance(Duration.ofHours(1));
            assertThat(Node.await(() -> events(node)
                            .equals(List.of(
                                    "HoldDrafted", "HoldApproved", "HoldSent", "HoldUnacknowledged", "HoldSent"))))
                    .as(() -> events(node).toString())
                    .isTrue();
            assertThat(Node.await(() -> "3"
                            .equals(jdbc.sql("select revision from sagaentry"
                                            + " where convert_from(serializedsaga, 'UTF8') like ?")
                                    .param("%" + HOLD + "%")
                                    .query(String.class)
                                    .single())))
                    .isTrue();
            // The list shows the last event, so that a rebuilt list can be compared with it.
            assertThat(Node.await(() -> row(jdbc).contains("sequence=4"))).isTrue();
        }
        rebuilds(database, jdbc, clock, filled);
    }

    /** Requests of version 1 count in the coverage, also where two of them ask for one output. */
    @Test
    void countsWhatRequestsOfVersion1AskFor() throws Exception {
        Database database = TestServers.database();
        Flyway.configure()
                .dataSource(database.jdbcUrl(), database.user(), database.password())
                .target("1")
                .load()
                .migrate();
        var jdbc = JdbcClient.create(
                new DriverManagerDataSource(database.jdbcUrl(), database.user(), database.password()));
        jdbc.sql(Files.readString(Path.of("src/test/resources/golden/database/version-1.sql"), StandardCharsets.UTF_8))
                .update();
        copy(jdbc, "hold-twice", "exchange-a", 0, "hold.HoldDrafted", "hold.HoldApproved", "hold.HoldSent");
        copy(jdbc, "hold-ended", "exchange-b", 0, "hold.HoldDrafted");
        // An approval has the form of a dismissal, as far as the migration looks.
        copy(jdbc, "hold-ended", "exchange-b", 1, "hold.HoldApproved");
        jdbc.sql("update domainevententry set payloadtype = 'hold.HoldDismissed'"
                        + " where aggregateidentifier = 'hold-ended' and payloadtype = 'hold.HoldApproved'")
                .update();
        try (Node node = Node.start(database, MovableClock.running(T0), folder)) {
            assertThat(requests(node, "exchange-a")).containsExactly(new HoldId(HOLD), new HoldId("hold-twice"));
            assertThat(requests(node, "exchange-b")).isEmpty();
            assertThat(draft(node, "hold-new", "exchange-a").code()).isEqualTo("422 freeze.hold.asked-already");
            assertThat(draft(node, "hold-new", "exchange-b").code()).isEqualTo("201 ");
            assertThat(answer(node, HOLD).code()).isEqualTo("200 ");
            assertThat(answer(node, "hold-twice").code()).isEqualTo("422 freeze.answer.above-traced");
            JsonNode whole = node.get("reader", "/v1/holds/hold-twice").body();
            assertThat(whole.path("state").asString("")).isEqualTo("sent");
            assertThat(whole.path("text").asString("")).contains("the number of confirmations is not known");
        }
    }

    /** Copies events of the one request of version 1 to another request, of another fact. */
    private static void copy(JdbcClient jdbc, String hold, String vasp, int later, String... types) {
        jdbc.sql("insert into domainevententry (aggregateidentifier, sequencenumber, type, eventidentifier, metadata,"
                        + " payload, payloadrevision, payloadtype, timestamp)"
                        + " select :copy, row_number() over (order by globalindex) - 1 + :later, type,"
                        + " eventidentifier || :copy, metadata, convert_to(replace(replace(replace("
                        + "convert_from(payload, 'UTF8'), :hold, :copy), 'fact-1', :copy),"
                        + " 'exchange-a', :vasp), 'UTF8'), payloadrevision, payloadtype, timestamp"
                        + " from domainevententry where aggregateidentifier = :hold and payloadtype in (:types)"
                        + " order by globalindex")
                .param("copy", hold)
                .param("vasp", vasp)
                .param("later", later)
                .param("hold", HOLD)
                .param("types", List.of(types))
                .update();
    }

    private static Set<HoldId> requests(Node node, String vasp) {
        var key = new CoverageKey(new CaseId("case-of-version-1"), new VaspId(vasp), AssetId.parse(HoldFlow.ASSET));
        return CoverageAggregate.KIND
                .decider()
                .replay(node.bean(Aggregates.class).history(CoverageAggregate.KIND, key.id()))
                .requests()
                .keySet();
    }

    private static Node.Answer draft(Node node, String hold, String vasp) {
        return node.post("drafter", "/v1/holds", """
                {"holdId":"%s","caseId":"case-of-version-1","vaspId":"%s","basis":"vasp.voluntary",
                 "summary":"Traced value reached you.",
                 "lines":[{"asset":"%s","address":"bcrt1qw508d6qejxtdg4y5r3zarvary0c5xw7kygt080",
                           "outpoint":"%s:0","asked":"700"}]}
                """.formatted(hold, vasp, HoldFlow.ASSET, "cd".repeat(32)));
    }

    private static Node.Answer answer(Node node, String hold) {
        String line = "{\"line\":%d,\"result\":\"held\",\"reason\":\"OK_FULL\",\"held\":\"%d\","
                + "\"heldUntil\":\"2026-03-03T09:00:00Z\"}";
        return node.post(
                "exchange-a",
                HoldFlow.INBOX + "/" + hold + "/answer",
                hold,
                "{\"lines\":[" + line.formatted(1, 700) + "," + line.formatted(2, 300) + "]}");
    }

    /** The way of every later migration that changes a read model. */
    private void rebuilds(Database database, JdbcClient jdbc, MovableClock clock, String before) throws Exception {
        var expected = row(jdbc);
        assertThat(expected).isNotEqualTo(before);
        jdbc.sql("truncate hold_view").update();
        jdbc.sql("select restart_projection('hold-views')").query().singleRow();
        try (Node node = Node.start(database, clock, folder)) {
            node.awaitHold("case-of-version-1", "sent");
            assertThat(Node.await(() -> row(jdbc).equals(expected))).isTrue();
            assertThat(node.get("exchange-a", "/exchange/v1/hold-requests")
                            .body()
                            .path("entries")
                            .size())
                    .isEqualTo(2);
        }
    }

    private static List<String> events(Node node) {
        return node.get("reader", "/v1/holds/" + HOLD).body().path("history").findValuesAsString("event");
    }

    private static String row(JdbcClient jdbc) {
        return jdbc.sql("select hold_id, state, held, asked, clock, clock_round, clock_due, drafted_at, changed_at,"
                        + " sequence, basis, wording, wording_lines, trace_digest, lines::text as lines,"
                        + " places::text as places"
                        + " from hold_view where hold_id = ?")
                .param(HOLD)
                .query()
                .singleRow()
                .toString();
    }
}

package org.holdfast.freeze.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.flywaydb.core.Flyway;
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
            assertThat(Node.await(() -> "2"
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
                        + " sequence, basis, wording, trace_digest, lines::text as lines"
                        + " from hold_view where hold_id = ?")
                .param(HOLD)
                .query()
                .singleRow()
                .toString();
    }
}

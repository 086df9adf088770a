package org.holdfast.freeze.app.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.holdfast.freeze.app.Node;
import org.holdfast.freeze.app.settings.FreezeSettings;
import org.holdfast.testkit.MovableClock;
import org.holdfast.testservers.TestServers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Tables are trimmed by their settings, and only by them; facts of other tests may come in meanwhile. */
class RetentionIT {
    private static final Instant T0 = Instant.parse("2026-03-02T09:00:00Z");

    @TempDir
    private Path folder;

    @Test
    void removesWhatIsOverAndKeepsTheRest() throws Exception {
        try (Node node = Node.start(
                TestServers.database(),
                MovableClock.running(T0),
                folder,
                "--holdfast.retention.answers=P30D",
                "--holdfast.retention.quarantine=P30D",
                "--holdfast.retention.inbox=P30D")) {
            var jdbc = node.bean(JdbcClient.class);
            // More than one transaction takes.
            jdbc.sql("insert into exchange_answer select 'exchange-a', 'old-' || n, '', 200, '', timestamptz"
                            + " '2026-01-01' from generate_series(1, 1500) n")
                    .update();
            jdbc.sql("insert into exchange_answer values ('exchange-a', 'new', '', 200, '', timestamptz '2026-03-01')")
                    .update();
            jdbc.sql("insert into fact_quarantine values ('t', 0, 1, null, null, 'c', 'r', timestamptz '2026-01-01'),"
                            + " ('t', 0, 2, null, null, 'c', 'r', timestamptz '2026-03-01')")
                    .update();
            jdbc.sql("insert into fact values ('old-fact', 'd', timestamptz '2020-01-01')")
                    .update();
            entry(jdbc, "ended", "RELEASED", "2026-01-01");
            entry(jdbc, "held", "HELD_FULL", "2026-01-01");
            entry(jdbc, "recent", "RELEASED", "2026-03-01");
            assertThat(node.bean(Retention.class).trim(T0)).isEqualTo(1500 + 1 + 1);
            assertThat(jdbc.sql("select idempotency_key from exchange_answer")
                            .query(String.class)
                            .list())
                    .containsExactly("new");
            assertThat(jdbc.sql("select record_offset from fact_quarantine where topic = 't'")
                            .query(Long.class)
                            .list())
                    .containsExactly(2L);
            assertThat(jdbc.sql("select hold_id from exchange_inbox order by hold_id")
                            .query(String.class)
                            .list())
                    .containsExactly("held", "recent");
            assertThat(jdbc.sql("select fact_id from fact where fact_id = 'old-fact'")
                            .query(String.class)
                            .list())
                    .containsExactly("old-fact");
            assertThat(node.bean(Retention.class).trim(T0)).isZero();
        }
    }

    @Test
    void refusesATimeThatWouldLoseWhatIsInUse() {
        assertThatThrownBy(() -> new FreezeSettings.Retention(Duration.ofDays(1), Duration.ofHours(1), null, null))
                .hasMessageContaining("PT1H is less than PT24H");
    }

    private static void entry(JdbcClient jdbc, String hold, String state, String at) {
        jdbc.sql("insert into hold_view (hold_id, case_id, vasp_id, asset, asked, held, state, drafted_at, changed_at,"
                        + " sequence, basis, wording, wording_lines, lines, places)"
                        + " values (?, 'c', 'exchange-a', 'a', 1, 0, ?, now(), now(), 0, 'b', 'w', 'w', '[]', '{}')")
                .params(hold, state)
                .update();
        jdbc.sql("insert into exchange_inbox (vasp_id, hold_id, asked, asked_at, event_id)"
                        + " values ('exchange-a', ?, 'HOLD', ?::timestamptz, ?)")
                .params(hold, at, "event-" + hold)
                .update();
    }
}

package org.holdfast.freeze.app.process.jdbc;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.holdfast.freeze.app.process.ProcessStuck;
import org.holdfast.freeze.app.process.StuckProcesses;
import org.holdfast.primitives.id.HoldId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Processes with a refused command in PostgreSQL. */
@Repository
class JdbcStuckProcesses implements StuckProcesses {
    private static final int SHOWN_MAX = 200;

    private final JdbcClient jdbc;

    JdbcStuckProcesses(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void add(ProcessStuck stuck, String eventId) {
        jdbc.sql("insert into process_stuck values (?, ?, ?, ?, ?) on conflict do nothing")
                .params(
                        eventId,
                        stuck.holdId().text(),
                        stuck.command(),
                        stuck.refusal(),
                        stuck.at().atOffset(ZoneOffset.UTC))
                .update();
    }

    @Override
    public void clear() {
        jdbc.sql("delete from process_stuck").update();
    }

    @Override
    public List<ProcessStuck> latest() {
        return jdbc.sql("select * from process_stuck order by stuck_at desc limit ?")
                .param(SHOWN_MAX)
                .query((row, n) -> new ProcessStuck(
                        new HoldId(row.getString("hold_id")),
                        row.getString("command"),
                        row.getString("refusal"),
                        row.getObject("stuck_at", OffsetDateTime.class).toInstant()))
                .list();
    }
}

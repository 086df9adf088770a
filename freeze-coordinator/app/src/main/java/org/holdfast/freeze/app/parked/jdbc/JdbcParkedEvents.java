package org.holdfast.freeze.app.parked.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.holdfast.freeze.app.parked.ParkedEvent;
import org.holdfast.freeze.app.parked.ParkedEvents;
import org.holdfast.primitives.id.OfficerId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Axon's table of parked events, and the table of those that were taken out. */
@Repository
class JdbcParkedEvents implements ParkedEvents {
    private final JdbcClient jdbc;

    JdbcParkedEvents(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<ParkedEvent> oldest(int max) {
        return jdbc.sql("select * from deadletterentry order by enqueuedat, sequenceidentifier, sequenceindex limit ?")
                .param(max)
                .query(JdbcParkedEvents::event)
                .list();
    }

    private static ParkedEvent event(ResultSet row, int number) throws SQLException {
        String type = row.getString("causetype");
        return new ParkedEvent(
                row.getString("deadletteridentifier"),
                row.getString("processinggroup"),
                row.getString("sequenceidentifier"),
                row.getString("payloadtype"),
                type == null ? null : type + ": " + row.getString("causemessage"),
                row.getString("enqueuedat"));
    }

    @Override
    public boolean evict(String id, OfficerId officer, String reason, Instant at) {
        int rows = jdbc.sql("""
                with gone as (delete from deadletterentry where deadletteridentifier = :id returning *)
                insert into parked_eviction
                select deadletteridentifier, processinggroup, sequenceidentifier, eventidentifier, payloadtype,
                       causetype, causemessage, :officer, :reason, :at from gone
                """)
                .param("id", id)
                .param("officer", officer.text())
                .param("reason", reason)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
        return rows == 1;
    }
}

package org.holdfast.freeze.app.retention.jdbc;

import java.time.Instant;
import java.time.ZoneOffset;
import org.holdfast.freeze.app.retention.KeptRows;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Deletes by the physical place of rows, so that a large table is read once for each thousand. */
@Repository
class JdbcKeptRows implements KeptRows {
    private static final String ENDED = " and exists (select from hold_view"
            + " where hold_view.hold_id = exchange_inbox.hold_id"
            + " and state in ('NOT_HELD', 'DECLINED', 'EXPIRED', 'RELEASED', 'WITHDRAWN'))";

    private final JdbcClient jdbc;

    JdbcKeptRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public int remove(Kind kind, Instant before, int max) {
        return switch (kind) {
            case ANSWERS -> remove("exchange_answer", "answered_at < ?", before, max);
            case FACTS -> remove("fact", "received_at < ?", before, max);
            case QUARANTINE -> remove("fact_quarantine", "received_at < ?", before, max);
            case INBOX -> remove("exchange_inbox", "asked_at < ?" + ENDED, before, max);
        };
    }

    private int remove(String table, String condition, Instant before, int max) {
        return jdbc.sql("delete from " + table + " where ctid = any(array(select ctid from " + table + " where "
                        + condition + " limit ?))")
                .params(before.atOffset(ZoneOffset.UTC), max)
                .update();
    }
}

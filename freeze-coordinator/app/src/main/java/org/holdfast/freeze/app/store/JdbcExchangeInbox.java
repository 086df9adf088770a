package org.holdfast.freeze.app.store;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.holdfast.primitives.id.HoldId;
import org.holdfast.primitives.id.VaspId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What each exchange is asked, in order. Entries are only ever added. */
@Repository
public class JdbcExchangeInbox {
    private final JdbcClient jdbc;
    private final InboxBell bell;

    JdbcExchangeInbox(JdbcClient jdbc, InboxBell bell) {
        this.jdbc = jdbc;
        this.bell = bell;
    }

    /** One entry. {@code position} grows from entry to entry, with gaps. */
    public record Entry(long position, HoldId holdId, InboxAsk asked, Instant askedAt) {}

    /** Adds an entry once per event. */
    public void add(VaspId vasp, HoldId hold, InboxAsk asked, Instant at, String eventId) {
        jdbc.sql("""
                        insert into exchange_inbox (vasp_id, hold_id, asked, asked_at, event_id)
                        values (?, ?, ?, ?, ?)
                        on conflict (event_id) do nothing
                        """)
                .params(vasp.text(), hold.text(), asked.name(), at.atOffset(ZoneOffset.UTC), eventId)
                .update();
        bell.ringAfterCommit();
    }

    /** The entries of one exchange after a position, oldest first. */
    public List<Entry> after(VaspId vasp, long position, int max) {
        return jdbc.sql("select * from exchange_inbox where vasp_id = ? and position > ? order by position limit ?")
                .params(vasp.text(), position, max)
                .query((row, n) -> new Entry(
                        row.getLong("position"),
                        new HoldId(row.getString("hold_id")),
                        InboxAsk.valueOf(row.getString("asked")),
                        row.getObject("asked_at", OffsetDateTime.class).toInstant()))
                .list();
    }
}

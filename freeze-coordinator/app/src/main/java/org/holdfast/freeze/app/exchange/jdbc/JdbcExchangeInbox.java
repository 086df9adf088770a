package org.holdfast.freeze.app.exchange.jdbc;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.holdfast.freeze.app.exchange.ExchangeInbox;
import org.holdfast.freeze.app.exchange.InboxAsk;
import org.holdfast.freeze.app.exchange.InboxBell;
import org.holdfast.freeze.app.exchange.InboxEntry;
import org.holdfast.primitives.id.HoldId;
import org.holdfast.primitives.id.VaspId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What each exchange is asked, in order. Entries are only ever added. */
@Repository
class JdbcExchangeInbox implements ExchangeInbox {
    private final JdbcClient jdbc;
    private final InboxBell bell;

    JdbcExchangeInbox(JdbcClient jdbc, InboxBell bell) {
        this.jdbc = jdbc;
        this.bell = bell;
    }

    @Override
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

    @Override
    public List<InboxEntry> after(VaspId vasp, long position, int max) {
        return jdbc.sql("select * from exchange_inbox where vasp_id = ? and position > ? order by position limit ?")
                .params(vasp.text(), position, max)
                .query((row, n) -> new InboxEntry(
                        row.getLong("position"),
                        new HoldId(row.getString("hold_id")),
                        InboxAsk.valueOf(row.getString("asked")),
                        row.getObject("asked_at", OffsetDateTime.class).toInstant()))
                .list();
    }
}

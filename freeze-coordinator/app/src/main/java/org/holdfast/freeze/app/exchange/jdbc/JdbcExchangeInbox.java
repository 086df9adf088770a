package org.holdfast.freeze.app.exchange.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.holdfast.freeze.app.exchange.ExchangeInbox;
import org.holdfast.freeze.app.exchange.HoldLines;
import org.holdfast.freeze.app.exchange.InboxAsk;
import org.holdfast.freeze.app.exchange.InboxBell;
import org.holdfast.freeze.app.exchange.InboxEntry;
import org.holdfast.freeze.app.exchange.InboxRequest;
import org.holdfast.freeze.coordination.ProcessClock.AcknowledgementClock;
import org.holdfast.freeze.coordination.ProcessClock.TermClock;
import org.holdfast.freeze.hold.HoldState;
import org.holdfast.freeze.hold.HoldWording;
import org.holdfast.primitives.id.HoldId;
import org.holdfast.primitives.id.VaspId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Inboxes in PostgreSQL. A page is one query: each entry is joined with the row of its request. */
@Repository
class JdbcExchangeInbox implements ExchangeInbox {
    private final JdbcClient jdbc;
    private final InboxBell bell;

    JdbcExchangeInbox(JdbcClient jdbc, InboxBell bell) {
        this.jdbc = jdbc;
        this.bell = bell;
    }

    @Override
    public void add(HoldId hold, InboxAsk asked, Instant at, String eventId) {
        jdbc.sql("""
                        insert into exchange_inbox (vasp_id, hold_id, asked, asked_at, event_id)
                        select vasp_id, hold_id, ?, ?, ? from hold_view where hold_id = ?
                        on conflict (event_id) do nothing
                        """)
                .params(asked.name(), at.atOffset(ZoneOffset.UTC), eventId, hold.text())
                .update();
        bell.ringAfterCommit();
    }

    @Override
    public List<InboxEntry> after(VaspId vasp, long position, int max) {
        return jdbc
                .sql("""
                        select entry.position, entry.asked, entry.asked_at, request.*
                          from exchange_inbox entry left join hold_view request using (hold_id)
                         where entry.vasp_id = ? and entry.position > ?
                         order by entry.position limit ?
                        """)
                .params(vasp.text(), position, max)
                .query((row, n) -> listed(row) ? Optional.of(entry(row)) : Optional.<InboxEntry>empty())
                .list()
                .stream()
                .takeWhile(Optional::isPresent)
                .flatMap(Optional::stream)
                .toList();
    }

    private static boolean listed(ResultSet row) throws SQLException {
        return row.getString("state") != null;
    }

    private static InboxEntry entry(ResultSet row) throws SQLException {
        return new InboxEntry(
                row.getLong("position"),
                InboxAsk.valueOf(row.getString("asked")),
                row.getObject("asked_at", OffsetDateTime.class).toInstant(),
                request(row));
    }

    private static InboxRequest request(ResultSet row) throws SQLException {
        String clock = row.getString("clock");
        Instant due = instant(row.getString("due"));
        return new InboxRequest(
                new HoldId(row.getString("hold_id")),
                HoldState.Label.valueOf(row.getString("state")),
                row.getString("basis"),
                HoldWording.text(
                        Objects.requireNonNull(row.getString("wording")),
                        Objects.requireNonNull(row.getString("wording_lines")),
                        Objects.requireNonNull(row.getString("wording_note"))),
                row.getString("trace_digest"),
                HoldLines.read(row.getString("lines")),
                AcknowledgementClock.NAME.equals(clock) ? due : null,
                TermClock.NAME.equals(clock) ? due : null,
                instant(row.getString("extension_asked")),
                HoldState.Label.RELEASE_REQUESTED.name().equals(row.getString("state"))
                        ? row.getString("release_reason")
                        : null);
    }

    private static @Nullable Instant instant(@Nullable String text) {
        return text == null ? null : Instant.parse(text);
    }
}

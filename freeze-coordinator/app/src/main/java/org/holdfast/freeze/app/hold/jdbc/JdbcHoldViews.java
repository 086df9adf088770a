package org.holdfast.freeze.app.hold.jdbc;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.holdfast.freeze.app.exchange.HoldLines;
import org.holdfast.freeze.app.hold.HoldRow;
import org.holdfast.freeze.app.hold.HoldViews;
import org.holdfast.freeze.hold.HoldEvent;
import org.holdfast.freeze.hold.HoldLine;
import org.holdfast.freeze.hold.HoldState;
import org.holdfast.freeze.hold.HoldWording;
import org.holdfast.primitives.id.CaseId;
import org.holdfast.primitives.id.HoldId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The list of hold requests in PostgreSQL. Each event is one statement; no event needs an earlier one. */
@Repository
class JdbcHoldViews implements HoldViews {
    private static final String ENDED = "'DISMISSED', 'NOT_HELD', 'DECLINED', 'EXPIRED', 'RELEASED', 'WITHDRAWN'";
    /** A release that was asked has been decided. */
    private static final String NEEDS_DECISION =
            "fact_status = 'LOST' and state not in ('RELEASE_REQUESTED', " + ENDED + ")";

    private final JdbcClient jdbc;

    JdbcHoldViews(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void apply(HoldEvent event, long sequence) {
        if (event instanceof HoldEvent.HoldDrafted drafted) {
            insert(drafted, sequence);
            return;
        }
        var change = RowChange.of(event);
        int rows = jdbc.sql("update hold_view set " + change.assignments()
                        + ", changed_at = :changed, sequence = :sequence"
                        + " where hold_id = :hold and sequence < :sequence")
                .params(change.values())
                .param("changed", utc(event.at()))
                .param("sequence", sequence)
                .param("hold", event.holdId().text())
                .update();
        if (rows == 0 && !exists(event.holdId())) {
            throw new IllegalStateException("event " + sequence + " of " + event.holdId() + " came before its draft");
        }
    }

    @Override
    public void clear() {
        jdbc.sql("delete from hold_view").update();
    }

    private void insert(HoldEvent.HoldDrafted event, long sequence) {
        var draft = event.draft();
        jdbc.sql("""
                insert into hold_view (hold_id, case_id, vasp_id, fact_id, asset, asked, held, state, clock_round,
                                       drafted_at, changed_at, sequence, basis, wording, wording_lines, trace_digest,
                                       lines, places)
                values (:hold, :case, :vasp, :fact, :asset, :asked, 0, :state, 0,
                        :at, :at, :sequence, :basis, :wording, :wording_lines, :digest,
                        :lines::jsonb, string_to_array(:places, ' '))
                on conflict (hold_id) do nothing
                """)
                .param("hold", event.holdId().text())
                .param("case", draft.caseId().text())
                .param("vasp", draft.vaspId().text())
                .param("fact", draft.factId() == null ? null : draft.factId().text())
                .param("asset", draft.lines().getFirst().asset().toString())
                .param("asked", asked(draft.lines()))
                .param("state", HoldState.Label.DRAFT.name())
                .param("at", utc(event.at()))
                .param("sequence", sequence)
                .param("basis", event.basis().packId())
                .param("wording", HoldWording.opening(draft, event.basis()))
                .param("wording_lines", HoldWording.lines(draft))
                .param("digest", draft.traceDigest())
                .param("lines", HoldLines.write(draft.lines(), draft.tip()))
                .param("places", String.join(" ", places(draft.lines())))
                .update();
    }

    private boolean exists(HoldId hold) {
        return jdbc.sql("select count(*) from hold_view where hold_id = ?")
                        .param(hold.text())
                        .query(Long.class)
                        .single()
                > 0;
    }

    private static BigDecimal asked(List<HoldLine> lines) {
        return new BigDecimal(
                lines.stream().map(line -> line.asked().value()).reduce(BigInteger.ZERO, BigInteger::add));
    }

    /** Each place as text: the output, or the address where no output is named. */
    private static List<String> places(List<HoldLine> lines) {
        return lines.stream()
                .map(line -> line.outpoint() == null
                        ? line.address().text()
                        : line.outpoint().toString())
                .distinct()
                .toList();
    }

    @Override
    public List<HoldRow> list(
            @Nullable CaseId caseId,
            HoldState.@Nullable Label state,
            boolean needsDecision,
            @Nullable HoldId after,
            int max) {
        var conditions = new ArrayList<String>(List.of("true"));
        var values = new ArrayList<Object>();
        if (caseId != null) {
            conditions.add("case_id = ?");
            values.add(caseId.text());
        }
        if (state != null) {
            conditions.add("state = ?");
            values.add(state.name());
        }
        if (needsDecision) {
            conditions.add(NEEDS_DECISION);
        }
        if (after != null) {
            conditions.add("(drafted_at, hold_id) > (select drafted_at, hold_id from hold_view where hold_id = ?)");
            values.add(after.text());
        }
        values.add(max);
        return jdbc.sql("select * from hold_view where " + String.join(" and ", conditions)
                        + " order by drafted_at, hold_id limit ?")
                .params(values)
                .query(JdbcHoldViews::row)
                .list();
    }

    @Override
    public long needDecision() {
        return jdbc.sql("select count(*) from hold_view where " + NEEDS_DECISION)
                .query(Long.class)
                .single();
    }

    @Override
    public List<HoldRow> otherCases(HoldState.HoldTerms terms, int max) {
        return jdbc.sql("select * from hold_view where places && string_to_array(:places, ' ') and vasp_id = :vasp"
                        + " and asset = :asset and case_id <> :case and state not in (" + ENDED
                        + ") order by drafted_at, hold_id limit :max")
                .param("places", String.join(" ", places(terms.draft().lines())))
                .param("vasp", terms.draft().vaspId().text())
                .param("asset", terms.draft().lines().getFirst().asset().toString())
                .param("case", terms.draft().caseId().text())
                .param("max", max)
                .query(JdbcHoldViews::row)
                .list();
    }

    @Override
    public List<HoldRow> overdue(Instant latest, int max) {
        return jdbc.sql("select * from hold_view where clock_due < ? order by clock_due limit ?")
                .params(utc(latest), max)
                .query(JdbcHoldViews::row)
                .list();
    }

    private static HoldRow row(ResultSet row, int number) throws SQLException {
        String due = row.getString("due");
        var state = HoldState.Label.valueOf(row.getString("state"));
        return new HoldRow(
                row.getString("hold_id"),
                row.getString("case_id"),
                row.getString("vasp_id"),
                row.getString("fact_id"),
                row.getString("asset"),
                row.getBigDecimal("asked").toBigIntegerExact(),
                held(state, row.getBigDecimal("held")),
                state,
                row.getString("fact_status"),
                row.getString("clock"),
                row.getInt("clock_round"),
                due == null ? null : Instant.parse(due),
                row.getObject("drafted_at", OffsetDateTime.class).toInstant(),
                row.getObject("changed_at", OffsetDateTime.class).toInstant());
    }

    /** The amount that the exchange said it holds; nothing once the term is over or the hold has ended. */
    private static BigInteger held(HoldState.Label state, BigDecimal answered) {
        return switch (state) {
            case HELD_FULL, HELD_PARTIAL, RELEASE_REQUESTED -> answered.toBigIntegerExact();
            case ABSENT,
                    DRAFT,
                    DISMISSED,
                    APPROVED,
                    SENT,
                    UNACKNOWLEDGED,
                    ACKNOWLEDGED,
                    NOT_HELD,
                    DECLINED,
                    LAPSE_PRESUMED,
                    EXPIRED,
                    RELEASED,
                    WITHDRAWN -> BigInteger.ZERO;
        };
    }

    static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}

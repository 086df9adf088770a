package org.holdfast.freeze.app.hold.jdbc;

import java.math.BigDecimal;
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
import org.holdfast.primitives.BaseUnits;
import org.holdfast.primitives.id.CaseId;
import org.holdfast.primitives.id.HoldId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The list of hold requests in PostgreSQL. Each event is one statement; no event needs an earlier one. */
@Repository
class JdbcHoldViews implements HoldViews {
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
                                       drafted_at, changed_at, sequence, basis, wording, trace_digest, lines)
                values (:hold, :case, :vasp, :fact, :asset, :asked, 0, :state, 0,
                        :at, :at, :sequence, :basis, :wording, :digest, :lines::jsonb)
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
                .param("wording", HoldWording.of(new HoldState.HoldTerms(event.holdId(), draft, event.basis())))
                .param("digest", draft.traceDigest())
                .param("lines", HoldLines.write(draft.lines()))
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
        return new BigDecimal(lines.stream()
                .map(HoldLine::asked)
                .reduce(BaseUnits.ZERO, BaseUnits::plus)
                .value());
    }

    @Override
    public List<HoldRow> list(
            @Nullable CaseId caseId, HoldState.@Nullable Label state, @Nullable HoldId after, int max) {
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
                new BaseUnits(row.getBigDecimal("asked").toBigIntegerExact()),
                held(state, row.getBigDecimal("held")),
                state,
                row.getString("clock"),
                row.getInt("clock_round"),
                due == null ? null : Instant.parse(due),
                row.getObject("drafted_at", OffsetDateTime.class).toInstant(),
                row.getObject("changed_at", OffsetDateTime.class).toInstant());
    }

    /** The amount that the exchange said it holds; nothing once the term is over or the hold has ended. */
    private static BaseUnits held(HoldState.Label state, BigDecimal answered) {
        return switch (state) {
            case HELD_FULL, HELD_PARTIAL, RELEASE_REQUESTED -> new BaseUnits(answered.toBigIntegerExact());
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
                    WITHDRAWN -> BaseUnits.ZERO;
        };
    }

    static OffsetDateTime utc(Instant at) {
        return at.atOffset(ZoneOffset.UTC);
    }
}

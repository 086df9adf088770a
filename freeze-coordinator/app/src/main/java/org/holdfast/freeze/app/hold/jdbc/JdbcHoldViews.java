package org.holdfast.freeze.app.hold.jdbc;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.holdfast.freeze.app.hold.HoldRow;
import org.holdfast.freeze.app.hold.HoldViews;
import org.holdfast.freeze.app.process.StuckRow;
import org.holdfast.freeze.hold.HoldLine;
import org.holdfast.freeze.hold.HoldState;
import org.holdfast.freeze.hold.LineAnswer;
import org.holdfast.primitives.BaseUnits;
import org.holdfast.primitives.id.CaseId;
import org.holdfast.primitives.id.HoldId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The list of requests, folded from the events; it can be dropped and folded again. */
@Repository
class JdbcHoldViews implements HoldViews {
    private static final int STUCK_SHOWN_MAX = 200;

    private final JdbcClient jdbc;

    JdbcHoldViews(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public void put(HoldState.Present state, Instant draftedAt, Instant changedAt, long sequence) {
        var draft = state.terms().draft();
        Due due = due(state);
        jdbc.sql("""
                insert into hold_view (hold_id, case_id, vasp_id, fact_id, asset, asked, held, state,
                                       clock, clock_round, clock_due, drafted_at, changed_at, sequence)
                values (:hold, :case, :vasp, :fact, :asset, :asked, :held, :state,
                        :clock, :round, :due, :drafted, :changed, :sequence)
                on conflict (hold_id) do update
                   set held = excluded.held, state = excluded.state, clock = excluded.clock,
                       clock_round = excluded.clock_round, clock_due = excluded.clock_due,
                       changed_at = excluded.changed_at, sequence = excluded.sequence
                 where hold_view.sequence < excluded.sequence
                """)
                .param("hold", state.terms().holdId().text())
                .param("case", draft.caseId().text())
                .param("vasp", draft.vaspId().text())
                .param("fact", draft.factId() == null ? null : draft.factId().text())
                .param("asset", draft.lines().getFirst().asset().toString())
                .param("asked", asked(draft.lines()))
                .param("held", held(state))
                .param("state", state.label().name())
                .param("clock", due.clock())
                .param("round", due.round())
                .param("due", due.at() == null ? null : due.at().atOffset(ZoneOffset.UTC))
                .param("drafted", draftedAt.atOffset(ZoneOffset.UTC))
                .param("changed", changedAt.atOffset(ZoneOffset.UTC))
                .param("sequence", sequence)
                .update();
    }

    private record Due(
            @Nullable String clock, int round, @Nullable Instant at) {}

    private static Due due(HoldState.Present state) {
        return switch (state) {
            case HoldState.Sent sent -> new Due(ACKNOWLEDGEMENT, sent.round(), sent.acknowledgementDue());
            case HoldState.Held held -> new Due(TERM, 0, held.termEnds());
            case HoldState.Present _ -> new Due(null, 0, null);
        };
    }

    private static BigDecimal asked(List<HoldLine> lines) {
        return new BigDecimal(lines.stream()
                .map(HoldLine::asked)
                .reduce(BaseUnits.ZERO, BaseUnits::plus)
                .value());
    }

    /** What is held as far as anybody has said; nothing where the term is over and nobody has. */
    private static BigDecimal held(HoldState.Present state) {
        List<LineAnswer> lines = switch (state) {
            case HoldState.Held held -> held.lines();
            case HoldState.ReleaseRequested asked -> asked.lines();
            case HoldState.Present _ -> List.of();
        };
        return new BigDecimal(lines.stream()
                .map(LineAnswer::held)
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
                .params(latest.atOffset(ZoneOffset.UTC), max)
                .query(JdbcHoldViews::row)
                .list();
    }

    @Override
    public void putStuck(String eventId, HoldId holdId, String command, String refusal, Instant at) {
        jdbc.sql("insert into process_stuck values (?, ?, ?, ?, ?) on conflict do nothing")
                .params(eventId, holdId.text(), command, refusal, at.atOffset(ZoneOffset.UTC))
                .update();
    }

    @Override
    public List<StuckRow> stuck() {
        return jdbc.sql("select * from process_stuck order by stuck_at desc limit ?")
                .param(STUCK_SHOWN_MAX)
                .query((row, n) -> new StuckRow(
                        row.getString("hold_id"),
                        row.getString("command"),
                        row.getString("refusal"),
                        instant(row, "stuck_at")))
                .list();
    }

    private static HoldRow row(ResultSet row, int number) throws SQLException {
        OffsetDateTime due = row.getObject("clock_due", OffsetDateTime.class);
        return new HoldRow(
                row.getString("hold_id"),
                row.getString("case_id"),
                row.getString("vasp_id"),
                row.getString("fact_id"),
                row.getString("asset"),
                new BaseUnits(row.getBigDecimal("asked").toBigIntegerExact()),
                new BaseUnits(row.getBigDecimal("held").toBigIntegerExact()),
                HoldState.Label.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getString("clock"),
                row.getInt("clock_round"),
                due == null ? null : due.toInstant(),
                instant(row, "drafted_at"),
                instant(row, "changed_at"));
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}

package org.holdfast.freeze.app.hold.jdbc;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.holdfast.freeze.app.exchange.HoldLines;
import org.holdfast.freeze.coordination.ProcessClock.AcknowledgementClock;
import org.holdfast.freeze.coordination.ProcessClock.TermClock;
import org.holdfast.freeze.hold.HoldEvent;
import org.holdfast.freeze.hold.HoldState.Label;
import org.holdfast.freeze.hold.HoldWording;
import org.holdfast.freeze.hold.answer.LineAnswer;
import org.holdfast.freeze.hold.fact.FactStatus;
import org.jspecify.annotations.Nullable;

/** The columns of a row that one event changes, with their new values. */
record RowChange(Map<String, @Nullable Object> values) {
    /** Where a value alone does not say it: what a column is set to, in SQL. */
    private static final Map<String, String> EXPRESSIONS = Map.of("lines", ":lines::jsonb", "state", """
            case when :state <> 'EXTENDED' then :state
                 when state not in ('LAPSE_PRESUMED', 'RELEASE_REQUESTED') then state
                 when held = asked then 'HELD_FULL' else 'HELD_PARTIAL' end
            """);
    /** An extension leaves a hold as it is, and ends a presumed lapse. */
    private static final String EXTENDED = "EXTENDED";

    static RowChange of(HoldEvent event) {
        var values = new LinkedHashMap<String, @Nullable Object>();
        Label state = state(event);
        if (state != null) {
            values.put("state", state.name());
            clock(values, null, 0, null);
        }
        switch (event) {
            case HoldEvent.HoldSent sent ->
                clock(values, AcknowledgementClock.NAME, sent.round(), sent.acknowledgementDue());
            case HoldEvent.HoldPlaced placed -> {
                clock(values, TermClock.NAME, 0, placed.termEnds());
                values.put("held", sum(placed.lines()));
            }
            case HoldEvent.HoldExtensionRequested asked ->
                values.put("extension_asked", asked.until().toString());
            case HoldEvent.HoldExtended extended -> {
                values.put("state", EXTENDED);
                clock(values, TermClock.NAME, 0, extended.termEnds());
            }
            case HoldEvent.HoldReleaseRequested asked -> values.put("release_reason", asked.reason());
            case HoldEvent.HoldFactSuspended e ->
                fact(values, "SUSPENDED", new FactStatus.Suspended(e.txids(), e.reason(), e.decidedBy(), e.at()));
            case HoldEvent.HoldFactLost e -> fact(values, "LOST", new FactStatus.Lost(e.cause(), e.reason(), e.at()));
            case HoldEvent.HoldKept kept -> fact(values, "KEPT", HoldWording.kept(kept.at(), kept.reason()));
            case HoldEvent.HoldFactRestored restored -> {
                fact(values, "STANDS", new FactStatus.Stands());
                values.put("wording_lines", HoldWording.lines(restored.lines(), restored.tip()));
                values.put("lines", HoldLines.write(restored.lines(), restored.tip()));
            }
            case HoldEvent _ -> {}
        }
        return new RowChange(values);
    }

    /** The state that an event leads to, or null for an event that leaves the state as it is. */
    private static @Nullable Label state(HoldEvent event) {
        return switch (event) {
            case HoldEvent.HoldDrafted _ -> Label.DRAFT;
            case HoldEvent.HoldApproved _ -> Label.APPROVED;
            case HoldEvent.HoldDismissed _ -> Label.DISMISSED;
            case HoldEvent.HoldSent _ -> Label.SENT;
            case HoldEvent.HoldUnacknowledged _ -> Label.UNACKNOWLEDGED;
            case HoldEvent.HoldAcknowledged _ -> Label.ACKNOWLEDGED;
            case HoldEvent.HoldPlaced placed -> placed.inFull() ? Label.HELD_FULL : Label.HELD_PARTIAL;
            case HoldEvent.HoldNotPlaced _ -> Label.NOT_HELD;
            case HoldEvent.HoldDeclined _ -> Label.DECLINED;
            case HoldEvent.HoldExtensionRequested _,
                    HoldEvent.HoldExtended _,
                    HoldEvent.HoldFactSuspended _,
                    HoldEvent.HoldFactRestored _,
                    HoldEvent.HoldFactLost _,
                    HoldEvent.HoldKept _ -> null;
            case HoldEvent.HoldLapsePresumed _ -> Label.LAPSE_PRESUMED;
            case HoldEvent.HoldExpired _ -> Label.EXPIRED;
            case HoldEvent.HoldReleaseRequested _ -> Label.RELEASE_REQUESTED;
            case HoldEvent.HoldReleased _ -> Label.RELEASED;
            case HoldEvent.HoldWithdrawn _ -> Label.WITHDRAWN;
        };
    }

    private static void fact(Map<String, @Nullable Object> values, String status, FactStatus fact) {
        fact(values, status, HoldWording.note(fact));
    }

    private static void fact(Map<String, @Nullable Object> values, String status, String note) {
        values.put("fact_status", status);
        values.put("wording_note", note);
    }

    private static void clock(
            Map<String, @Nullable Object> values, @Nullable String clock, int round, @Nullable Instant due) {
        values.put("clock", clock);
        values.put("clock_round", round);
        values.put("clock_due", due == null ? null : JdbcHoldViews.utc(due));
        values.put("due", due == null ? null : due.toString());
        values.put("extension_asked", null);
    }

    private static BigDecimal sum(List<LineAnswer> lines) {
        return new BigDecimal(lines.stream().map(line -> line.held().value()).reduce(BigInteger.ZERO, BigInteger::add));
    }

    /** The changes as SQL, with one named parameter for each column. */
    String assignments() {
        return values.keySet().stream()
                .map(column -> column + " = " + EXPRESSIONS.getOrDefault(column, ":" + column))
                .collect(Collectors.joining(", "));
    }
}

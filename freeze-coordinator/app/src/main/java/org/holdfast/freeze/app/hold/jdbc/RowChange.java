package org.holdfast.freeze.app.hold.jdbc;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.holdfast.freeze.coordination.ProcessClock.AcknowledgementClock;
import org.holdfast.freeze.coordination.ProcessClock.TermClock;
import org.holdfast.freeze.hold.HoldEvent;
import org.holdfast.freeze.hold.HoldState.Label;
import org.holdfast.freeze.hold.answer.LineAnswer;
import org.holdfast.primitives.BaseUnits;
import org.jspecify.annotations.Nullable;

/** The columns of a row that one event changes, with their new values. */
record RowChange(Map<String, @Nullable Object> values) {
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
            case HoldEvent.HoldExtended extended -> clock(values, TermClock.NAME, 0, extended.termEnds());
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
            case HoldEvent.HoldExtensionRequested _, HoldEvent.HoldExtended _ -> null;
            case HoldEvent.HoldLapsePresumed _ -> Label.LAPSE_PRESUMED;
            case HoldEvent.HoldExpired _ -> Label.EXPIRED;
            case HoldEvent.HoldReleaseRequested _ -> Label.RELEASE_REQUESTED;
            case HoldEvent.HoldReleased _ -> Label.RELEASED;
            case HoldEvent.HoldWithdrawn _ -> Label.WITHDRAWN;
        };
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
        return new BigDecimal(lines.stream()
                .map(LineAnswer::held)
                .reduce(BaseUnits.ZERO, BaseUnits::plus)
                .value());
    }

    /** The changes as SQL, with one named parameter for each column. */
    String assignments() {
        return values.keySet().stream().map(column -> column + " = :" + column).collect(Collectors.joining(", "));
    }
}

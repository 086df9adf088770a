package org.holdfast.freeze.app.hold;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.holdfast.freeze.app.aggregate.Aggregates;
import org.holdfast.freeze.app.watch.ClockCheck;
import org.holdfast.freeze.coordination.ProcessClock.TermClock;
import org.holdfast.freeze.hold.HoldCommand;
import org.holdfast.primitives.id.HoldId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Looks for requests with a clock that ran out without effect, and gives the command that the clock should have given.
 * A second line of defence: a legal clock must not depend on one row of one table.
 */
@Component
public class ClockReconciliation {
    private static final Logger LOG = LoggerFactory.getLogger(ClockReconciliation.class);
    private static final long EVERY_MILLIS = 60_000;
    private static final Duration GRACE = Duration.ofMinutes(5);
    private static final int AT_ONCE_MAX = 100;

    private final HoldViews views;
    private final Aggregates aggregates;
    private final Clock clock;
    private final ClockCheck check;

    ClockReconciliation(HoldViews views, Aggregates aggregates, Clock clock, ClockCheck check) {
        this.views = views;
        this.aggregates = aggregates;
        this.clock = clock;
        this.check = check;
    }

    @Scheduled(fixedDelay = EVERY_MILLIS, initialDelay = EVERY_MILLIS)
    void reconcile() {
        if (check.agrees()) {
            reconcile(clock.instant());
        }
    }

    /** Returns the number of clocks that had run out without effect. */
    public int reconcile(Instant now) {
        int found = 0;
        for (HoldRow row : views.overdue(now.minus(GRACE), AT_ONCE_MAX)) {
            var holdId = new HoldId(row.holdId());
            Instant due = row.clockDue();
            if (due == null) {
                continue;
            }
            HoldCommand command = TermClock.NAME.equals(row.clock())
                    ? new HoldCommand.PresumeLapse(holdId, due, now)
                    : new HoldCommand.PresumeSilence(holdId, row.clockRound(), now);
            if (aggregates.give(HoldAggregate.KIND, command).changed()) {
                LOG.error("the clock of {} was due {} and had not run out", holdId, due);
                found++;
            }
        }
        return found;
    }
}

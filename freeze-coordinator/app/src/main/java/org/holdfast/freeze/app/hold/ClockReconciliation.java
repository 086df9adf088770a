package org.holdfast.freeze.app.hold;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.holdfast.freeze.hold.HoldCommand;
import org.holdfast.primitives.id.HoldId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Looks for requests whose clock ran out long ago without anything having happened, and gives the command that the
 * clock should have given. A second line of defence: a legal clock must not depend on one row of one table.
 */
@Component
class ClockReconciliation {
    private static final Logger LOG = LoggerFactory.getLogger(ClockReconciliation.class);
    private static final long EVERY_MILLIS = 60_000;
    private static final Duration GRACE = Duration.ofMinutes(5);
    private static final int AT_ONCE_MAX = 100;

    private final HoldViews views;
    private final Holds holds;
    private final Clock clock;

    ClockReconciliation(HoldViews views, Holds holds, Clock clock) {
        this.views = views;
        this.holds = holds;
        this.clock = clock;
    }

    @Scheduled(fixedDelay = EVERY_MILLIS, initialDelay = EVERY_MILLIS)
    void reconcile() {
        reconcile(clock.instant());
    }

    /** Returns how many clocks were found that had not been acted on. */
    int reconcile(Instant now) {
        int found = 0;
        for (HoldRow row : views.overdue(now.minus(GRACE), AT_ONCE_MAX)) {
            var holdId = new HoldId(row.holdId());
            Instant due = row.clockDue();
            if (due == null) {
                continue;
            }
            HoldCommand command = HoldViews.TERM.equals(row.clock())
                    ? new HoldCommand.PresumeLapse(holdId, due, now)
                    : new HoldCommand.PresumeSilence(holdId, row.clockRound(), now);
            if (holds.give(command).changed()) {
                LOG.error("the clock of {} was due {} and had not run out", holdId, due);
                found++;
            }
        }
        return found;
    }
}

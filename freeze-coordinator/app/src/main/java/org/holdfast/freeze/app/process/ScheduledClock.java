package org.holdfast.freeze.app.process;

import java.util.ArrayList;
import java.util.List;
import org.holdfast.freeze.coordination.Clocks;
import org.holdfast.freeze.coordination.ProcessClock;

/**
 * A running clock of a process with its entry in the schedule. A process keeps a list of them in its row.
 *
 * @param schedule names the entry in the schedule
 */
public record ScheduledClock(RunningClock clock, String schedule) {
    /** The schedule of clocks. */
    public interface Schedule {
        /** Starts a clock and returns the name of its entry. */
        String start(RunningClock clock);

        /** Stops a clock; a clock that has run out already has no entry, and nothing happens. */
        void stop(String schedule);
    }

    /** Stops the clocks that no longer run, starts the new ones, and returns the list afterwards. */
    public static List<ScheduledClock> follow(List<ScheduledClock> scheduled, Clocks wanted, Schedule schedule) {
        var kept = new ArrayList<ScheduledClock>();
        for (ScheduledClock entry : scheduled) {
            if (wanted.runs(entry.clock().clock())) {
                kept.add(entry);
            } else {
                schedule.stop(entry.schedule());
            }
        }
        for (ProcessClock clock : wanted.byName().values()) {
            RunningClock started = RunningClock.of(clock);
            if (kept.stream().noneMatch(entry -> entry.clock().equals(started))) {
                kept.add(new ScheduledClock(started, schedule.start(started)));
            }
        }
        return List.copyOf(kept);
    }

    /** The running clocks. */
    public static Clocks clocks(List<ScheduledClock> scheduled) {
        Clocks clocks = Clocks.NONE;
        for (ScheduledClock entry : scheduled) {
            clocks = clocks.with(entry.clock().clock());
        }
        return clocks;
    }
}

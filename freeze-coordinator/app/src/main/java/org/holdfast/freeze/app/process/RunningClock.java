package org.holdfast.freeze.app.process;

import java.time.Instant;
import org.holdfast.freeze.coordination.ProcessClock;

/** A clock as it is stored: its kind, the sending it belongs to (0 where it belongs to none), when it is due (UTC). */
public record RunningClock(String kind, int round, Instant due) {
    static final String ACKNOWLEDGEMENT = "acknowledgement";
    static final String TERM = "term";

    public static RunningClock of(ProcessClock clock) {
        return switch (clock) {
            case ProcessClock.AcknowledgementClock ack -> new RunningClock(ACKNOWLEDGEMENT, ack.round(), ack.due());
            case ProcessClock.TermClock term -> new RunningClock(TERM, 0, term.due());
        };
    }

    public ProcessClock clock() {
        return switch (kind) {
            case ACKNOWLEDGEMENT -> new ProcessClock.AcknowledgementClock(round, due);
            case TERM -> new ProcessClock.TermClock(due);
            default -> throw new IllegalStateException("a stored clock of an unknown kind: " + kind);
        };
    }
}

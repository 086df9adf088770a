package org.holdfast.freeze.coordination;

import java.time.Instant;
import org.holdfast.freeze.coverage.CoverageEvent;
import org.holdfast.freeze.decider.Command;
import org.holdfast.freeze.hold.HoldEvent;

/** What a process reacts to. */
public sealed interface ProcessSignal {
    /** A fact came in. */
    record FactCame(FactEvent event) implements ProcessSignal {}

    /** Something happened to the hold request. */
    record HoldMoved(HoldEvent event) implements ProcessSignal {}

    /** What the request may ask for was decided. */
    record CoverageMoved(CoverageEvent event) implements ProcessSignal {}

    /** A command of the process was refused, for a reason that does not pass by itself. */
    record CommandRefused(Command command) implements ProcessSignal {}

    /** A clock ran out at {@code at}, UTC. */
    record ClockRanOut(ProcessClock clock, Instant at) implements ProcessSignal {}
}

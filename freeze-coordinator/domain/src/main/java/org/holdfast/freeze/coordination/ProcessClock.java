package org.holdfast.freeze.coordination;

import java.time.Instant;

/** A clock that a process has running. At most one of each kind runs. */
public sealed interface ProcessClock {
    /** When it runs out, UTC. */
    Instant due();

    /** Until the acknowledgement of the given sending. */
    record AcknowledgementClock(int round, Instant due) implements ProcessClock {}

    /** Until the end of the term. */
    record TermClock(Instant due) implements ProcessClock {}
}

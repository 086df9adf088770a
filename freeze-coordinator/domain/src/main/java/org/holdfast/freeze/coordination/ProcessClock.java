package org.holdfast.freeze.coordination;

import java.time.Instant;

/** A running clock of a process. */
public sealed interface ProcessClock {
    /** The name of the clock; a process runs at most one clock of each name. */
    String name();

    /** The end of the clock, UTC. */
    Instant due();

    /** Until the acknowledgement of the given sending. */
    record AcknowledgementClock(int round, Instant due) implements ProcessClock {
        public static final String NAME = "acknowledgement";

        @Override
        public String name() {
            return NAME;
        }
    }

    /** Until the end of the term. */
    record TermClock(Instant due) implements ProcessClock {
        public static final String NAME = "term";

        @Override
        public String name() {
            return NAME;
        }
    }
}

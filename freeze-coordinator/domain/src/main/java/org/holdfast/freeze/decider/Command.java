package org.holdfast.freeze.decider;

import java.time.Instant;

/** A command to one aggregate. Every command carries its time. */
public interface Command {
    /** The time of the command, UTC. */
    Instant at();
}

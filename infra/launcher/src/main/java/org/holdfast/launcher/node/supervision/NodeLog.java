package org.holdfast.launcher.node.supervision;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;

/** The log of the node's own process. Each line begins with its time in UTC. */
public final class NodeLog {
    private final Clock clock;
    private final Consumer<String> lines;

    /** A log that hands its lines on. */
    public NodeLog(Clock clock, Consumer<String> lines) {
        this.clock = clock;
        this.lines = lines;
    }

    Instant now() {
        return clock.instant();
    }

    /** Writes a line. */
    public synchronized void line(String text) {
        lines.accept(now().truncatedTo(ChronoUnit.MILLIS) + " " + text);
    }
}

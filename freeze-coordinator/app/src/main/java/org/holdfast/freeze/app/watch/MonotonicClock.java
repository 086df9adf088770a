package org.holdfast.freeze.app.watch;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.function.LongSupplier;

/**
 * The clock of the coordinator: read once from the system, and counted on from there. A clock that an operator or a
 * time service sets back or forward changes no wait. Instants have microseconds, as PostgreSQL keeps them, so that a
 * stored time equals the time that was stored.
 */
public final class MonotonicClock extends Clock {
    private final Clock system;
    private final LongSupplier nanos;
    private volatile Anchor anchor;

    private record Anchor(Instant at, long nanos) {}

    /**
     * A clock that starts at the time of the system.
     *
     * @param nanos a counter that never goes back, such as {@link System#nanoTime}
     */
    public MonotonicClock(Clock system, LongSupplier nanos) {
        this.system = system;
        this.nanos = nanos;
        this.anchor = new Anchor(system.instant(), nanos.getAsLong());
    }

    @Override
    public Instant instant() {
        Anchor from = anchor;
        return from.at().plusNanos(nanos.getAsLong() - from.nanos()).truncatedTo(ChronoUnit.MICROS);
    }

    /** What the clock of the system says now. */
    Instant system() {
        return system.instant();
    }

    /** Takes the time of the system over. */
    void follow() {
        anchor = new Anchor(system.instant(), nanos.getAsLong());
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("the coordinator counts in UTC");
    }
}

package org.holdfast.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/** A clock that a test moves. Between moves it stands still, or runs as real time does. */
public final class MovableClock extends Clock {
    private final AtomicReference<Instant> base;
    private final LongSupplier ranNanos;

    /** A clock that stands still until it is moved. */
    public MovableClock(Instant start) {
        this(start, () -> 0);
    }

    private MovableClock(Instant start, LongSupplier ranNanos) {
        this.base = new AtomicReference<>(start);
        this.ranNanos = ranNanos;
    }

    /** A clock that runs from {@code start}: what is tried again after a while is tried again. */
    public static MovableClock running(Instant start) {
        long from = System.nanoTime();
        return new MovableClock(start, () -> System.nanoTime() - from);
    }

    public void advance(Duration by) {
        base.updateAndGet(t -> t.plus(by));
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }

    @Override
    public Instant instant() {
        return base.get().plusNanos(ranNanos.getAsLong());
    }
}

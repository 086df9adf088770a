package org.holdfast.freeze.app.watch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the clock of this instance with the reference. While they differ by more than {@link #DIFFERENCE_MAX}, or
 * nothing was compared for {@link #VALID_MAX}, the instance claims nothing, runs no clock and takes no command: it
 * would presume silence or a lapse too early, and take over the work of instances that live.
 *
 * <p>Where the clock of the system agrees with the reference again, the instance follows it. Two clocks that agree are
 * taken for the time; a machine that carries both and is wrong cannot be told from one that was set right.
 */
public final class ClockCheck {
    public static final Duration DIFFERENCE_MAX = Duration.ofSeconds(5);

    /** An instance that was stopped for a while compares before it acts again. */
    public static final Duration VALID_MAX = Duration.ofSeconds(10);

    private static final long HALF_MILLI = 500_000;
    private static final Logger LOG = LoggerFactory.getLogger(ClockCheck.class);

    private final Clock clock;
    private final LongSupplier nanos;
    private final List<Runnable> whenSet = new CopyOnWriteArrayList<>();
    private volatile Compared last = new Compared(false, "not compared yet", Instant.EPOCH, 0);

    /**
     * The outcome of a comparison.
     *
     * @param text what health shows
     * @param confirmed the latest time at which both agreed
     * @param atNanos when it was made
     */
    private record Compared(boolean agrees, String text, Instant confirmed, long atNanos) {}

    /** A check of {@code clock}, which follows the system if it is a {@link MonotonicClock}. */
    public ClockCheck(Clock clock, LongSupplier nanos) {
        this.clock = clock;
        this.nanos = nanos;
    }

    /** Compares once. An exception of the reference passes; the last comparison then counts until it is too old. */
    public void compare(ReferenceTime reference) {
        long asked = nanos.getAsLong();
        Instant theirs = reference.now();
        long answered = nanos.getAsLong();
        Duration way = Duration.ofNanos(answered - asked);
        Duration ahead = ahead(clock.instant(), theirs, way);
        if (tooFar(ahead) && clock instanceof MonotonicClock own && !tooFar(ahead(own.system(), theirs, way))) {
            own.follow();
            LOG.warn("the clock of this instance was {}, and now follows the system", text(ahead));
            ahead = ahead(clock.instant(), theirs, way);
            last = new Compared(true, text(ahead), clock.instant(), answered);
            whenSet.forEach(Runnable::run);
            return;
        }
        if (tooFar(ahead) && last.agrees()) {
            LOG.error("this instance stops acting on clocks: its own is {}", text(ahead));
        } else if (!tooFar(ahead) && !last.agrees()) {
            LOG.info("the clock of this instance is {}", text(ahead));
        }
        last = new Compared(!tooFar(ahead), text(ahead), tooFar(ahead) ? last.confirmed() : clock.instant(), answered);
    }

    /** The part of the difference that the way of the answer does not explain; negative for a clock that is behind. */
    private static Duration ahead(Instant ours, Instant theirs, Duration way) {
        Instant latest = theirs.plus(way);
        if (ours.isAfter(latest)) {
            return Duration.between(latest, ours);
        }
        return ours.isBefore(theirs) ? Duration.between(theirs, ours) : Duration.ZERO;
    }

    private static boolean tooFar(Duration ahead) {
        return ahead.abs().compareTo(DIFFERENCE_MAX) > 0;
    }

    private static String text(Duration ahead) {
        if (!tooFar(ahead)) {
            return "in step with the database";
        }
        Duration rounded = ahead.abs().plusNanos(HALF_MILLI).truncatedTo(ChronoUnit.MILLIS);
        return rounded + (ahead.isNegative() ? " behind" : " ahead of") + " the database, bound " + DIFFERENCE_MAX;
    }

    /** Whether this instance may act. */
    public boolean agrees() {
        return last.agrees() && !stale();
    }

    private boolean stale() {
        return nanos.getAsLong() - last.atNanos() > VALID_MAX.toNanos();
    }

    /** What health shows. */
    public String text() {
        return last.agrees() && stale() ? "not compared with the database for more than " + VALID_MAX : last.text();
    }

    /** The time if this instance may act; otherwise the last time at which it could, so that nothing falls due. */
    public Instant confirmed() {
        return agrees() ? clock.instant() : last.confirmed();
    }

    /** Throws {@link InputFaultException} while this instance may not act. */
    public void require() {
        if (!agrees()) {
            throw new InputFaultException(new InputFault(
                    "freeze.clock.differs",
                    "this instance does not act, because its clock is not in step with the database",
                    "clock",
                    "at most " + DIFFERENCE_MAX + " of difference, compared within " + VALID_MAX,
                    text(),
                    "set the clocks of both machines right, or ask another instance"));
        }
    }

    /** Calls {@code action} whenever the clock was set, which may be back: those that wait for a time look again. */
    public void whenSet(Runnable action) {
        whenSet.add(action);
    }
}

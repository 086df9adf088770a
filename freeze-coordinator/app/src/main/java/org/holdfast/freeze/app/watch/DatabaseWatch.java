package org.holdfast.freeze.app.watch;

import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.holdfast.kit.loop.BackgroundLoop;
import org.holdfast.kit.loop.LoopBounds;
import org.holdfast.kit.loop.LoopReport;
import org.holdfast.kit.loop.LoopStatus;
import org.holdfast.kit.loop.LoopWork;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Looks at the database once a second: compares the clocks, and keeps what health shows. Health itself asks nothing, so
 * it answers at once in every state of the database.
 */
@Component
public class DatabaseWatch implements SmartLifecycle {
    /** Older than this, the last look says nothing about the database. */
    public static final Duration LOOK_VALID_MAX = Duration.ofSeconds(8);

    private static final Logger LOG = LoggerFactory.getLogger(DatabaseWatch.class);
    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final LoopBounds BOUNDS =
            new LoopBounds(Duration.ofMillis(250), Duration.ofSeconds(2), Duration.ofSeconds(5));

    private final ClockCheck check;
    private final ReferenceTime reference;
    private final DatabaseLook look;
    private final Clock clock;
    private volatile Seen seen = new Seen(Sight.NONE, 0, false);
    private volatile @Nullable BackgroundLoop loop;

    private record Seen(Sight sight, long atNanos, boolean ever) {}

    DatabaseWatch(ClockCheck check, ReferenceTime reference, DatabaseLook look, Clock clock) {
        this.check = check;
        this.reference = reference;
        this.look = look;
        this.clock = clock;
    }

    /** The last look at the database. */
    public Sight sight() {
        return seen.sight();
    }

    /** Null while the database answers; otherwise what health shows. */
    public @Nullable String trouble() {
        Seen now = seen;
        Duration age = Duration.ofNanos(System.nanoTime() - now.atNanos());
        if (now.ever() && age.compareTo(LOOK_VALID_MAX) <= 0) {
            return null;
        }
        BackgroundLoop started = loop;
        String cause = started == null ? null : started.status().cause();
        return (now.ever() ? "no answer for " + age.toSeconds() + " s" : "no answer yet")
                + (cause == null ? "" : ": " + Objects.requireNonNull(cause));
    }

    @Override
    public void start() {
        try {
            round();
        } catch (RuntimeException e) {
            LOG.warn("the first look at the database failed: {}", e.toString());
        }
        loop = BackgroundLoop.start("database-watch", BOUNDS, clock, Work::new);
    }

    private void round() {
        check.compare(reference);
        if (check.agrees()) {
            int freed = look.freeClaimsOfTheFuture();
            if (freed > 0) {
                LOG.warn("{} claims were dated in the future and are free now", freed);
            }
        }
        seen = new Seen(look.look(), System.nanoTime(), true);
    }

    private final class Work implements LoopWork {
        private final LoopReport report;

        Work(LoopReport report) {
            this.report = report;
        }

        @Override
        public Duration round() {
            DatabaseWatch.this.round();
            report.progressed();
            return EVERY;
        }
    }

    /** Before everything that acts on a clock, and after it at the end. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE;
    }

    @Override
    public void stop() {
        BackgroundLoop started = loop;
        if (started != null) {
            started.stop();
        }
    }

    @Override
    public boolean isRunning() {
        BackgroundLoop started = loop;
        return (started == null ? LoopStatus.NEW : started.status()).running();
    }
}

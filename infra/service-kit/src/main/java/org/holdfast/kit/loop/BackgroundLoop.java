package org.holdfast.kit.loop;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.backoff.BackOffExecution;

/**
 * A thread that repeats a piece of work until it is stopped. After a failure it closes the work, waits and opens it
 * anew, without end and with waits that grow to a maximum.
 *
 * <p>It survives every {@link Throwable}. An {@link Error} can be local to one piece of work: an
 * {@link InternalError} is what a mapped file gives on a full disk, a {@link StackOverflowError} may come from one
 * input. A thread that ends while the process keeps running would be the worst outcome, because nothing restarts it.
 * The services run with {@code -XX:+ExitOnOutOfMemoryError}, which ends the process before this class is asked.
 */
public final class BackgroundLoop {
    private static final Logger LOG = LoggerFactory.getLogger(BackgroundLoop.class);
    private static final int CAUSES_MAX = 10;
    private static final Duration INTERRUPTED_END_MAX = Duration.ofSeconds(2);

    private final String name;
    private final LoopBounds bounds;
    private final LoopWork.Factory factory;
    private final Clock clock;
    private final CountDownLatch stopAsked = new CountDownLatch(1);
    private final Report report = new Report();
    private final Thread thread;
    private volatile LoopStatus status = LoopStatus.NEW;
    private volatile @Nullable LoopWork current;
    private volatile long stopBeforeNanos;

    private BackgroundLoop(String name, LoopBounds bounds, Clock clock, LoopWork.Factory factory) {
        this.name = name;
        this.bounds = bounds;
        this.factory = factory;
        this.clock = clock;
        this.thread = Thread.ofPlatform().name(name).unstarted(this::run);
    }

    /** Starts a loop; its thread has the given name. */
    public static BackgroundLoop start(String name, LoopBounds bounds, Clock clock, LoopWork.Factory factory) {
        var loop = new BackgroundLoop(name, bounds, clock, factory);
        loop.report.change(LoopStatus::started);
        loop.thread.start();
        return loop;
    }

    public LoopStatus status() {
        return status;
    }

    /** Asks the loop to end without waiting for it; the bound of {@link #stop} counts from here. */
    public synchronized void askToStop() {
        if (!stopping()) {
            stopBeforeNanos = System.nanoTime() + bounds.stopMax().toNanos();
            stopAsked.countDown();
        }
        LoopWork work = current;
        if (work != null) {
            work.wakeup();
        }
    }

    /** Ends the loop, within its bound. */
    public void stop() {
        askToStop();
        try {
            long left = Math.max(1, stopBeforeNanos - System.nanoTime());
            if (!thread.join(Duration.ofNanos(left))) {
                LOG.warn("{} did not end within {}; its thread is interrupted", name, bounds.stopMax());
                thread.interrupt();
                thread.join(INTERRUPTED_END_MAX);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        BackOffExecution waits = bounds.waits().start();
        while (!stopping()) {
            try (LoopWork work = factory.open(report)) {
                current = work;
                while (!stopping()) {
                    pause(work.round());
                }
            } catch (Throwable e) {
                if (!stopping()) {
                    // None where the work has progressed since the last failure.
                    if (status.attempts() == 0) {
                        waits = bounds.waits().start();
                    }
                    Duration wait = Duration.ofMillis(waits.nextBackOff());
                    failed(e, wait);
                    pauseAfterFailure(wait);
                }
            } finally {
                current = null;
            }
        }
        report.change(LoopStatus::ended);
    }

    private boolean stopping() {
        return stopAsked.getCount() == 0;
    }

    private void failed(Throwable e, Duration wait) {
        report.change(status -> status.failed(clock.instant(), words(e)));
        if (status.attempts() == 1) {
            LOG.warn("{} failed and is repeated in {}", name, wait, e);
        } else {
            LOG.warn("{} failed {} times in a row, next in {}: {}", name, status.attempts(), wait, words(e));
        }
    }

    private void pause(Duration wait) throws InterruptedException {
        if (wait.isPositive()) {
            var _ = stopAsked.await(wait.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void pauseAfterFailure(Duration wait) {
        // The failure may be an interrupt of a client; a set flag would cut this wait short.
        var _ = Thread.interrupted();
        try {
            pause(wait);
        } catch (InterruptedException e) {
            LOG.debug("{} was interrupted while it waited", name, e);
        }
    }

    /** The failure and its innermost cause: the outer one often says only that something failed. */
    private static String words(Throwable e) {
        Throwable root = e;
        int depth = 0;
        while (depth < CAUSES_MAX && root.getCause() != null) {
            root = root.getCause();
            depth++;
        }
        return depth == 0 ? e.toString() : e + ", caused by " + root;
    }

    private final class Report implements LoopReport {
        synchronized void change(UnaryOperator<LoopStatus> change) {
            status = change.apply(status);
        }

        @Override
        public void progressed() {
            change(now -> now.progressed(clock.instant()));
        }

        @Override
        public void behind(long waiting) {
            change(now -> now.behind(waiting));
        }

        @Override
        public void stopped(String reason) {
            change(now -> now.stoppedBecause(reason));
        }

        @Override
        public LoopStatus status() {
            return status;
        }
    }
}

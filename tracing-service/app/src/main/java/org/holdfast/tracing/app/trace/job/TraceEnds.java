package org.holdfast.tracing.app.trace.job;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Lets callers wait for the end of a trace. An end in this instance wakes every waiter; an end in another instance is
 * seen by looking now and then.
 */
final class TraceEnds {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long signals;

    /** A trace of this instance may have ended. */
    void signal() {
        lock.lock();
        try {
            signals++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the condition holds, at most so long; true if it does. */
    boolean await(BooleanSupplier ended, Duration most) {
        long end = System.nanoTime() + most.toNanos();
        try {
            while (true) {
                long seen = signals();
                if (ended.getAsBoolean()) {
                    return true;
                }
                long left = end - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                awaitSignalAfter(seen, Math.min(left, LOOK_AGAIN.toNanos()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private long signals() {
        lock.lock();
        try {
            return signals;
        } finally {
            lock.unlock();
        }
    }

    private void awaitSignalAfter(long seen, long mostNanos) throws InterruptedException {
        long left = mostNanos;
        lock.lock();
        try {
            while (signals == seen && left > 0) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }
}

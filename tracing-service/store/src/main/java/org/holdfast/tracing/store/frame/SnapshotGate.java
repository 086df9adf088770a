package org.holdfast.tracing.store.frame;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.StampedLock;

/** Any number of snapshots read at the same time; a retraction waits for all of them, for a bounded time. */
public final class SnapshotGate {
    private static final long RETRACTION_WAITS_SECONDS_MAX = 300;

    private final StampedLock lock = new StampedLock();

    /** A snapshot begins; pass the returned stamp to {@link #leave}. */
    public long enter() {
        return lock.readLock();
    }

    public void leave(long stamp) {
        lock.unlockRead(stamp);
    }

    /** Runs a retraction while no snapshot is open. */
    public void alone(Runnable retraction) {
        long stamp = 0;
        try {
            stamp = lock.tryWriteLock(RETRACTION_WAITS_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (stamp == 0) {
            throw new IllegalStateException("open snapshots kept a retraction waiting for too long");
        }
        try {
            retraction.run();
        } finally {
            lock.unlockWrite(stamp);
        }
    }
}

package org.holdfast.chain.bitcoin.node.tip;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * When to look at a node's tip again. A signal says only "look": what the tip is comes from the node itself, so that a
 * lost, late or forged signal costs time and nothing else.
 */
public interface TipSignal extends AutoCloseable {
    /**
     * Waits for a sign, or until it is time to look without one.
     *
     * @param atMost the longest wait
     * @return false where the signal was closed meanwhile
     */
    boolean await(Duration atMost) throws InterruptedException;

    /** Why no signal comes, in one sentence; empty where nothing is wrong. */
    default Optional<String> trouble() {
        return Optional.empty();
    }

    @Override
    void close();

    /** No signal: looks again and again. */
    static TipSignal polling(Duration every) {
        var closed = new CountDownLatch(1);
        return new TipSignal() {
            @Override
            public boolean await(Duration atMost) throws InterruptedException {
                Duration wait = atMost.compareTo(every) < 0 ? atMost : every;
                return !closed.await(wait.toNanos(), TimeUnit.NANOSECONDS);
            }

            @Override
            public void close() {
                closed.countDown();
            }
        };
    }
}

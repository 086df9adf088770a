package org.holdfast.kit.loop;

import java.time.Duration;

/** The work of a loop from its start, or a failure, to the next failure. */
public interface LoopWork extends AutoCloseable {
    /** Makes the work of one loop: at its start, and again after each failure. */
    @FunctionalInterface
    interface Factory {
        LoopWork open(LoopReport report);
    }

    /** Does one piece of work of bounded length. Returns how long to wait before the next one. */
    Duration round() throws Exception;

    /** Makes a blocked {@link #round} end soon; called by another thread. */
    default void wakeup() {}

    @Override
    default void close() {}
}

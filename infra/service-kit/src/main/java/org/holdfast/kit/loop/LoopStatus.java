package org.holdfast.kit.loop;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a loop is doing.
 *
 * @param running false before the start and after the end
 * @param lastProgress when the loop last had nothing left to do or finished a piece of work; null before the first time
 * @param lag pieces of work that wait, for a consumer the unread records; -1 before it is known
 * @param failingSince null unless the loop fails at present
 * @param attempts failures in a row without progress between them
 * @param cause why the last attempt failed; null unless the loop fails at present
 * @param stopped why the loop does no further work, which no waiting mends; null while it works
 */
public record LoopStatus(
        boolean running,
        @Nullable Instant lastProgress,
        long lag,
        @Nullable Instant failingSince,
        int attempts,
        @Nullable String cause,
        @Nullable String stopped) {
    /** Of a loop that was not started. */
    public static final LoopStatus NEW = new LoopStatus(false, null, -1, null, 0, null, null);

    /** Whether the loop runs, does not fail and was not stopped by its data. */
    public boolean isWell() {
        return running && cause == null && stopped == null;
    }

    /** One line for an operator; it begins with {@code stopped} or {@code waits} where the loop is not well. */
    public String text() {
        if (stopped != null) {
            return "stopped " + stopped;
        }
        if (cause != null) {
            String failures =
                    failingSince == null ? "" : "; since " + failingSince + ", failures in a row: " + attempts;
            return "waits: " + cause + failures + ", last progress: " + (lastProgress == null ? "none" : lastProgress);
        }
        if (!running) {
            return "not running";
        }
        return lag + " behind, last progress: " + (lastProgress == null ? "none" : lastProgress);
    }

    /** The same of a loop that is well, with something that its result waits for. */
    public LoopStatus waitingFor(String what) {
        return isWell() ? new LoopStatus(running, lastProgress, lag, null, 0, what, null) : this;
    }

    LoopStatus started() {
        return new LoopStatus(true, lastProgress, lag, failingSince, attempts, cause, stopped);
    }

    LoopStatus ended() {
        return new LoopStatus(false, lastProgress, lag, failingSince, attempts, cause, stopped);
    }

    LoopStatus progressed(Instant now) {
        return new LoopStatus(running, now, lag, null, 0, null, stopped);
    }

    LoopStatus behind(long waiting) {
        return new LoopStatus(running, lastProgress, waiting, failingSince, attempts, cause, stopped);
    }

    LoopStatus failed(Instant now, String why) {
        return new LoopStatus(
                running, lastProgress, lag, failingSince == null ? now : failingSince, attempts + 1, why, stopped);
    }

    LoopStatus stoppedBecause(String reason) {
        return new LoopStatus(
                running, lastProgress, lag, failingSince, attempts, cause, stopped == null ? reason : stopped);
    }
}

package org.holdfast.launcher.node;

import java.time.Instant;

/**
 * What the running node says of one of its parts.
 *
 * @param name of the part, such as {@code kafka} or {@code tracing}
 * @param state what it does
 * @param pid its process; 0 if it has none
 * @param starts how often this node has started it or taken it over
 * @param cause why it ended last or cannot start; empty if neither happened
 * @param since when the state began, as UTC
 * @param silent how many of the node's questions in a row it has not answered; 0 if it answered the last one
 */
public record PartStatus(String name, State state, long pid, int starts, String cause, String since, int silent) {
    /** The states of a part. */
    public enum State {
        /** It was started and has not answered yet. */
        STARTING,
        /** It runs and answers. */
        UP,
        /** It needs another part that is not up. */
        BLOCKED,
        /** It ended or hung; the next start comes after a wait. */
        WAITING,
        /** It failed too often; starts are far apart now. */
        GIVEN_UP,
        /** The node stops it. */
        STOPPED
    }

    /** A part that has not been started. */
    public static PartStatus before(String name, Instant now) {
        return new PartStatus(name, State.STARTING, 0, 0, "", now.toString(), 0);
    }

    /** The same part in another state. */
    public PartStatus in(State next, long process, Instant now) {
        return new PartStatus(name, next, process, starts, cause, next == state ? since : now.toString(), 0);
    }

    /** The same part, started once more. */
    public PartStatus started() {
        return new PartStatus(name, state, pid, starts + 1, cause, since, 0);
    }

    /** The same part with the reason of its last end. */
    public PartStatus because(String why) {
        return new PartStatus(name, state, pid, starts, why, since, 0);
    }

    /** The same part after so many questions in a row without an answer. */
    public PartStatus silentFor(int questions) {
        return new PartStatus(name, state, pid, starts, cause, since, questions);
    }
}

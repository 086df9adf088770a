package org.holdfast.freeze.decider;

import java.util.List;

/**
 * The outcome of a command.
 *
 * @param <E> events
 * @param <R> refusals
 */
public sealed interface Decision<E, R> {
    /** The command takes effect: these events are recorded, at least one. */
    record Accepted<E, R>(List<E> events) implements Decision<E, R> {
        public Accepted {
            events = List.copyOf(events);
            if (events.isEmpty()) {
                throw new IllegalArgumentException("an accepted command has at least one event");
            }
        }
    }

    /** The command has taken effect before; nothing is recorded. */
    record Ignored<E, R>(String reason) implements Decision<E, R> {}

    /** The command is refused; nothing is recorded. */
    record Rejected<E, R>(R rejection) implements Decision<E, R> {}
}

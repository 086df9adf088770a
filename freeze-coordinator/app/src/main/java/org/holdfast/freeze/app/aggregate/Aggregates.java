package org.holdfast.freeze.app.aggregate;

import java.util.List;
import org.holdfast.freeze.decider.Command;
import org.holdfast.freeze.decider.Refusal;

/** Aggregates of every kind, kept as their events. */
public interface Aggregates {
    /**
     * Gives a command to its aggregate, in the caller's transaction if there is one. Throws
     * {@link org.springframework.dao.ConcurrencyFailureException} if another transaction changed the aggregate at the
     * same time; nothing has changed then, and the caller can repeat the whole transaction.
     */
    <C extends Command, E, S, R extends Refusal> Outcome<S, R> give(AggregateKind<C, E, S, R> kind, C command);

    /** Gives a command of any kind, as {@link #give(AggregateKind, Command)} does. */
    Outcome<?, ? extends Refusal> give(Command command);

    /** The events of one aggregate, oldest first; empty if there is no such aggregate. */
    <E> List<E> history(AggregateKind<?, E, ?, ?> kind, String id);
}

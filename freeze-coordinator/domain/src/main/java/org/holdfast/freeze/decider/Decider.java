package org.holdfast.freeze.decider;

import java.util.List;

/**
 * One kind of aggregate as pure functions over values (Chassaing, "Functional Event Sourcing Decider").
 *
 * @param <C> commands
 * @param <E> events
 * @param <S> states
 * @param <R> refusals
 */
public interface Decider<C extends Command, E, S, R extends Refusal> {
    /** The id of the aggregate that receives a command. */
    String idOf(C command);

    /** The state before the first event. */
    S initial();

    /** The outcome of a command in a state. Every pair has one; none throws. */
    Decision<E, R> decide(C command, S state);

    /** The next state. Throws {@link IllegalStateException} on an event that does not follow from the state. */
    S evolve(S state, E event);

    /** The state after all events of an aggregate, in their order. */
    default S replay(List<? extends E> events) {
        S state = initial();
        for (E event : events) {
            state = evolve(state, event);
        }
        return state;
    }
}

package org.holdfast.freeze.app.aggregate;

import java.util.Arrays;
import java.util.HashSet;
import org.holdfast.freeze.decider.Command;
import org.holdfast.freeze.decider.Decider;
import org.holdfast.freeze.decider.Refusal;

/**
 * One kind of aggregate: everything that the shell needs to know of it.
 *
 * @param type the name of the kind in the event store; it never changes
 * @param commands the sealed interface of its commands
 * @param events the sealed interface of its events
 * @param decider its rules
 * @param stored the stored name of each event
 * @param <C> commands
 * @param <E> events
 * @param <S> states
 * @param <R> refusals
 */
public record AggregateKind<C extends Command, E, S, R extends Refusal>(
        String type, Class<C> commands, Class<E> events, Decider<C, E, S, R> decider, StoredTypes stored) {
    public AggregateKind {
        var named = new HashSet<>(stored.byName().values());
        if (!events.isSealed() || !named.equals(new HashSet<>(Arrays.asList(events.getPermittedSubclasses())))) {
            throw new IllegalArgumentException("the stored names of " + type + " are not those of the events of "
                    + events.getSimpleName() + ": " + stored.byName().keySet());
        }
    }
}

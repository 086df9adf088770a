package org.holdfast.freeze.app.aggregate.axon;

import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.eventsourcing.eventstore.EventStoreException;
import org.axonframework.modelling.command.ConcurrencyException;
import org.holdfast.freeze.app.aggregate.AggregateKind;
import org.holdfast.freeze.app.aggregate.Aggregates;
import org.holdfast.freeze.app.aggregate.Outcome;
import org.holdfast.freeze.decider.Command;
import org.holdfast.freeze.decider.Refusal;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.stereotype.Component;

/** Aggregates in Axon's event store. */
@Component
class AxonAggregates implements Aggregates {
    private static final String DUPLICATE_KEY = "23505";

    private final CommandGateway gateway;
    private final EventStore store;
    private final List<AggregateKind<?, ?, ?, ?>> kinds;

    AxonAggregates(CommandGateway gateway, EventStore store, List<AggregateKind<?, ?, ?, ?>> kinds) {
        this.gateway = gateway;
        this.store = store;
        this.kinds = List.copyOf(kinds);
    }

    @Override
    public <C extends Command, E, S, R extends Refusal> Outcome<S, R> give(AggregateKind<C, E, S, R> kind, C command) {
        try {
            Outcome<S, R> outcome = gateway.sendAndWait(new GiveCommand<>(kind, command));
            return Objects.requireNonNull(outcome);
        } catch (ConcurrencyException | EventStoreException e) {
            // For the first event of an aggregate Axon throws no ConcurrencyException.
            if (e instanceof EventStoreException && !isDuplicateKey(e)) {
                throw e;
            }
            String id = kind.decider().idOf(command);
            throw new OptimisticLockingFailureException("another transaction changed " + id, e);
        }
    }

    private static boolean isDuplicateKey(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && DUPLICATE_KEY.equals(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    @Override
    public Outcome<?, ? extends Refusal> give(Command command) {
        for (AggregateKind<?, ?, ?, ?> kind : kinds) {
            if (kind.commands().isInstance(command)) {
                return giveTo(kind, command);
            }
        }
        throw new IllegalStateException(
                "no aggregate is registered for " + command.getClass().getName());
    }

    private <C extends Command, E, S, R extends Refusal> Outcome<S, R> giveTo(
            AggregateKind<C, E, S, R> kind, Command command) {
        return give(kind, kind.commands().cast(command));
    }

    @Override
    public <E> List<E> history(AggregateKind<?, E, ?, ?> kind, String id) {
        try (var found = store.readEvents(id, 0).asStream()) {
            return found.<E>map(event -> kind.events().cast(event.getPayload())).toList();
        }
    }
}

package org.holdfast.freeze.app.aggregate.axon;

import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventhandling.GenericDomainEventMessage;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.holdfast.freeze.app.aggregate.AggregateKind;
import org.holdfast.freeze.app.aggregate.Outcome;
import org.holdfast.freeze.decider.Command;
import org.holdfast.freeze.decider.Decider;
import org.holdfast.freeze.decider.Decision;
import org.holdfast.freeze.decider.Refusal;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.springframework.stereotype.Component;

/**
 * The shell of every aggregate: reads the events, folds them to the state, decides, and appends the new events. The
 * unique index on aggregate and sequence number refuses the second of two commands that read the same events.
 */
@Component
class GiveCommandHandler {
    private final EventStore store;

    GiveCommandHandler(EventStore store) {
        this.store = store;
    }

    @CommandHandler
    Outcome<?, ?> handle(GiveCommand<?, ?, ?, ?> message) {
        return give(message);
    }

    private <C extends Command, E, S, R extends Refusal> Outcome<S, R> give(GiveCommand<C, E, S, R> message) {
        AggregateKind<C, E, S, R> kind = message.kind();
        Decider<C, E, S, R> decider = kind.decider();
        String id = decider.idOf(message.command());
        var aggregate = read(kind, id);
        return switch (decider.decide(message.command(), aggregate.state())) {
            case Decision.Accepted<E, R> accepted -> {
                S state = aggregate.state();
                long sequence = aggregate.events();
                for (E event : accepted.events()) {
                    store.publish(new GenericDomainEventMessage<>(kind.type(), id, sequence, event));
                    state = decider.evolve(state, event);
                    sequence++;
                }
                yield new Outcome<>(state, true, null);
            }
            case Decision.Ignored<E, R> _ -> new Outcome<>(aggregate.state(), false, null);
            case Decision.Rejected<E, R> rejected -> new Outcome<>(aggregate.state(), false, rejected.rejection());
        };
    }

    /** An aggregate as its events made it; {@code events} counts them. */
    private record Folded<S>(S state, long events) {}

    /** From the first event: no snapshot is ever written, so none is looked for. */
    private <E, S> Folded<S> read(AggregateKind<?, E, S, ?> kind, String id) {
        S state = kind.decider().initial();
        long events = 0;
        for (var stream = store.readEvents(id, 0); stream.hasNext(); events++) {
            Object event = stream.next().getPayload();
            if (!kind.events().isInstance(event)) {
                throw taken(id);
            }
            state = kind.decider().evolve(state, kind.events().cast(event));
        }
        return new Folded<>(state, events);
    }

    private static InputFaultException taken(String id) {
        return new InputFaultException(new InputFault(
                "freeze.aggregate.id-taken",
                "the id belongs to an aggregate of another kind",
                "id",
                "an id that is new or of this kind",
                InputFault.quote(id),
                "choose another id"));
    }
}

package org.holdfast.freeze.app.hold.axon;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.axonframework.commandhandling.gateway.CommandGateway;
import org.axonframework.eventhandling.gateway.EventGateway;
import org.axonframework.eventsourcing.eventstore.EventStore;
import org.axonframework.modelling.command.ConcurrencyException;
import org.holdfast.freeze.app.fact.FactLog;
import org.holdfast.freeze.app.hold.HoldOutcome;
import org.holdfast.freeze.app.hold.Holds;
import org.holdfast.freeze.coordination.FactEvent;
import org.holdfast.freeze.hold.HoldCommand;
import org.holdfast.freeze.hold.HoldEvent;
import org.holdfast.primitives.id.HoldId;
import org.springframework.dao.OptimisticLockingFailureException;
import org.springframework.stereotype.Component;

/** Hold requests and facts in Axon's event store. */
@Component
class AxonHolds implements Holds, FactLog {
    private final CommandGateway commands;
    private final EventGateway events;
    private final EventStore store;

    AxonHolds(CommandGateway commands, EventGateway events, EventStore store) {
        this.commands = commands;
        this.events = events;
        this.store = store;
    }

    @Override
    public HoldOutcome give(HoldCommand command) {
        try {
            HoldOutcome outcome = commands.sendAndWait(new GiveHold(command));
            return Objects.requireNonNull(outcome);
        } catch (ConcurrencyException e) {
            throw new OptimisticLockingFailureException("request " + command.holdId() + " changed meanwhile", e);
        }
    }

    @Override
    public List<HoldEvent> history(HoldId holdId) {
        try (Stream<HoldEvent> found =
                store.readEvents(holdId.text()).asStream().map(event -> (HoldEvent) event.getPayload())) {
            return found.toList();
        }
    }

    @Override
    public void record(FactEvent event) {
        events.publish(event);
    }
}

package org.holdfast.freeze.app.hold.axon;

import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.spring.stereotype.Aggregate;
import org.holdfast.freeze.app.hold.HoldOutcome;
import org.holdfast.freeze.hold.Decision;
import org.holdfast.freeze.hold.HoldCommand;
import org.holdfast.freeze.hold.HoldDecider;
import org.holdfast.freeze.hold.HoldEvent;
import org.holdfast.freeze.hold.HoldEvolution;
import org.holdfast.freeze.hold.HoldRejection;
import org.holdfast.freeze.hold.HoldState;
import org.jspecify.annotations.Nullable;

/** One hold request in the event store. What it may do is decided in the domain. */
@Aggregate
class HoldRequest {
    @AggregateIdentifier
    @SuppressWarnings("unused") // Axon reads it.
    private @Nullable String holdId;

    private HoldState state = new HoldState.Absent();

    HoldOutcome give(HoldCommand command) {
        return switch (HoldDecider.decide(command, state)) {
            case Decision.Accepted<HoldEvent, HoldRejection> accepted -> {
                accepted.events().forEach(AggregateLifecycle::apply);
                yield new HoldOutcome(state.label(), true, null);
            }
            case Decision.Ignored<HoldEvent, HoldRejection> _ -> new HoldOutcome(state.label(), false, null);
            case Decision.Rejected<HoldEvent, HoldRejection> rejected ->
                new HoldOutcome(state.label(), false, rejected.rejection());
        };
    }

    @EventSourcingHandler
    void on(HoldEvent event) {
        holdId = event.holdId().text();
        state = HoldEvolution.evolve(state, event);
    }

    HoldState.Label label() {
        return state.label();
    }
}

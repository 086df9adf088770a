package org.holdfast.freeze.app.hold.axon;

import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.Repository;
import org.holdfast.freeze.app.hold.HoldOutcome;
import org.holdfast.freeze.hold.Decision;
import org.holdfast.freeze.hold.HoldCommand;
import org.holdfast.freeze.hold.HoldDecider;
import org.holdfast.freeze.hold.HoldEvent;
import org.holdfast.freeze.hold.HoldRejection;
import org.holdfast.freeze.hold.HoldState;
import org.springframework.stereotype.Component;

/** Brings a command to its request, and opens the request where it is the first. */
@Component
class HoldCommandHandler {
    private final Repository<HoldRequest> requests;

    HoldCommandHandler(Repository<HoldRequest> requests) {
        this.requests = requests;
    }

    // Not Axon's own load-or-create: in 4.13.0 it keeps the lock when it fails (Axon issue 4679).
    @CommandHandler
    HoldOutcome handle(GiveHold message) throws Exception {
        HoldCommand command = message.command();
        try {
            return requests.load(command.holdId().text()).invoke(request -> request.give(command));
        } catch (AggregateNotFoundException e) {
            return open(command);
        }
    }

    private HoldOutcome open(HoldCommand command) throws Exception {
        Decision<HoldEvent, HoldRejection> decision = HoldDecider.decide(command, new HoldState.Absent());
        return switch (decision) {
            case Decision.Accepted<HoldEvent, HoldRejection> _ -> {
                var opened = requests.newInstance(() -> {
                    var request = new HoldRequest();
                    request.give(command);
                    return request;
                });
                yield new HoldOutcome(opened.invoke(HoldRequest::label), true, null);
            }
            case Decision.Ignored<HoldEvent, HoldRejection> _ -> new HoldOutcome(HoldState.Label.ABSENT, false, null);
            case Decision.Rejected<HoldEvent, HoldRejection> rejected ->
                new HoldOutcome(HoldState.Label.ABSENT, false, rejected.rejection());
        };
    }
}

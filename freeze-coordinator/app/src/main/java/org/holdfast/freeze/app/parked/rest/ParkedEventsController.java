package org.holdfast.freeze.app.parked.rest;

import java.time.Clock;
import org.holdfast.api.hold.ReasonRequest;
import org.holdfast.api.operation.ParkedEventsResponse;
import org.holdfast.api.operation.ParkedRetryResponse;
import org.holdfast.freeze.app.aggregate.Transactions;
import org.holdfast.freeze.app.parked.ParkedEvent;
import org.holdfast.freeze.app.parked.ParkedEvents;
import org.holdfast.freeze.app.parked.ParkedRetries;
import org.holdfast.freeze.app.watch.ClockCheck;
import org.holdfast.kit.access.Caller;
import org.holdfast.kit.access.Needs;
import org.holdfast.kit.access.Permission;
import org.holdfast.kit.rest.Requests;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Parked events: their list, another try, and the decision to go on without one. */
@RestController
class ParkedEventsController {
    private static final Logger LOG = LoggerFactory.getLogger(ParkedEventsController.class);
    private static final int SHOWN_MAX = 200;
    private static final int REASON_MAX = 500;

    private final ParkedEvents events;
    private final ParkedRetries retries;
    private final Transactions transactions;
    private final ClockCheck check;
    private final Clock clock;

    ParkedEventsController(
            ParkedEvents events, ParkedRetries retries, Transactions transactions, ClockCheck check, Clock clock) {
        this.events = events;
        this.retries = retries;
        this.transactions = transactions;
        this.check = check;
        this.clock = clock;
    }

    @GetMapping("/v1/parked-events")
    @Needs(Permission.READ_HOLDS)
    ParkedEventsResponse list() {
        return new ParkedEventsResponse(events.oldest(SHOWN_MAX).stream()
                .map(ParkedEventsController::entry)
                .toList());
    }

    private static ParkedEventsResponse.Parked entry(ParkedEvent event) {
        return new ParkedEventsResponse.Parked(
                event.id(), event.processor(), event.sequence(), event.event(), event.cause(), event.parkedAt());
    }

    @PostMapping("/v1/parked-events/retry")
    @Needs(Permission.DECIDE_HOLDS)
    ParkedRetryResponse retry() {
        check.require();
        return new ParkedRetryResponse(retries.retry());
    }

    @PostMapping("/v1/parked-events/{id}/eviction")
    @Needs(Permission.DECIDE_HOLDS)
    ParkedEventsResponse evict(
            @AuthenticationPrincipal Caller.Officer officer,
            @PathVariable String id,
            @RequestBody ReasonRequest request) {
        String reason = Requests.text("reason", request.reason(), REASON_MAX);
        if (!transactions.run(() -> events.evict(id, officer.id(), reason, clock.instant()))) {
            throw new InputFaultException(new InputFault(
                    "freeze.parked.unknown",
                    "no event is parked under that id",
                    "id",
                    "the id of a parked event",
                    InputFault.quote(id),
                    "list the parked events"));
        }
        LOG.warn("{} took the parked event {} out: {}", officer.id(), id, reason);
        return list();
    }
}

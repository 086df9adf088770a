package org.holdfast.freeze.app.exchange.rest;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.holdfast.api.hold.AnswerRequest;
import org.holdfast.api.hold.ExchangeRequest;
import org.holdfast.api.hold.HoldStateResponse;
import org.holdfast.api.hold.InboxResponse;
import org.holdfast.api.hold.LineAnswerBody;
import org.holdfast.api.hold.UntilRequest;
import org.holdfast.freeze.app.aggregate.Aggregates;
import org.holdfast.freeze.app.coverage.CoverageAggregate;
import org.holdfast.freeze.app.exchange.ExchangeInbox;
import org.holdfast.freeze.app.exchange.InboxBell;
import org.holdfast.freeze.app.exchange.InboxEntry;
import org.holdfast.freeze.app.exchange.InboxRequest;
import org.holdfast.freeze.app.hold.HoldAggregate;
import org.holdfast.freeze.app.hold.Refusals;
import org.holdfast.freeze.coverage.CoverageCommand;
import org.holdfast.freeze.coverage.CoverageKey;
import org.holdfast.freeze.hold.HoldCommand;
import org.holdfast.freeze.hold.HoldEvent;
import org.holdfast.freeze.hold.HoldState;
import org.holdfast.freeze.hold.HoldState.Present;
import org.holdfast.freeze.hold.answer.LineAnswer;
import org.holdfast.freeze.hold.answer.LineResult;
import org.holdfast.freeze.hold.answer.ReasonCode;
import org.holdfast.kit.access.Caller;
import org.holdfast.kit.access.Needs;
import org.holdfast.kit.access.Permission;
import org.holdfast.kit.rest.Requests;
import org.holdfast.primitives.BaseUnits;
import org.holdfast.primitives.id.HoldId;
import org.holdfast.primitives.id.MessageId;
import org.holdfast.primitives.id.VaspId;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The inbox of an exchange, and its answers. An exchange sees what it was sent, and nothing else. */
@RestController
@RequestMapping("/exchange/v1/hold-requests")
public class ExchangeController {
    private static final int PAGE_MAX = 100;
    private static final int WAIT_SECONDS_MAX = 25;
    private static final int WAITING_MAX = 500;
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
    private static final String KEY = "Idempotency-Key";

    private final Aggregates aggregates;
    private final ExchangeInbox inbox;
    private final InboxBell bell;
    private final OnceOnly once;
    private final Clock clock;
    private final JsonMapper json;
    private final Semaphore waiting = new Semaphore(WAITING_MAX);

    ExchangeController(
            Aggregates aggregates, ExchangeInbox inbox, InboxBell bell, OnceOnly once, Clock clock, JsonMapper json) {
        this.aggregates = aggregates;
        this.inbox = inbox;
        this.bell = bell;
        this.once = once;
        this.clock = clock;
        this.json = json;
    }

    @GetMapping
    @Needs(Permission.ANSWER_HOLDS)
    InboxResponse list(
            @AuthenticationPrincipal Caller.Exchange exchange,
            @RequestParam(defaultValue = "0") String cursor,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(defaultValue = "0") int wait)
            throws InterruptedException {
        Requests.between("limit", limit, 1, PAGE_MAX);
        Requests.between("wait", wait, 0, WAIT_SECONDS_MAX);
        long after = position(cursor);
        var entries = entries(exchange.id(), after, limit, Duration.ofSeconds(wait));
        return new InboxResponse(
                entries.stream().map(ExchangeBodies::entry).toList(),
                entries.isEmpty() ? cursor : Long.toString(entries.getLast().position()));
    }

    private List<InboxEntry> entries(VaspId vasp, long after, int limit, Duration wait) throws InterruptedException {
        var entries = inbox.after(vasp, after, limit);
        // More waiters than the service can carry are answered at once; they ask again.
        if (!entries.isEmpty() || wait.isZero() || !waiting.tryAcquire()) {
            return entries;
        }
        try {
            long end = System.nanoTime() + wait.toNanos();
            while (entries.isEmpty() && System.nanoTime() < end) {
                bell.await(LOOK_AGAIN);
                entries = inbox.after(vasp, after, limit);
            }
            return entries;
        } finally {
            waiting.release();
        }
    }

    private static long position(String cursor) {
        try {
            return Long.parseUnsignedLong(cursor);
        } catch (NumberFormatException e) {
            throw Requests.fault("cursor", "the nextCursor of an earlier answer", cursor);
        }
    }

    @GetMapping("/{id}")
    @Needs(Permission.ANSWER_HOLDS)
    ExchangeRequest one(@AuthenticationPrincipal Caller.Exchange exchange, @PathVariable String id) {
        return ExchangeBodies.request(InboxRequest.of(sent(exchange, id)));
    }

    @PostMapping("/{id}/acknowledgement")
    @Needs(Permission.ANSWER_HOLDS)
    ResponseEntity<String> acknowledge(
            @AuthenticationPrincipal Caller.Exchange exchange,
            @PathVariable String id,
            @RequestHeader(name = KEY, required = false) @Nullable String key,
            @RequestBody(required = false) byte @Nullable [] body) {
        var holdId = sent(exchange, id).terms().holdId();
        return answer(
                exchange,
                key,
                "acknowledgement " + id,
                body,
                source -> new HoldCommand.RecordAcknowledgement(holdId, source, clock.instant()));
    }

    @PostMapping("/{id}/answer")
    @Needs(Permission.ANSWER_HOLDS)
    ResponseEntity<String> answer(
            @AuthenticationPrincipal Caller.Exchange exchange,
            @PathVariable String id,
            @RequestHeader(name = KEY, required = false) @Nullable String key,
            @RequestBody byte[] body) {
        var holdId = sent(exchange, id).terms().holdId();
        List<LineAnswer> lines = Requests.require(
                        read(body, AnswerRequest.class).lines(), "lines")
                .stream()
                .map(ExchangeController::line)
                .toList();
        return answer(
                exchange,
                key,
                "answer " + id,
                body,
                source -> new HoldCommand.RecordAnswer(holdId, lines, source, clock.instant()));
    }

    @PostMapping("/{id}/extension-confirmation")
    @Needs(Permission.ANSWER_HOLDS)
    ResponseEntity<String> confirmExtension(
            @AuthenticationPrincipal Caller.Exchange exchange,
            @PathVariable String id,
            @RequestHeader(name = KEY, required = false) @Nullable String key,
            @RequestBody byte[] body) {
        var holdId = sent(exchange, id).terms().holdId();
        Instant until = Requests.instant(read(body, UntilRequest.class).until(), "until");
        return answer(
                exchange,
                key,
                "extension " + id,
                body,
                source -> new HoldCommand.ConfirmExtension(holdId, until, source, clock.instant()));
    }

    @PostMapping("/{id}/expiry-confirmation")
    @Needs(Permission.ANSWER_HOLDS)
    ResponseEntity<String> confirmExpiry(
            @AuthenticationPrincipal Caller.Exchange exchange,
            @PathVariable String id,
            @RequestHeader(name = KEY, required = false) @Nullable String key,
            @RequestBody(required = false) byte @Nullable [] body) {
        var holdId = sent(exchange, id).terms().holdId();
        return answer(
                exchange,
                key,
                "expiry " + id,
                body,
                source -> new HoldCommand.ConfirmExpiry(holdId, source, clock.instant()));
    }

    @PostMapping("/{id}/release-confirmation")
    @Needs(Permission.ANSWER_HOLDS)
    ResponseEntity<String> confirmRelease(
            @AuthenticationPrincipal Caller.Exchange exchange,
            @PathVariable String id,
            @RequestHeader(name = KEY, required = false) @Nullable String key,
            @RequestBody(required = false) byte @Nullable [] body) {
        var holdId = sent(exchange, id).terms().holdId();
        return answer(
                exchange,
                key,
                "release " + id,
                body,
                source -> new HoldCommand.ConfirmRelease(holdId, source, clock.instant()));
    }

    private ResponseEntity<String> answer(
            Caller.Exchange exchange,
            @Nullable String key,
            String what,
            byte @Nullable [] body,
            Function<MessageId, HoldCommand> command) {
        return once.answer(exchange.id(), key, what, body == null ? new byte[0] : body, source -> {
            HoldCommand given = command.apply(source);
            var outcome = aggregates.give(HoldAggregate.KIND, given).orThrow(Refusals::of);
            if (given instanceof HoldCommand.RecordAnswer answer && outcome.changed()) {
                count(answer, (Present) outcome.state());
            }
            return new HoldStateResponse(
                    given.holdId().text(), Requests.word(outcome.state().label()), outcome.changed());
        });
    }

    /** What is held counts in the coverage; an answer that holds more than was traced is refused as a whole. */
    private void count(HoldCommand.RecordAnswer answer, Present state) {
        aggregates
                .give(
                        CoverageAggregate.KIND,
                        new CoverageCommand.CountHeld(
                                CoverageKey.of(state.terms().draft()), answer.holdId(), answer.lines(), answer.at()))
                .orThrow(Refusals::of);
    }

    /** A request that this exchange was sent. Of another's request it does not learn that it exists. */
    private Present sent(Caller.Exchange exchange, String id) {
        var history = aggregates.history(HoldAggregate.KIND, new HoldId(id).text());
        HoldState state = HoldAggregate.KIND.decider().replay(history);
        boolean visible = state instanceof Present present
                && present.terms().draft().vaspId().equals(exchange.id())
                && history.stream().anyMatch(event -> event instanceof HoldEvent.HoldSent);
        if (!visible) {
            throw Refusals.unknown(id);
        }
        return (Present) state;
    }

    private <T> T read(byte[] body, Class<T> type) {
        try {
            return Requests.require(json.readValue(body, type), "body");
        } catch (JacksonException e) {
            throw Requests.fault("body", "JSON as the interface description says", e.getOriginalMessage());
        }
    }

    private static LineAnswer line(LineAnswerBody body) {
        String held = body.held();
        return new LineAnswer(
                Requests.require(body.line(), "lines.line"),
                Requests.constant(LineResult.class, "lines.result", Requests.require(body.result(), "lines.result")),
                Requests.constant(ReasonCode.class, "lines.reason", Requests.require(body.reason(), "lines.reason")),
                held == null ? BaseUnits.ZERO : BaseUnits.parse(held),
                body.heldUntil() == null ? null : Requests.instant(body.heldUntil(), "lines.heldUntil"),
                body.accountRef());
    }
}

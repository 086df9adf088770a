package org.holdfast.freeze.app.config;

import java.util.List;
import java.util.Map;
import org.holdfast.kit.rest.ErrorCodes;
import org.springframework.http.HttpStatus;

/** The HTTP status of every error code that this service sends over REST. */
public final class FreezeErrors {
    public static final ErrorCodes CODES = new ErrorCodes(Map.of(
            HttpStatus.BAD_REQUEST,
            List.of("freeze.aggregate.id-taken"),
            HttpStatus.FORBIDDEN,
            List.of("freeze.hold.second-officer-missing"),
            HttpStatus.NOT_FOUND,
            List.of("freeze.hold.unknown", "freeze.parked.unknown", "freeze.view.unknown"),
            HttpStatus.CONFLICT,
            List.of(
                    "freeze.answer.repeated",
                    "freeze.hold.busy",
                    "freeze.hold.fact-lost",
                    "freeze.hold.fact-suspended",
                    "freeze.hold.fact-unsuited",
                    "freeze.hold.state-unsuited",
                    "freeze.topic.another",
                    "freeze.topic.unchanged"),
            HttpStatus.UNPROCESSABLE_CONTENT,
            List.of(
                    "freeze.answer.above-asked",
                    "freeze.answer.above-traced",
                    "freeze.answer.contradictory",
                    "freeze.answer.incomplete",
                    "freeze.hold.above-traced",
                    "freeze.hold.asked-already",
                    "freeze.hold.assets-mixed",
                    "freeze.hold.basis-missing",
                    "freeze.hold.basis-unusable",
                    "freeze.hold.extension-unsuited",
                    "freeze.hold.line-empty",
                    "freeze.hold.lines-unsuited",
                    "freeze.hold.text-unsuited",
                    "freeze.hold.wording-compelling",
                    "freeze.idempotency.key-reused"),
            HttpStatus.SERVICE_UNAVAILABLE,
            List.of("freeze.clock.differs")));

    /** The starts of codes that stop the start or put a fact into quarantine, and are not sent. */
    public static final List<String> NOT_SENT = List.of("freeze.basis.", "freeze.fact.", "freeze.vasp.");

    private FreezeErrors() {}
}

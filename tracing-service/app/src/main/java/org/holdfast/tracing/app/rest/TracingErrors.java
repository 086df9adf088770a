package org.holdfast.tracing.app.rest;

import java.util.List;
import java.util.Map;
import org.holdfast.kit.rest.ErrorCodes;
import org.springframework.http.HttpStatus;

/** The HTTP status of every error code that this service sends over REST. */
public final class TracingErrors {
    /** The starts of codes that stop a feed, an index or a rebuild and are not sent. */
    static final List<String> NOT_SENT =
            List.of("tracing.block.", "tracing.feed.", "tracing.index.", "tracing.rebuild.");

    public static final ErrorCodes CODES = new ErrorCodes(Map.of(
            HttpStatus.BAD_REQUEST,
            List.of(
                    "tracing.bounds.follow-fees",
                    "tracing.coinbase.spent-in-block",
                    "tracing.limit.too-small",
                    "tracing.policy.lead-only",
                    "tracing.policy.no-inverse",
                    "tracing.policy.undefined",
                    "tracing.policy.unknown",
                    "tracing.seed.height-needed",
                    "tracing.seed.no-such-output",
                    "tracing.seed.no-value",
                    "tracing.seed.other-chain",
                    "tracing.spec.missing",
                    "tracing.spec.repeated",
                    "tracing.spec.too-many",
                    "tracing.trace.cancelled",
                    "tracing.trace.too-large"),
            HttpStatus.NOT_FOUND,
            List.of(
                    "tracing.chain.unknown",
                    "tracing.label.unknown",
                    "tracing.seed.no-deposit",
                    "tracing.seed.unknown",
                    "tracing.trace.unknown",
                    "tracing.transaction.unknown"),
            HttpStatus.CONFLICT,
            List.of(
                    "tracing.policy.locked",
                    "tracing.trace.basis-withdrawn",
                    "tracing.trace.not-finished",
                    "tracing.trace.other-kind",
                    "tracing.trace.unwritten"),
            HttpStatus.UNPROCESSABLE_CONTENT,
            List.of("tracing.idempotency.key-reused"),
            HttpStatus.TOO_MANY_REQUESTS,
            List.of("tracing.service.busy"),
            HttpStatus.INTERNAL_SERVER_ERROR,
            List.of("tracing.service.defect", "tracing.trace.interrupted")));

    private TracingErrors() {}
}

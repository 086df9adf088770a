package org.holdfast.tracing.app.rest;

import org.holdfast.api.Problem;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.tracing.app.trace.question.Requests;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Every error as a problem after RFC 9457, with a stable code. */
@RestControllerAdvice
class Problems {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final int TOO_MANY = 429;
    private static final String RETRY_AFTER_SECONDS = "5";

    @ExceptionHandler
    ResponseEntity<Problem> badInput(InputFaultException e) {
        String code = e.fault().code();
        int status = switch (code) {
            case "tracing.service.busy" -> TOO_MANY;
            case "tracing.access.forbidden" -> 403;
            case "tracing.policy.unknown" -> 400;
            case "tracing.idempotency.key-reused" -> 422;
            case "tracing.policy.locked",
                    "tracing.trace.basis-withdrawn",
                    "tracing.trace.not-finished",
                    "tracing.trace.other-kind",
                    "tracing.trace.unwritten" -> 409;
            case "tracing.seed.no-deposit" -> 404;
            case "tracing.service.defect", "tracing.trace.interrupted" -> 500;
            default -> code.endsWith(".unknown") ? 404 : 400;
        };
        return answer(e.fault(), status);
    }

    @ExceptionHandler
    ResponseEntity<Problem> notJson(HttpMessageNotReadableException e) {
        return answer(
                new InputFault(
                        "tracing.request.unreadable",
                        "the request cannot be read",
                        "body",
                        "JSON as the interface description says",
                        InputFault.quote(String.valueOf(e.getMostSpecificCause().getMessage())),
                        "correct the body"),
                400);
    }

    @ExceptionHandler({MissingServletRequestParameterException.class, MethodArgumentTypeMismatchException.class})
    ResponseEntity<Problem> parameter(Exception e) {
        return answer(
                Requests.fault("query", "the parameters of the interface description", String.valueOf(e.getMessage()))
                        .fault(),
                400);
    }

    @ExceptionHandler({NoResourceFoundException.class, HttpRequestMethodNotSupportedException.class})
    ResponseEntity<Problem> notHere(Exception e) {
        return answer(
                new InputFault(
                        "tracing.request.nowhere",
                        "nothing answers there",
                        "path and method",
                        "those of the interface description",
                        InputFault.quote(String.valueOf(e.getMessage())),
                        "correct the address"),
                404);
    }

    @ExceptionHandler
    ResponseEntity<Problem> defect(RuntimeException e) {
        LOG.error("a request failed", e);
        return answer(
                new InputFault(
                        "tracing.service.defect",
                        "the service failed",
                        "tracing service",
                        "an answer",
                        e.getClass().getSimpleName(),
                        "look at the log and report it"),
                500);
    }

    private static ResponseEntity<Problem> answer(InputFault fault, int status) {
        var answer = ResponseEntity.status(status).contentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (status == TOO_MANY) {
            answer.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        return answer.body(Problem.of(fault, status));
    }
}

package org.holdfast.freeze.app.access.rest;

import org.holdfast.api.Problem;
import org.holdfast.freeze.app.access.RefusedException;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Every error as a problem after RFC 9457, with a stable code. */
@RestControllerAdvice
class Problems {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

    @ExceptionHandler
    ResponseEntity<Problem> badInput(InputFaultException e) {
        return answer(e.fault(), e.fault().code().endsWith(".unknown") ? 404 : 400);
    }

    @ExceptionHandler
    ResponseEntity<Problem> refused(RefusedException e) {
        return answer(e.fault(), e.status());
    }

    @ExceptionHandler
    ResponseEntity<Problem> busy(ConcurrencyFailureException e) {
        return answer(
                new InputFault(
                        "freeze.hold.busy",
                        "the request was changed by others at the same time",
                        "request",
                        "a quiet moment",
                        "changes without end",
                        "try again"),
                409);
    }

    @ExceptionHandler
    ResponseEntity<Problem> away(DataAccessResourceFailureException e) {
        LOG.error("the database is away", e);
        return answer(
                new InputFault(
                        "freeze.service.unavailable",
                        "the service cannot reach its database",
                        "freeze coordinator",
                        "an answer",
                        e.getClass().getSimpleName(),
                        "try again later"),
                503);
    }

    @ExceptionHandler
    ResponseEntity<Problem> notJson(HttpMessageNotReadableException e) {
        return answer(
                new InputFault(
                        "freeze.request.unreadable",
                        "the request cannot be read",
                        "body",
                        "JSON as the interface description says",
                        InputFault.quote(String.valueOf(e.getMostSpecificCause().getMessage())),
                        "correct the body"),
                400);
    }

    @ExceptionHandler({NoResourceFoundException.class, HttpRequestMethodNotSupportedException.class})
    ResponseEntity<Problem> notHere(Exception e) {
        return answer(
                new InputFault(
                        "freeze.request.nowhere",
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
                        "freeze.service.defect",
                        "the service failed",
                        "freeze coordinator",
                        "an answer",
                        e.getClass().getSimpleName(),
                        "look at the log and report it"),
                500);
    }

    private static ResponseEntity<Problem> answer(InputFault fault, int status) {
        return ResponseEntity.status(status)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(Problem.of(fault, status));
    }
}

package org.holdfast.kit.rest;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Set;
import org.holdfast.api.Problem;
import org.holdfast.primitives.InputFault;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.json.JsonMapper;

/** Faults as problem records (RFC 9457) with the status of their code. */
public final class ProblemWriter {
    private static final String RETRY_AFTER_SECONDS = "5";
    private static final Set<HttpStatus> PASSING = Set.of(HttpStatus.TOO_MANY_REQUESTS, HttpStatus.SERVICE_UNAVAILABLE);

    private final JsonMapper json;
    private final ErrorStatuses statuses;

    public ProblemWriter(JsonMapper json, ErrorStatuses statuses) {
        this.json = json;
        this.statuses = statuses;
    }

    /** The record of a fault. */
    public Problem problem(InputFault fault) {
        return Problem.of(fault, statuses.of(fault).value());
    }

    /** The answer of a handler. */
    ResponseEntity<Object> answer(InputFault fault, HttpHeaders headers) {
        HttpStatus status = statuses.of(fault);
        var answer = ResponseEntity.status(status).headers(headers).contentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (PASSING.contains(status)) {
            answer.header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        }
        return answer.body(Problem.of(fault, status.value()));
    }

    /** The answer of a filter. */
    public void write(HttpServletResponse response, InputFault fault) throws IOException {
        Problem problem = problem(fault);
        response.setStatus(problem.status());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(json.writeValueAsBytes(problem));
    }
}

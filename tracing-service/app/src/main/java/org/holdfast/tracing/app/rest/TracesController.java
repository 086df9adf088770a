package org.holdfast.tracing.app.rest;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import org.holdfast.api.trace.BoundsRequest;
import org.holdfast.api.trace.EndsResponse;
import org.holdfast.api.trace.PathsRequest;
import org.holdfast.api.trace.PathsResponse;
import org.holdfast.api.trace.SensitivityResponse;
import org.holdfast.api.trace.TraceQuestion;
import org.holdfast.api.trace.TraceRequest;
import org.holdfast.api.trace.TraceResponse;
import org.holdfast.api.trace.TracesResponse;
import org.holdfast.kit.access.Caller;
import org.holdfast.kit.access.Needs;
import org.holdfast.kit.access.Permission;
import org.holdfast.kit.rest.Requests;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.primitives.id.CaseId;
import org.holdfast.primitives.id.TraceId;
import org.holdfast.tracing.app.trace.Traces;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class TracesController {
    private static final int WAIT_SECONDS_MAX = 30;
    private static final String LOOK_AGAIN_SECONDS = "1";
    private static final Duration CANCELLATION_WAIT = Duration.ofSeconds(2);

    private final Traces traces;

    TracesController(Traces traces) {
        this.traces = traces;
    }

    /** Small traces are answered at once, others when they are asked for again. */
    @PostMapping("/v1/traces")
    @Needs(Permission.ASK_TRACES)
    ResponseEntity<TraceResponse> ask(
            @RequestBody TraceRequest request,
            @RequestParam(defaultValue = "2") int wait,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @AuthenticationPrincipal Caller.Officer officer) {
        return answer(request, wait, key, officer);
    }

    @PostMapping("/v1/paths")
    @Needs(Permission.ASK_TRACES)
    ResponseEntity<TraceResponse> askPaths(
            @RequestBody PathsRequest request,
            @RequestParam(defaultValue = "2") int wait,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @AuthenticationPrincipal Caller.Officer officer) {
        return answer(request, wait, key, officer);
    }

    @PostMapping("/v1/bounds")
    @Needs(Permission.ASK_TRACES)
    ResponseEntity<TraceResponse> askBounds(
            @RequestBody BoundsRequest request,
            @RequestParam(defaultValue = "2") int wait,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @AuthenticationPrincipal Caller.Officer officer) {
        return answer(request, wait, key, officer);
    }

    private ResponseEntity<TraceResponse> answer(
            TraceQuestion request, int wait, @Nullable String key, Caller.Officer officer) {
        Requests.between("wait", wait, 0, WAIT_SECONDS_MAX);
        TraceResponse trace = traces.ask(request, officer.id(), key, Duration.ofSeconds(wait));
        var problem = trace.problem();
        if (problem != null) {
            throw new InputFaultException(new InputFault(
                    problem.code(),
                    problem.title(),
                    problem.where(),
                    problem.expected(),
                    problem.got(),
                    problem.remedy()));
        }
        boolean done = trace.result() != null;
        var answer = ResponseEntity.status(done ? HttpStatus.CREATED : HttpStatus.ACCEPTED)
                .location(URI.create("/v1/traces/" + trace.traceId()));
        if (!done) {
            answer.header(HttpHeaders.RETRY_AFTER, LOOK_AGAIN_SECONDS);
        }
        return answer.body(trace);
    }

    @GetMapping("/v1/traces")
    @Needs(Permission.READ_TRACES)
    TracesResponse latest(
            @RequestParam(required = false) @Nullable String caseId,
            @RequestParam(required = false) @Nullable String cursor) {
        return traces.latest(caseId == null ? null : new CaseId(caseId), cursor);
    }

    @GetMapping("/v1/traces/{id}")
    @Needs(Permission.READ_TRACES)
    TraceResponse get(@PathVariable String id) {
        return traces.of(new TraceId(id));
    }

    @PostMapping("/v1/traces/{id}/cancellation")
    @Needs(Permission.ASK_TRACES)
    TraceResponse cancel(@PathVariable String id, @AuthenticationPrincipal Caller.Officer officer) {
        return traces.cancel(new TraceId(id), officer.id(), officer.may(Permission.OVERSEE_TRACES), CANCELLATION_WAIT);
    }

    @GetMapping("/v1/traces/{id}/ends")
    @Needs(Permission.READ_TRACES)
    EndsResponse ends(
            @PathVariable String id,
            @RequestParam String policy,
            @RequestParam(required = false) @Nullable String cursor) {
        return traces.ends(new TraceId(id), policy, cursor);
    }

    @GetMapping("/v1/traces/{id}/sensitivity")
    @Needs(Permission.READ_TRACES)
    SensitivityResponse sensitivity(@PathVariable String id, @RequestParam(required = false) @Nullable String cursor) {
        return traces.sensitivity(new TraceId(id), cursor);
    }

    @GetMapping("/v1/traces/{id}/paths")
    @Needs(Permission.READ_TRACES)
    PathsResponse paths(@PathVariable String id, @RequestParam(required = false) @Nullable String cursor) {
        return traces.paths(new TraceId(id), cursor);
    }

    /** The result in its written form: the same bytes wherever the same question is asked of the same blocks. */
    @GetMapping(path = "/v1/traces/{id}/result", produces = MediaType.APPLICATION_JSON_VALUE)
    @Needs(Permission.READ_TRACES)
    void result(@PathVariable String id, HttpServletResponse response) throws IOException {
        var traceId = new TraceId(id);
        byte[] digest = HexFormat.of().parseHex(traces.writtenDigest(traceId));
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        // RFC 9530
        response.setHeader("Content-Digest", "sha-256=:" + Base64.getEncoder().encodeToString(digest) + ":");
        traces.write(traceId, response.getOutputStream());
    }
}

package org.holdfast.tracing.app.rest;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.holdfast.api.trace.TraceRequest;
import org.holdfast.api.trace.TraceResponse;
import org.holdfast.primitives.CaseId;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.primitives.Outpoint;
import org.holdfast.primitives.TraceId;
import org.holdfast.records.tracing.v1.TracingFact;
import org.holdfast.tracing.app.config.TracingSettings;
import org.holdfast.tracing.app.store.Digests;
import org.holdfast.tracing.app.store.Graphs;
import org.holdfast.tracing.app.store.JdbcLabels;
import org.holdfast.tracing.app.store.JdbcTraces;
import org.holdfast.tracing.policy.Policy;
import org.holdfast.tracing.trace.Attributions;
import org.holdfast.tracing.trace.Limits;
import org.holdfast.tracing.trace.TraceOutcome;
import org.holdfast.tracing.trace.TraceResult;
import org.holdfast.tracing.trace.TraceSpec;
import org.holdfast.tracing.trace.Tracer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

@RestController
class TracesController {
    private static final long TRANSACTIONS_MAX = 5_000_000;

    private final Graphs graphs;
    private final JdbcLabels labels;
    private final JdbcTraces traces;
    private final JsonMapper json;
    private final Clock clock;
    private final Semaphore atOnce;

    TracesController(
            Graphs graphs,
            JdbcLabels labels,
            JdbcTraces traces,
            JsonMapper json,
            Clock clock,
            TracingSettings settings) {
        this.graphs = graphs;
        this.labels = labels;
        this.traces = traces;
        this.json = json;
        this.clock = clock;
        this.atOnce = new Semaphore(settings.tracesAtOnceMax());
    }

    @PostMapping("/v1/traces")
    ResponseEntity<String> trace(
            @RequestBody TraceRequest request,
            @RequestAttribute("org.holdfast.tracing.app.rest.Officer") Officer officer) {
        TraceSpec spec = spec(request);
        Optional<CaseId> caseId = Optional.ofNullable(request.caseId()).map(CaseId::new);
        Attributions attributions = labels.attributions(spec.chain());
        TraceResult result = run(spec, attributions);
        var id = new TraceId("trace-"
                + Digests.id(result.resultDigest() + caseId.map(c -> "\n" + c).orElse("")));
        TraceResponse response = TraceResponses.of(id, caseId, result);
        List<TracingFact> facts = caseId.map(
                        c -> Facts.of(id, c, officer.id(), result, labels, graphs.of(spec.chain()), clock.instant()))
                .orElse(List.of());
        String body = json.writeValueAsString(response);
        traces.keep(id, caseId.map(CaseId::text).orElse(null), officer.id().text(), clock.instant(), body, facts);
        return ResponseEntity.status(HttpStatus.CREATED)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body);
    }

    @GetMapping("/v1/traces/{id}")
    ResponseEntity<String> get(@PathVariable String id) {
        String body = traces.answer(new TraceId(id))
                .orElseThrow(() -> new InputFaultException(new InputFault(
                        "tracing.trace.unknown",
                        "a trace is not here",
                        "trace id",
                        "the id of a trace that was made here",
                        InputFault.quote(id),
                        "make the trace again: the same question has the same answer")));
        return ResponseEntity.ok().contentType(MediaType.APPLICATION_JSON).body(body);
    }

    private TraceResult run(TraceSpec spec, Attributions attributions) {
        if (!atOnce.tryAcquire()) {
            throw new InputFaultException(new InputFault(
                    "tracing.service.busy",
                    "too many traces run at once",
                    "tracing service",
                    "a free place",
                    "none",
                    "ask again in a moment"));
        }
        try (var snapshot = graphs.of(spec.chain()).snapshot()) {
            return switch (Tracer.trace(spec, snapshot, attributions)) {
                case TraceOutcome.Traced(TraceResult result) -> result;
                case TraceOutcome.Refused(InputFault fault) -> throw new InputFaultException(fault);
            };
        } finally {
            atOnce.release();
        }
    }

    private static TraceSpec spec(TraceRequest request) {
        var chain = new ChainId(Requests.require(request.chain(), "chain"));
        var seeds = Requests.require(request.seeds(), "seeds");
        if (seeds.size() > TraceSpec.SEEDS_MAX) {
            throw Requests.fault("seeds", "at most " + TraceSpec.SEEDS_MAX, Integer.toString(seeds.size()));
        }
        var policies = Requests.require(request.policies(), "policies");
        return new TraceSpec(
                chain,
                seeds.stream().map(Outpoint::parse).toList(),
                policies.stream().map(Policy::parse).toList(),
                limits(request.limits()));
    }

    private static Limits limits(TraceRequest.@Nullable LimitsRequest asked) {
        Limits limits = Limits.DEFAULT;
        if (asked == null) {
            return limits;
        }
        if (asked.transactions() != null) {
            requireBetween("limits.transactions", asked.transactions(), 1, TRANSACTIONS_MAX);
            limits = limits.withTransactions(asked.transactions());
        }
        if (asked.hops() != null) {
            requireBetween("limits.hops", asked.hops(), 0, Integer.MAX_VALUE);
            limits = limits.withHops(asked.hops());
        }
        if (asked.dust() != null) {
            requireBetween("limits.dust", asked.dust(), 0, Long.MAX_VALUE);
            limits = limits.withDust(asked.dust());
        }
        return limits;
    }

    private static void requireBetween(String field, long value, long least, long most) {
        if (value < least || value > most) {
            throw Requests.fault(field, least + " to " + most, Long.toString(value));
        }
    }
}

package org.holdfast.tracing.app.trace;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.holdfast.api.Problem;
import org.holdfast.api.trace.SensitivityResponse.Destination;
import org.holdfast.api.trace.TraceRequest;
import org.holdfast.primitives.InputFault;
import org.holdfast.tracing.app.config.TracingSettings;
import org.holdfast.tracing.app.store.FinishedTrace;
import org.holdfast.tracing.app.store.Graphs;
import org.holdfast.tracing.app.store.JdbcLabels;
import org.holdfast.tracing.app.store.LabelSet;
import org.holdfast.tracing.app.store.TraceRow;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The work of one trace by the engine: run over one snapshot, and put into the form that is kept. */
@Component
class TracerWork implements TraceWork {
    private static final int DEFECT_STATUS = 500;
    private static final int REFUSED_STATUS = 400;

    private final Graphs graphs;
    private final JdbcLabels labels;
    private final JsonMapper json;
    private final Clock clock;
    private final long transactionsMax;

    TracerWork(Graphs graphs, JdbcLabels labels, JsonMapper json, Clock clock, TracingSettings settings) {
        this.graphs = graphs;
        this.labels = labels;
        this.json = json;
        this.clock = clock;
        this.transactionsMax = settings.traces().transactionsMax();
    }

    @Override
    public Question question(TraceRequest request) {
        Question question = Question.of(request, transactionsMax);
        graphs.of(question.spec().chain());
        return question;
    }

    @Override
    public String text(TraceRequest request) {
        return json.writeValueAsString(request);
    }

    @Override
    public String problem(InputFault fault) {
        boolean defect = fault.code().endsWith(".defect");
        return json.writeValueAsString(Problem.of(fault, defect ? DEFECT_STATUS : REFUSED_STATUS));
    }

    @Override
    public FinishedTrace run(TraceRow row, TraceWatch watch) {
        Question question = question(json.readValue(row.request(), TraceRequest.class));
        LabelSet standing = labels.standing(row.chain());
        Optional<Findings.Purpose> purpose = question.caseId()
                .map(caseId -> new Findings.Purpose(row.id(), caseId, row.requestedBy(), clock.instant()));
        TraceRun.Ran ran = TraceRun.run(question.spec(), standing, graphs.of(row.chain()), watch, purpose);
        List<Destination> destinations = Sensitivity.of(ran.result().results());
        return new FinishedTrace(
                json.writeValueAsString(TraceDocument.figures(ran.result(), destinations.size())),
                watch.transactions(),
                TraceDocument.pages(ran.result(), destinations, json::writeValueAsString),
                ran.basis(),
                ran.findings());
    }
}

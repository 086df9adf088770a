package org.holdfast.tracing.app.trace.work;

import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.holdfast.api.Problem;
import org.holdfast.api.trace.BoundsRequest;
import org.holdfast.api.trace.PathsRequest;
import org.holdfast.api.trace.TraceQuestion;
import org.holdfast.api.trace.TraceRequest;
import org.holdfast.kit.rest.Requests;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.InputFault;
import org.holdfast.tracing.app.fact.Basis;
import org.holdfast.tracing.app.index.Indexes;
import org.holdfast.tracing.app.label.LabelSet;
import org.holdfast.tracing.app.label.Labels;
import org.holdfast.tracing.app.settings.TracingSettings;
import org.holdfast.tracing.app.trace.document.TraceDocument;
import org.holdfast.tracing.app.trace.document.WrittenDocument;
import org.holdfast.tracing.app.trace.job.TraceWatch;
import org.holdfast.tracing.app.trace.job.TraceWork;
import org.holdfast.tracing.app.trace.question.AccountQuestions;
import org.holdfast.tracing.app.trace.question.OutputQuestions;
import org.holdfast.tracing.app.trace.question.Question;
import org.holdfast.tracing.app.trace.row.FinishedTrace;
import org.holdfast.tracing.app.trace.row.TraceRow;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The work of one trace by the engine: run over one snapshot, and put into the form that is kept. */
@Component
class TracerWork implements TraceWork {
    private static final int DEFECT_STATUS = 500;
    private static final int REFUSED_STATUS = 400;

    private final Indexes indexes;
    private final Labels labels;
    private final JsonMapper json;
    private final Clock clock;
    private final TracingSettings.Traces settings;

    TracerWork(Indexes indexes, Labels labels, JsonMapper json, Clock clock, TracingSettings settings) {
        this.indexes = indexes;
        this.labels = labels;
        this.json = json;
        this.clock = clock;
        this.settings = settings.traces();
    }

    @Override
    public Question question(TraceQuestion request) {
        return switch (request) {
            case TraceRequest trace -> {
                ChainId chain = chain(trace.chain());
                yield indexes.ledgers(chain).isPresent()
                        ? accounts(chain, questions -> questions.of(trace))
                        : outputs(chain).of(trace);
            }
            case PathsRequest paths -> {
                ChainId chain = chain(paths.chain());
                yield indexes.ledgers(chain).isPresent()
                        ? accounts(chain, questions -> questions.of(paths))
                        : outputs(chain).of(paths);
            }
            case BoundsRequest bounds -> {
                ChainId chain = chain(bounds.chain());
                yield indexes.ledgers(chain).isPresent()
                        ? accounts(chain, questions -> questions.of(bounds))
                        : outputs(chain).of(bounds);
            }
        };
    }

    private static ChainId chain(@Nullable String text) {
        return new ChainId(Requests.require(text, "chain"));
    }

    private OutputQuestions outputs(ChainId chain) {
        indexes.graph(chain);
        return new OutputQuestions(chain, settings);
    }

    private Question accounts(ChainId chain, Function<AccountQuestions, Question> read) {
        try (var snapshot = indexes.ledgers(chain).orElseThrow().snapshot()) {
            return read.apply(new AccountQuestions(chain, settings, snapshot));
        }
    }

    @Override
    public String text(TraceQuestion request) {
        return json.writeValueAsString(request);
    }

    @Override
    public String problem(InputFault fault) {
        boolean defect = fault.code().endsWith(".defect");
        return json.writeValueAsString(Problem.of(fault, defect ? DEFECT_STATUS : REFUSED_STATUS));
    }

    @Override
    public FinishedTrace run(TraceRow row, TraceWatch watch) {
        Class<? extends TraceQuestion> form = switch (row.kind()) {
            case FORWARD, BACKWARD -> TraceRequest.class;
            case PATHS -> PathsRequest.class;
            case BOUNDS -> BoundsRequest.class;
        };
        Question question = question(json.readValue(row.request(), form));
        LabelSet standing = labels.standing(row.chain());
        Optional<Findings.Purpose> purpose = question.caseId()
                .map(caseId -> new Findings.Purpose(row.id(), caseId, row.requestedBy(), clock.instant()));
        TraceRun.Ran ran = switch (question) {
            case Question.OfOutputs asked -> TraceRun.run(asked, standing, indexes.graph(row.chain()), watch, purpose);
            case Question.OfAccounts asked ->
                TraceRun.run(asked, standing, indexes.ledgers(row.chain()).orElseThrow(), watch, purpose);
        };
        watch.requireGoingOn();
        var written = WrittenDocument.of(ran.result());
        watch.requireGoingOn();
        TraceDocument document = TraceDocument.of(ran.result());
        return new FinishedTrace(
                json.writeValueAsString(document.figures(ran.result(), written.digest())),
                watch.transactions(),
                document.pages(json::writeValueAsString),
                written.parts(),
                new Basis(row.chain(), Set.of(ran.result().tip().hash()), document.labels()),
                ran.findings());
    }
}

package org.holdfast.tracing.app.trace;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.holdfast.api.Problem;
import org.holdfast.api.trace.EndsResponse;
import org.holdfast.api.trace.PathsResponse;
import org.holdfast.api.trace.SensitivityResponse;
import org.holdfast.api.trace.SensitivityResponse.Destination;
import org.holdfast.api.trace.TraceQuestion;
import org.holdfast.api.trace.TraceResponse;
import org.holdfast.api.trace.TraceResponse.EndResult;
import org.holdfast.api.trace.TraceResponse.PolicyResult;
import org.holdfast.api.trace.TracesResponse;
import org.holdfast.kit.digest.Digests;
import org.holdfast.kit.rest.Requests;
import org.holdfast.primitives.AssetId;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.primitives.id.CaseId;
import org.holdfast.primitives.id.OfficerId;
import org.holdfast.primitives.id.TraceId;
import org.holdfast.tracing.app.trace.document.DocumentStream;
import org.holdfast.tracing.app.trace.document.TraceDocument;
import org.holdfast.tracing.app.trace.job.TraceFaults;
import org.holdfast.tracing.app.trace.job.TraceJobs;
import org.holdfast.tracing.app.trace.job.TraceWork;
import org.holdfast.tracing.app.trace.question.Question;
import org.holdfast.tracing.app.trace.question.TraceKind;
import org.holdfast.tracing.app.trace.row.NewTrace;
import org.holdfast.tracing.app.trace.row.TraceRow;
import org.holdfast.tracing.app.trace.row.TraceState;
import org.holdfast.tracing.app.trace.row.TraceStore;
import org.holdfast.tracing.question.Policy;
import org.holdfast.tracing.question.PolicyLock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Traces as they are asked for and answered. */
@Component
public class Traces {
    private static final int TRACES_PER_PAGE = 50;
    private static final int KEY_LENGTH_MAX = 200;
    private static final String BASIS_WITHDRAWN = "basis-withdrawn";

    private final TraceJobs jobs;
    private final TraceWork work;
    private final TraceStore traces;
    private final TraceIds ids;
    private final JsonMapper json;
    private final Clock clock;

    public Traces(TraceJobs jobs, TraceWork work, TraceStore traces, TraceIds ids, JsonMapper json, Clock clock) {
        this.jobs = jobs;
        this.work = work;
        this.traces = traces;
        this.ids = ids;
        this.json = json;
        this.clock = clock;
    }

    /** Takes a trace and waits for its end at most so long. */
    public TraceResponse ask(TraceQuestion request, OfficerId officer, @Nullable String key, Duration wait) {
        if (key != null && (key.isBlank() || key.length() > KEY_LENGTH_MAX)) {
            throw Requests.fault("Idempotency-Key header", "1 to " + KEY_LENGTH_MAX + " characters", key);
        }
        Question question = work.question(request);
        requirePolicy(question);
        String text = work.text(request);
        TraceRow row = jobs.take(new NewTrace(
                ids.next(),
                question.kind(),
                question.chain(),
                question.caseId().orElse(null),
                officer,
                clock.instant(),
                key,
                Digests.sha256(question.kind().word() + " " + text),
                text));
        jobs.awaitEnd(row.id(), wait);
        return of(row.id());
    }

    /** A case has one policy per asset under which its facts follow. */
    private void requirePolicy(Question question) {
        if (question.caseId().isPresent() && question.factPolicy().isPresent()) {
            PolicyLock lock = traces.policyLock(question.caseId().get());
            for (AssetId asset : question.factAssets()) {
                if (lock.choose(asset, question.factPolicy().get())
                        instanceof PolicyLock.Decision.Refused(InputFault fault)) {
                    throw new InputFaultException(fault);
                }
            }
        }
    }

    /** A trace with the first page of each list of ends. */
    public TraceResponse of(TraceId id) {
        return response(row(id), true);
    }

    /** The latest traces, of one case or of all. */
    public TracesResponse latest(@Nullable CaseId caseId, @Nullable String cursor) {
        long before = cursor == null ? Long.MAX_VALUE : number("cursor", cursor);
        List<TraceRow> rows = traces.latest(caseId, before, TRACES_PER_PAGE + 1);
        boolean more = rows.size() > TRACES_PER_PAGE;
        List<TraceRow> page = more ? rows.subList(0, TRACES_PER_PAGE) : rows;
        return new TracesResponse(
                page.stream().map(row -> response(row, false)).toList(),
                more ? Long.toString(page.getLast().number()) : null);
    }

    /** A trace without its lists of ends. */
    public TraceResponse progress(TraceId id) {
        return response(row(id), false);
    }

    /** Whether a trace has ended. */
    public boolean ended(TraceResponse trace) {
        return !trace.state().equals(TraceState.QUEUED.word()) && !trace.state().equals(TraceState.RUNNING.word());
    }

    /** Waits for a trace's end, at most so long. */
    public void awaitEnd(TraceId id, Duration most) {
        jobs.awaitEnd(id, most);
    }

    /** Asks a trace to end. Its officer may, and who oversees. */
    public TraceResponse cancel(TraceId id, OfficerId officer, boolean oversees, Duration wait) {
        TraceRow row = row(id);
        if (!oversees && !row.requestedBy().equals(officer)) {
            throw TraceFaults.othersTrace(row);
        }
        jobs.cancel(id);
        jobs.awaitEnd(id, wait);
        return of(id);
    }

    /** A page of the ends under one policy. */
    public EndsResponse ends(TraceId id, String policy, @Nullable String cursor) {
        String word = Policy.parse(policy).word();
        PolicyResult asked = figures(row(id)).policies().stream()
                .filter(one -> one.policy().equals(word))
                .findFirst()
                .orElseThrow(() -> Requests.fault("policy", "one that the trace was made under", policy));
        long page = cursor == null ? 0 : number("cursor", cursor);
        return new EndsResponse(id.text(), word, asked.endCount(), ends(id, word, page), next(page, asked.endCount()));
    }

    /** A page of the sensitivity table. */
    public SensitivityResponse sensitivity(TraceId id, @Nullable String cursor) {
        TraceResponse.Result figures = figures(row(id));
        long page = cursor == null ? 0 : number("cursor", cursor);
        Destination[] destinations = page(id, TraceDocument.SENSITIVITY, page, Destination[].class);
        return new SensitivityResponse(
                id.text(),
                figures.policies().stream().map(PolicyResult::policy).toList(),
                figures.destinations(),
                List.of(destinations),
                next(page, figures.destinations()));
    }

    /** A page of the paths that were found. */
    public PathsResponse paths(TraceId id, @Nullable String cursor) {
        TraceRow row = row(id);
        TraceResponse.PathsResult found = figures(row).paths();
        if (found == null) {
            throw TraceFaults.otherKind(row, TraceKind.PATHS.word());
        }
        long page = cursor == null ? 0 : number("cursor", cursor);
        return new PathsResponse(id.text(), found.count(), paths(id, page), next(page, found.count()));
    }

    /** SHA-256 of the written form of a finished trace, 64 hexadecimal digits. */
    public String writtenDigest(TraceId id) {
        TraceRow row = row(id);
        String digest = figures(row).resultDigest();
        if (traces.document(id, 0).isEmpty()) {
            throw TraceFaults.unwritten(row);
        }
        return digest;
    }

    /** Writes the written form of a finished trace. */
    public void write(TraceId id, OutputStream out) throws IOException {
        var document = new DocumentStream(part -> traces.document(id, part));
        try (var text = new GZIPInputStream(document)) {
            text.transferTo(out);
        }
    }

    private TraceRow row(TraceId id) {
        return traces.byId(id).orElseThrow(() -> TraceFaults.unknown(id));
    }

    private TraceResponse.Result figures(TraceRow row) {
        if (row.result() == null) {
            throw TraceFaults.notFinished(row);
        }
        return json.readValue(row.result(), TraceResponse.Result.class);
    }

    private TraceResponse response(TraceRow row, boolean withEnds) {
        Optional<String> gone = row.state() == TraceState.FINISHED ? traces.gone(row.id()) : Optional.empty();
        long transactions = jobs.transactions(row.id()).orElse(row.transactions());
        return new TraceResponse(
                row.id().text(),
                row.kind().word(),
                gone.isPresent() ? BASIS_WITHDRAWN : row.state().word(),
                row.chain().text(),
                row.caseId() == null ? null : row.caseId().text(),
                row.requestedBy().text(),
                row.requestedAt().toString(),
                new TraceResponse.Progress(transactions, row.attempts()),
                gone.orElse(null),
                row.problem() == null ? null : json.readValue(row.problem(), Problem.class),
                row.result() == null ? null : result(row, withEnds));
    }

    private TraceResponse.Result result(TraceRow row, boolean withEnds) {
        TraceResponse.Result figures = figures(row);
        if (!withEnds) {
            return figures;
        }
        TraceResponse.PathsResult found = figures.paths();
        return new TraceResponse.Result(
                figures.digest(),
                figures.resultDigest(),
                figures.engineVersion(),
                figures.labelSet(),
                figures.heuristicSet(),
                figures.tip(),
                figures.difficultyUnchecked(),
                figures.destinations(),
                figures.policies().stream()
                        .map(policy -> policy.with(ends(row.id(), policy.policy(), 0), next(0, policy.endCount())))
                        .toList(),
                found == null ? null : found.with(paths(row.id(), 0), next(0, found.count())),
                figures.bounds());
    }

    private List<EndResult> ends(TraceId id, String policy, long page) {
        return List.of(page(id, TraceDocument.endsOf(policy), page, EndResult[].class));
    }

    private List<List<String>> paths(TraceId id, long page) {
        return Stream.of(page(id, TraceDocument.PATHS, page, String[][].class))
                .map(List::of)
                .toList();
    }

    private <T> T page(TraceId id, String list, long page, Class<T> form) {
        return json.readValue(
                page > Integer.MAX_VALUE
                        ? "[]"
                        : traces.page(id, list, (int) page).orElse("[]"),
                form);
    }

    private static @Nullable String next(long page, long entries) {
        return (page + 1) * TraceDocument.PAGE_ENTRIES < entries ? Long.toString(page + 1) : null;
    }

    private static long number(String field, String text) {
        if (!text.matches("[0-9]{1,18}")) {
            throw Requests.fault(field, "a cursor that was answered here", text);
        }
        return Long.parseLong(text);
    }
}

package org.holdfast.launcher.client;

import java.util.function.Consumer;
import org.holdfast.api.health.HealthResponse;
import org.holdfast.api.index.ChainsResponse;
import org.holdfast.api.index.CheckResponse;
import org.holdfast.api.index.TransactionPlaceResponse;
import org.holdfast.api.label.LabelsRequest;
import org.holdfast.api.label.LabelsResponse;
import org.holdfast.api.trace.BoundsRequest;
import org.holdfast.api.trace.PathsRequest;
import org.holdfast.api.trace.SensitivityResponse;
import org.holdfast.api.trace.TraceQuestion;
import org.holdfast.api.trace.TraceRequest;
import org.holdfast.api.trace.TraceResponse;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.TxId;
import org.jspecify.annotations.Nullable;

/** The tracing service as one officer sees it. A refusal of the service is thrown as its fault. */
public final class TracingClient {
    private final JsonClient http;

    /** A client that fails at once where the service is away. */
    public TracingClient(String base, String token) {
        this(base, token, Patience.NONE);
    }

    /**
     * A client.
     *
     * @param base address of the service, such as {@code http://127.0.0.1:8080}
     * @param token bearer token of the officer
     * @param patience while the service is away
     */
    public TracingClient(String base, String token, Patience patience) {
        this.http = new JsonClient(base, token, patience);
    }

    /** What is indexed of each chain, and how far its feed is. */
    public ChainsResponse chains() {
        return http.get("/v1/chains", ChainsResponse.class);
    }

    /** Recomputes the counts and sums of an index. */
    public CheckResponse check(ChainId chain) {
        return http.post("/v1/chains/" + chain.text() + "/check", CheckResponse.class);
    }

    /** The block that contains a transaction, on a chain of outputs. */
    public TransactionPlaceResponse transaction(ChainId chain, TxId txid) {
        return http.get("/v1/chains/" + chain.text() + "/transactions/" + txid, TransactionPlaceResponse.class);
    }

    /** Asks a question and waits for its end, up to so many seconds. */
    public TraceResponse ask(TraceQuestion question, int waitSeconds) {
        String path = switch (question) {
            case TraceRequest trace -> "/v1/traces";
            case PathsRequest paths -> "/v1/paths";
            case BoundsRequest bounds -> "/v1/bounds";
        };
        return http.post(path + "?wait=" + waitSeconds, question, TraceResponse.class);
    }

    /** A trace with the first page of each list. */
    public TraceResponse trace(String traceId) {
        return http.get(trace(traceId, ""), TraceResponse.class);
    }

    /** Asks a trace to end. A command that is interrupted waits for nothing more. */
    public TraceResponse cancel(String traceId) {
        return http.postAtOnce(trace(traceId, "/cancellation"), TraceResponse.class);
    }

    /** Passes on the progress of a trace until the service ends the stream. */
    public void progress(String traceId, Consumer<TraceResponse> each) {
        http.events(trace(traceId, "/events"), TraceResponse.class, each);
    }

    /** The written form of a result, byte for byte as its digest covers it. */
    public String writtenResult(String traceId) {
        return http.text(trace(traceId, "/result"));
    }

    /** A page of the sensitivity table; the first one without a cursor. */
    public SensitivityResponse sensitivity(String traceId, @Nullable String cursor) {
        String query = cursor == null ? "" : "?cursor=" + JsonClient.escaped(cursor);
        return http.get(trace(traceId, "/sensitivity") + query, SensitivityResponse.class);
    }

    /** Takes in the labels of a source. */
    public LabelsResponse putLabels(LabelsRequest labels) {
        return http.put("/v1/labels", labels, LabelsResponse.class);
    }

    /** The health of the service and its parts. */
    public HealthResponse health() {
        return http.health("/actuator/health", HealthResponse.class);
    }

    /** Whether the service takes requests. */
    public HealthResponse readiness() {
        return http.health("/actuator/health/readiness", HealthResponse.class);
    }

    private static String trace(String traceId, String rest) {
        return "/v1/traces/" + JsonClient.escaped(traceId) + rest;
    }
}

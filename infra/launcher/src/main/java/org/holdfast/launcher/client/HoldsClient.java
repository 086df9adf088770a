package org.holdfast.launcher.client;

import org.holdfast.api.health.HealthResponse;
import org.holdfast.api.hold.HoldDraftRequest;
import org.holdfast.api.hold.HoldResponse;
import org.holdfast.api.hold.HoldStateResponse;
import org.holdfast.api.hold.HoldsResponse;
import org.holdfast.api.hold.ReasonRequest;
import org.holdfast.api.hold.UnaskedFactsResponse;
import org.holdfast.api.operation.FactTopicResponse;
import org.holdfast.api.operation.ParkedEventsResponse;
import org.holdfast.api.operation.ParkedRetryResponse;
import org.holdfast.api.operation.TopicAcceptanceRequest;
import org.holdfast.api.operation.ViewReplayResponse;
import org.holdfast.primitives.id.HoldId;

/** The freeze coordinator as one officer sees it. A refusal of the service is thrown as its fault. */
public final class HoldsClient {
    private static final int PAGE_MAX = 500;

    private final JsonClient http;

    /** A client that fails at once where the service is away. */
    public HoldsClient(String base, String token) {
        this(base, token, Patience.NONE);
    }

    /**
     * A client.
     *
     * @param base address of the service, such as {@code http://127.0.0.1:8081}
     * @param token bearer token of the officer
     * @param patience while the service is away
     */
    public HoldsClient(String base, String token, Patience patience) {
        this.http = new JsonClient(base, token, patience);
    }

    /** The first page of the hold requests of all cases. */
    public HoldsResponse holds() {
        return http.get("/v1/holds?limit=" + PAGE_MAX, HoldsResponse.class);
    }

    /** The first page of the hold requests of one case. */
    public HoldsResponse holds(String caseId) {
        return http.get("/v1/holds?limit=" + PAGE_MAX + "&caseId=" + JsonClient.escaped(caseId), HoldsResponse.class);
    }

    /** The first page of the hold requests that need a decision of a person; of one case, or of all for "". */
    public HoldsResponse needingDecision(String caseId) {
        return http.get(
                "/v1/holds?limit=" + PAGE_MAX + "&needsDecision=true" + ofCase("&", caseId), HoldsResponse.class);
    }

    /** Facts that led to no request; of one case, or of all for "". */
    public UnaskedFactsResponse unasked(String caseId) {
        return http.get("/v1/unasked-facts" + ofCase("?", caseId), UnaskedFactsResponse.class);
    }

    private static String ofCase(String separator, String caseId) {
        return caseId.isEmpty() ? "" : separator + "caseId=" + JsonClient.escaped(caseId);
    }

    /** One request with its history. */
    public HoldResponse hold(String holdId) {
        return http.get("/v1/holds/" + JsonClient.escaped(holdId), HoldResponse.class);
    }

    /** Drafts a request by hand. */
    public HoldStateResponse draft(HoldDraftRequest draft) {
        return http.post("/v1/holds", draft, HoldStateResponse.class);
    }

    /** Approves a draft, as its second person. */
    public HoldStateResponse approve(HoldId hold) {
        return http.post(decision(hold, "approval"), HoldStateResponse.class);
    }

    /** Keeps a request whose fact was withdrawn, as its second person. */
    public HoldStateResponse keep(HoldId hold, String reason) {
        return http.post(decision(hold, "keeping"), new ReasonRequest(reason), HoldStateResponse.class);
    }

    /** Asks the exchange to release. */
    public HoldStateResponse release(HoldId hold, String reason) {
        return http.post(decision(hold, "release"), new ReasonRequest(reason), HoldStateResponse.class);
    }

    private static String decision(HoldId hold, String route) {
        return "/v1/holds/" + JsonClient.escaped(hold.text()) + "/" + route;
    }

    /** Events that could not be processed and wait. */
    public ParkedEventsResponse parked() {
        return http.get("/v1/parked-events", ParkedEventsResponse.class);
    }

    /** Tries the parked events again now. */
    public ParkedRetryResponse retryParked() {
        return http.post("/v1/parked-events/retry", ParkedRetryResponse.class);
    }

    /** Takes a parked event out for good. */
    public ParkedEventsResponse evictParked(String id, String reason) {
        return http.post(
                "/v1/parked-events/" + JsonClient.escaped(id) + "/eviction",
                new ReasonRequest(reason),
                ParkedEventsResponse.class);
    }

    /** Builds a view again from the first event. */
    public ViewReplayResponse replay(String view) {
        return http.post("/v1/views/" + JsonClient.escaped(view) + "/replay", ViewReplayResponse.class);
    }

    /** The topic of facts, as it was read and as it is. */
    public FactTopicResponse factTopic() {
        return http.get("/v1/fact-topic", FactTopicResponse.class);
    }

    /** Accepts the topic of facts as it is. */
    public FactTopicResponse acceptFactTopic(String topicId, String reason) {
        return http.post(
                "/v1/fact-topic/acceptance", new TopicAcceptanceRequest(topicId, reason), FactTopicResponse.class);
    }

    /** The health of the service and its parts. */
    public HealthResponse health() {
        return http.health("/actuator/health", HealthResponse.class);
    }

    /** Whether the service takes requests. */
    public HealthResponse readiness() {
        return http.health("/actuator/health/readiness", HealthResponse.class);
    }
}

package org.holdfast.launcher.client;

import org.holdfast.api.health.HealthResponse;
import org.holdfast.api.hold.HoldDraftRequest;
import org.holdfast.api.hold.HoldResponse;
import org.holdfast.api.hold.HoldStateResponse;
import org.holdfast.api.hold.HoldsResponse;
import org.holdfast.primitives.id.HoldId;

/** The freeze coordinator as one officer sees it. A refusal of the service is thrown as its fault. */
public final class HoldsClient {
    private static final int PAGE_MAX = 500;

    private final JsonClient http;

    /**
     * A client.
     *
     * @param base address of the service, such as {@code http://127.0.0.1:8081}
     * @param token bearer token of the officer
     */
    public HoldsClient(String base, String token) {
        this.http = new JsonClient(base, token);
    }

    /** The first page of the hold requests of all cases. */
    public HoldsResponse holds() {
        return http.get("/v1/holds?limit=" + PAGE_MAX, HoldsResponse.class);
    }

    /** The first page of the hold requests of one case. */
    public HoldsResponse holds(String caseId) {
        return http.get("/v1/holds?limit=" + PAGE_MAX + "&caseId=" + JsonClient.escaped(caseId), HoldsResponse.class);
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
        return http.post("/v1/holds/" + JsonClient.escaped(hold.text()) + "/approval", HoldStateResponse.class);
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

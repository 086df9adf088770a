package org.holdfast.launcher.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.holdfast.api.health.HealthResponse;
import org.holdfast.api.hold.HoldDraftRequest;
import org.holdfast.api.hold.HoldLineBody;
import org.holdfast.api.hold.HoldStateResponse;
import org.holdfast.api.hold.HoldsResponse;
import org.holdfast.launcher.stub.Answers;
import org.holdfast.launcher.stub.StubService;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.primitives.id.HoldId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HoldsClientTest {
    private StubService service;
    private HoldsClient client;

    @BeforeEach
    void start() throws Exception {
        service = new StubService();
        client = new HoldsClient(service.url(), "a-token");
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void listsTheRequestsOfAllCasesOrOfOne() {
        var all = new HoldsResponse(List.of(Answers.hold("h1", "exchange-a", "draft")), null);
        service.on("GET /v1/holds?limit=500", 200, all)
                .on("GET /v1/holds?limit=500&caseId=A+%26+B", 200, new HoldsResponse(List.of(), null));
        assertThat(client.holds()).isEqualTo(all);
        assertThat(client.holds("A & B").holds()).isEmpty();
    }

    @Test
    void readsOneRequestWithItsHistory() {
        var hold = Answers.holdWithHistory("h1", "exchange-a", "sent");
        service.on("GET /v1/holds/h1", 200, hold);
        assertThat(client.hold("h1")).isEqualTo(hold);
    }

    @Test
    void draftsAndApproves() {
        service.on("POST /v1/holds", 201, new HoldStateResponse("h1", "draft", true))
                .on("POST /v1/holds/h1/approval", 200, new HoldStateResponse("h1", "approved", true));
        var line = HoldLineBody.asking(Answers.COIN, "bcrt1q", null, "5");
        var draft = new HoldDraftRequest("h1", "CASE-1", "exchange-a", "vasp.voluntary", "summary", List.of(line));
        assertThat(client.draft(draft).state()).isEqualTo("draft");
        assertThat(client.approve(new HoldId("h1")).state()).isEqualTo("approved");
        assertThat(service.asked().getFirst()).contains("\"asked\":\"5\"").doesNotContain("\"line\":null", "outpoint");
    }

    @Test
    void aRefusalIsTheFaultOfTheService() {
        service.refuse("POST /v1/holds/h1/approval", 409, "freeze.hold.same-person");
        var refused = catchThrowableOfType(InputFaultException.class, () -> client.approve(new HoldId("h1")));
        assertThat(refused.fault().code()).isEqualTo("freeze.hold.same-person");
    }

    @Test
    void healthAndReadinessAreRead() {
        service.on("GET /actuator/health", 503, new HealthResponse(HealthResponse.DOWN, null))
                .on("GET /actuator/health/readiness", 200, Answers.up());
        assertThat(client.health().up()).isFalse();
        assertThat(client.readiness().up()).isTrue();
    }
}

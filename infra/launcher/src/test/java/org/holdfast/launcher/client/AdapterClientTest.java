package org.holdfast.launcher.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.holdfast.api.health.FollowHealthResponse;
import org.holdfast.launcher.stub.Answers;
import org.holdfast.launcher.stub.StubService;
import org.junit.jupiter.api.Test;

class AdapterClientTest {
    private static final String ASK = "GET /actuator/health";

    @Test
    void goodAndDegradedHealthAreBothAnswers() throws Exception {
        try (var adapter = new StubService()) {
            var up = Answers.follow("UP", FollowHealthResponse.AT_TIP, "");
            adapter.on(ASK, 200, up);
            assertThat(AdapterClient.health(adapter.port())).contains(up);
            var degraded = Answers.follow("DEGRADED", FollowHealthResponse.PUBLISHING, "the node is away");
            adapter.on(ASK, 503, degraded);
            assertThat(AdapterClient.health(adapter.port())).contains(degraded);
            assertThat(up.up()).isTrue();
            assertThat(degraded.up()).isFalse();
        }
    }

    @Test
    void anUnusableAnswerIsNone() throws Exception {
        try (var adapter = new StubService()) {
            adapter.onText(ASK, 200, "text/plain", "hello");
            assertThat(AdapterClient.health(adapter.port())).isEmpty();
            adapter.onText(ASK, 200, "application/json", "{\"status\":\"UP\"}");
            assertThat(AdapterClient.health(adapter.port())).isEmpty();
        }
    }

    @Test
    void aPortWithoutAServerGivesNoAnswer() throws Exception {
        int port;
        try (var adapter = new StubService()) {
            port = adapter.port();
        }
        assertThat(AdapterClient.health(port)).isEmpty();
    }
}

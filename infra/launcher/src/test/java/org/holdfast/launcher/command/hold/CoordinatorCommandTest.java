package org.holdfast.launcher.command.hold;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.holdfast.api.operation.FactTopicResponse;
import org.holdfast.api.operation.ParkedEventsResponse;
import org.holdfast.api.operation.ParkedRetryResponse;
import org.holdfast.api.operation.ViewReplayResponse;
import org.holdfast.launcher.client.ContractJson;
import org.holdfast.launcher.node.Access;
import org.holdfast.launcher.stub.Cli;
import org.holdfast.launcher.stub.StubService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command coordinator, from arguments to requests and output. */
class CoordinatorCommandTest {
    private static final ParkedEventsResponse PARKED = new ParkedEventsResponse(List.of(new ParkedEventsResponse.Parked(
            "p/1", "hold-views", "h1", "HoldDrafted", "no such column", "2026-01-01T00:00:00Z")));
    private static final FactTopicResponse TOPIC = new FactTopicResponse(false, "old", 7, "new", 0L, 3L);

    @TempDir
    Path home;

    private StubService freeze;
    private Cli cli = Cli.stopped(Path.of("."));

    @BeforeEach
    void start() throws Exception {
        freeze = new StubService();
        cli = Cli.running(home, 1, freeze.port());
    }

    @AfterEach
    void stop() {
        freeze.close();
    }

    private void prints(Object answer, String... arguments) {
        var ran = cli.run(arguments);
        assertThat(ran.exit()).as(ran.err()).isZero();
        assertThat(ran.lines()).containsExactly(ContractJson.write(answer));
    }

    private void refuses(String code, String... arguments) {
        var ran = cli.run(arguments);
        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).startsWith(code + ": ");
    }

    @Test
    void parkedEventsAreListedAndTriedAgain() {
        freeze.on("GET /v1/parked-events", 200, PARKED)
                .on("POST /v1/parked-events/retry", 200, new ParkedRetryResponse(1));
        prints(PARKED, "coordinator", "parked");
        prints(new ParkedRetryResponse(1), "coordinator", "retry");
        assertThat(freeze.tokens()).containsOnly(Access.token(cli.layout(), Access.SUPERVISOR));
    }

    @Test
    void aParkedEventIsEvictedWithAReason() {
        freeze.on("POST /v1/parked-events/p%2F1/eviction", 200, new ParkedEventsResponse(List.of()));
        prints(new ParkedEventsResponse(List.of()), "coordinator", "evict", "p/1", "--reason", "a test of 3 May");
        assertThat(freeze.asked())
                .containsExactly("POST /v1/parked-events/p%2F1/eviction {\"reason\":\"a test of 3 May\"}");
        refuses("launcher.arguments.wrong", "coordinator", "evict", "p/1");
        refuses("launcher.arguments.wrong", "coordinator", "evict", "--reason", "x");
        assertThat(freeze.asked()).hasSize(1);
    }

    @Test
    void aViewIsBuiltAgain() {
        freeze.on("POST /v1/views/hold-views/replay", 200, new ViewReplayResponse("hold-views"));
        prints(new ViewReplayResponse("hold-views"), "coordinator", "replay", "hold-views");
        freeze.refuse("POST /v1/views/no-view/replay", 404, "freeze.view.unknown");
        refuses("freeze.view.unknown", "coordinator", "replay", "no-view");
    }

    @Test
    void theTopicOfFactsIsShownAndAcceptedAsItWasShown() {
        freeze.on("GET /v1/fact-topic", 200, TOPIC).on("POST /v1/fact-topic/acceptance", 200, TOPIC);
        prints(TOPIC, "coordinator", "topic");
        freeze.asked().clear();
        prints(TOPIC, "coordinator", "accept-topic", "--reason", "restored from a copy");
        assertThat(freeze.asked())
                .containsExactly(
                        "GET /v1/fact-topic",
                        "POST /v1/fact-topic/acceptance"
                                + " {\"topicId\":\"new\",\"reason\":\"restored from a copy\"}");
        refuses("launcher.arguments.wrong", "coordinator", "accept-topic");
    }

    @Test
    void anotherOfficerDecidesWithAnotherTokenAndMayBeRefused() {
        freeze.refuse("POST /v1/parked-events/retry", 403, "service.access.forbidden");
        refuses("service.access.forbidden", "coordinator", "--as", Access.INVESTIGATOR, "retry");
        assertThat(freeze.tokens()).containsOnly(Access.token(cli.layout(), Access.INVESTIGATOR));
        refuses("launcher.officer.unknown", "coordinator", "--as", "nobody", "retry");
    }

    @Test
    void withoutAnActionOrANodeItSaysWhatIsMissing() {
        refuses("launcher.arguments.wrong", "coordinator");
        refuses("launcher.arguments.wrong", "coordinator", "forget");
        cli = Cli.stopped(home.resolve("none"));
        refuses("launcher.node.not-running", "coordinator", "parked");
    }
}

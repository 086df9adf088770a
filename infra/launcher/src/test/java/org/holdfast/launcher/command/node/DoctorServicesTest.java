package org.holdfast.launcher.command.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.holdfast.api.health.HealthResponse;
import org.holdfast.api.index.ChainsResponse;
import org.holdfast.api.index.ChainsResponse.FeedStatus;
import org.holdfast.api.index.CheckResponse;
import org.holdfast.launcher.command.check.Finding;
import org.holdfast.launcher.command.check.NodeReport;
import org.holdfast.launcher.command.check.Severity;
import org.holdfast.launcher.stub.Answers;
import org.holdfast.launcher.stub.Cli;
import org.junit.jupiter.api.Test;

/** What the doctor says of services, block feeds and indexes. */
class DoctorServicesTest extends DoctorStates {
    @Test
    void aPartOfAServiceThatIsDownIsNamedInItsOwnWords() {
        service.on("GET /actuator/health", 503, Answers.down("db", Map.of("error", "connection refused")));
        assertThat(wrong())
                .containsExactly(new Finding("tracing.db", Severity.FAILED, "DOWN: error: connection refused"));
    }

    @Test
    void whatWaitsForAPersonIsDegraded() {
        service.on(
                "GET /actuator/health",
                200,
                new HealthResponse(
                        "UP",
                        Map.of(
                                "decisions",
                                Answers.part("UP", Map.of("holdsThatNeedDecision", 1)),
                                "facts",
                                Answers.part("UP", Map.of("quarantined", 2)),
                                "processors",
                                Answers.part("UP", Map.of("stuckProcesses", 1, "parkedEvents", 0)))));
        assertThat(wrong())
                .containsExactly(
                        new Finding(
                                "tracing.decisions.holdsThatNeedDecision",
                                Severity.DEGRADED,
                                "1 holds need a decision, since their facts were withdrawn: holds --needs-decision"),
                        new Finding("tracing.facts.quarantined", Severity.DEGRADED, "2 records are in quarantine"),
                        new Finding("tracing.processors.stuckProcesses", Severity.DEGRADED, "1 processes are stuck"));
        assertThat(cli.run("doctor").lines().getLast()).isEqualTo("degraded, see above");
    }

    @Test
    void aServiceThatIsNotReadyIsWrong() {
        service.on("GET /actuator/health/readiness", 503, new HealthResponse("OUT_OF_SERVICE", null));
        assertThat(wrong()).containsExactly(new Finding("tracing.not-ready", Severity.FAILED, "OUT_OF_SERVICE"));
    }

    @Test
    void aServiceThatIsAwayIsWrongWithTheRefusal() {
        service.close();
        assertThat(wrong())
                .hasSize(2)
                .allMatch(finding -> finding.sentence().startsWith("launcher.service.no-answer: "));
    }

    @Test
    void aServiceThatHangsIsWrongWithinTheBound() throws Exception {
        try (var hanging = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            cli = Cli.running(home, hanging.getLocalPort(), hanging.getLocalPort());
            long begin = System.nanoTime();
            NodeReport report = report();
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
            assertThat(report.findings()).extracting(Finding::code).contains("tracing.silent", "feeds.silent");
            assertThat(report.exitCode()).isEqualTo(3);
            assertThat(cli.run("status").exit()).isEqualTo(3);
        }
    }

    @Test
    void aFeedThatStoppedOrWaitsIsWrongAndGivesItsReason() {
        for (String state : List.of(FeedStatus.STOPPED, FeedStatus.WAITING)) {
            indexed(Answers.chain(Answers.REGTEST, 0, "", new FeedStatus(state, 4, "at offset 7: tracing.x.y")));
            assertThat(wrong())
                    .containsExactly(new Finding(
                            "feeds." + state,
                            Severity.FAILED,
                            Answers.REGTEST + " " + state + ": at offset 7: tracing.x.y"));
        }
    }

    @Test
    void anIndexThatLagsIsDegraded() {
        indexed(Answers.chain(Answers.REGTEST, 5, "tip", new FeedStatus(FeedStatus.READING, 9, null)));
        assertThat(wrong()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("lag.behind");
            assertThat(finding.severity()).isEqualTo(Severity.DEGRADED);
            assertThat(finding.sentence()).contains("9 records behind the topic");
        });
    }

    @Test
    void anUnsoundIndexIsWrong() {
        service.on(CHECK, 200, new CheckResponse(false));
        assertThat(codes()).containsExactly("index.unsound");
        var doctor = cli.run("doctor");
        assertThat(doctor.lines().getLast()).isEqualTo("something is wrong, see above");
        assertThat(doctor.out()).contains("index.unsound FAILED  " + Answers.REGTEST);
        service.asked().clear();
        assertThat(cli.run("status").exit()).as("does not recount").isZero();
        assertThat(service.asked()).isNotEmpty().doesNotContain(CHECK);
    }

    @Test
    void accountChainsAreCheckedLikeOthers() {
        service.on(
                        "GET /v1/chains",
                        200,
                        new ChainsResponse(List.of(), List.of(Answers.ledger(Answers.ETHEREUM, 4, 0))))
                .on("POST /v1/chains/eip155:1/check", 200, new CheckResponse(false));
        assertThat(wrong())
                .singleElement()
                .satisfies(finding -> assertThat(finding.sentence()).startsWith("eip155:1: indexed: 4 blocks"));
    }
}

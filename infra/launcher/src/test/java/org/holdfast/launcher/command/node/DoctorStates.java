package org.holdfast.launcher.command.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.holdfast.api.index.ChainsResponse.ChainStatus;
import org.holdfast.api.index.CheckResponse;
import org.holdfast.launcher.client.ContractJson;
import org.holdfast.launcher.command.check.Finding;
import org.holdfast.launcher.command.check.NodeReport;
import org.holdfast.launcher.command.check.Severity;
import org.holdfast.launcher.node.NodeParts;
import org.holdfast.launcher.node.PartStatus;
import org.holdfast.launcher.node.PartStatus.State;
import org.holdfast.launcher.stub.Answers;
import org.holdfast.launcher.stub.Cli;
import org.holdfast.launcher.stub.StubService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A node in order that a test puts into one state, and what the doctor says then. */
abstract class DoctorStates {
    static final String CHECK = "POST /v1/chains/" + Answers.REGTEST + "/check";

    @TempDir
    Path home;

    StubService service;
    Cli cli = Cli.stopped(Path.of("."));

    @BeforeEach
    void start() throws Exception {
        service = new StubService();
        cli = Cli.running(home, service.port(), service.port());
        service.on("GET /actuator/health", 200, Answers.up())
                .on("GET /actuator/health/readiness", 200, Answers.up())
                .on(CHECK, 200, new CheckResponse(true));
        indexed(Answers.chain(Answers.REGTEST, 5, "tip", Answers.READ));
    }

    @AfterEach
    void stop() {
        service.close();
    }

    void indexed(ChainStatus... chains) {
        service.on("GET /v1/chains", 200, Answers.chains(chains));
    }

    NodeReport report() {
        return ContractJson.read(cli.run("doctor", "--output", "json").out(), NodeReport.class);
    }

    /** The findings that are not well; the exit code and the last line fit them, and status has the same ones. */
    List<Finding> wrong() {
        List<Finding> wrong =
                report().findings().stream().filter(one -> !one.isWell()).toList();
        var doctor = cli.run("doctor");
        if (wrong.stream().noneMatch(finding -> finding.code().equals("index.unsound"))) {
            var status = cli.run("status");
            assertThat(status.exit()).isEqualTo(doctor.exit());
            assertThat(status.lines().getLast()).isEqualTo(doctor.lines().getLast());
            assertThat(status.out()).contains(wrong.stream().map(Finding::code).toList());
        }
        boolean failed = wrong.stream().anyMatch(one -> one.severity() == Severity.FAILED);
        assertThat(doctor.exit()).isEqualTo(failed ? 3 : wrong.isEmpty() ? 0 : 4);
        return wrong;
    }

    List<String> codes() {
        return wrong().stream().map(Finding::code).toList();
    }

    void parts(PartStatus... parts) {
        new NodeParts(List.of(parts)).write(cli.layout(), Instant.now());
    }

    static PartStatus part(State state, long pid, String cause) {
        return new PartStatus("freeze", state, pid, 3, cause, "2026-01-01T00:00:00Z", 0);
    }
}

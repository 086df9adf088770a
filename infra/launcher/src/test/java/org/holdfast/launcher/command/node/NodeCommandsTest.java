package org.holdfast.launcher.command.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.holdfast.api.health.FollowHealthResponse;
import org.holdfast.launcher.client.ContractJson;
import org.holdfast.launcher.command.check.Finding;
import org.holdfast.launcher.command.check.Severity;
import org.holdfast.launcher.command.node.StatusCommand.Status;
import org.holdfast.launcher.node.FollowedChain;
import org.holdfast.launcher.node.NodePorts;
import org.holdfast.launcher.node.NodeState;
import org.holdfast.launcher.stub.Answers;
import org.holdfast.launcher.stub.Cli;
import org.holdfast.launcher.stub.StubService;
import org.holdfast.launcher.stub.StubTree;
import org.holdfast.primitives.ChainId;
import org.holdfast.servers.OwnProcess;
import org.holdfast.servers.ServerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands start, stop, status and bench. */
class NodeCommandsTest {
    @TempDir
    Path home;

    private static StubService services() throws Exception {
        return new StubService()
                .on("GET /actuator/health", 200, Answers.up())
                .on("GET /actuator/health/readiness", 200, Answers.up())
                .on("GET /v1/chains", 200, Answers.chains());
    }

    @Test
    void statusNamesTheAddressesOfARunningNodeAndThatAllIsWell() throws Exception {
        try (var services = services()) {
            Cli cli = Cli.running(home, services.port(), 8081);
            var status = cli.run("status");
            assertThat(status.lines())
                    .containsExactly(
                            "node runs, process " + ProcessHandle.current().pid() + ", data in "
                                    + cli.layout().data(),
                            "  tracing service     " + services.url(),
                            "  freeze coordinator  http://127.0.0.1:8081",
                            "  Kafka broker        " + Cli.server(),
                            "  PostgreSQL          " + Cli.server(),
                            "all is well");
            assertThat(status.exit()).isZero();
        }
    }

    @Test
    void statusAndDoctorSayTheSameWithTheSameExitCode() throws Exception {
        try (var services = services()) {
            services.on("GET /actuator/health", 503, Answers.down("feed", Map.of("x", "stopped at offset 7")));
            Cli cli = Cli.running(home, services.port(), 8081);
            var status = cli.run("status");
            var doctor = cli.run("doctor");
            assertThat(status.lines())
                    .contains("tracing.feed FAILED  DOWN: x: stopped at offset 7", "something is wrong, see above");
            assertThat(doctor.lines())
                    .contains(status.lines().getLast(), "tracing.feed FAILED  DOWN: x: stopped at offset 7");
            assertThat(status.exit()).isEqualTo(doctor.exit()).isEqualTo(3);
        }
    }

    @Test
    void statusHasTheHealthOfEachAdapterThatAnswers() throws Exception {
        try (var adapter = new StubService();
                var services = services()) {
            Cli cli = Cli.running(home, services.port(), 8081);
            FollowedChain answering = FollowedChain.of(cli.layout(), ChainId.BITCOIN_REGTEST);
            answering.remember(List.of());
            FollowedChain.of(cli.layout(), ChainId.BITCOIN_SIGNET).remember(List.of());
            var health = Answers.follow("UP", FollowHealthResponse.AT_TIP, "");
            adapter.on("GET /actuator/health", 200, health);
            NodeState self = Cli.self(1, 1);
            Files.createDirectories(answering.folder());
            new ServerRecord(self.pid(), self.startedAt(), adapter.port())
                    .write(answering.folder().resolve(answering.name() + ".process"));
            Status status =
                    ContractJson.read(cli.run("status", "--output", "json").out(), Status.class);
            assertThat(status.pid()).isEqualTo(self.pid());
            assertThat(status.kafka()).isEqualTo(Cli.server());
            assertThat(status.tracing()).isEqualTo(services.url());
            assertThat(status.follows()).containsExactly(health);
            assertThat(status.severity()).isEqualTo(Severity.FAILED);
            assertThat(status.findings()).extracting(Finding::code).contains("follow", "follow.silent");
            assertThat(cli.run("status").out()).contains("UP, height 120", "does not run or answer");
        }
    }

    @Test
    void startOnARunningNodeShowsItAndRemembersTheChain() {
        Cli cli = Cli.running(home, 8080, 8081);
        var started = cli.run("start", "--chain", "regtest", "--node", "http://127.0.0.1:1");
        assertThat(started.exit()).as(started.err()).isZero();
        assertThat(started.lines().getFirst()).startsWith("node runs, process ");
        assertThat(FollowedChain.remembered(cli.layout()))
                .containsExactly(FollowedChain.of(cli.layout(), ChainId.BITCOIN_REGTEST));
    }

    @Test
    void startWithoutASourceFollowsNothing() {
        Cli cli = Cli.running(home, 8080, 8081);
        assertThat(cli.run("start").exit()).isZero();
        assertThat(FollowedChain.remembered(cli.layout())).isEmpty();
    }

    @Test
    void aDataDirectoryThatCannotBeWrittenIsRefused() throws Exception {
        Path file = Files.writeString(home.resolve("a-file"), "x");
        var refused =
                Cli.stopped(home).run("start", "--data", file.resolve("node").toString());
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err()).startsWith("launcher.data.not-writable: ").contains("a-file/node");
    }

    @Test
    void aNodeThatCannotStartGivesItsLastWords() throws Exception {
        // The tree has no servers, so the node's process ends at once.
        var refused = Cli.stopped(home).run("start");
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err()).startsWith("launcher.node.not-started: ").contains("node.log");
        List<String> log = Files.readAllLines(Cli.stopped(home).layout().log());
        assertThat(log.getLast()).matches("\\d{4}-\\d\\d-\\d\\dT\\S+Z .*");
        assertThat(refused.err()).contains(log.getLast().substring(log.getLast().indexOf(' ') + 1));
    }

    @Test
    void stopWithoutANodeSaysSo() {
        assertThat(Cli.stopped(home).run("stop").lines()).containsExactly("no node ran here");
    }

    @Test
    void stopEndsTheNodeAndWhatAKilledNodeLeft() throws Exception {
        Cli cli = Cli.stopped(home);
        Path tracing = Files.createDirectories(cli.layout().service("tracing"));
        OwnProcess orphan = OwnProcess.start("tracing", List.of("sleep", "60"), tracing, 1);
        Process node = new ProcessBuilder("sleep", "60").start();
        Instant started = node.info().startInstant().orElseThrow();
        new NodeState(node.pid(), started, 1, 1, 1, 1).write(cli.layout());
        assertThat(cli.run("stop").lines()).containsExactly("stopped");
        assertThat(node.waitFor(Duration.ofMinutes(1))).isTrue();
        assertThat(orphan.isAlive()).isFalse();
    }

    @Test
    void stopTouchesNoProcessThatOnlyHasTheSameNumber() throws Exception {
        Cli cli = Cli.stopped(home);
        Files.createDirectories(cli.layout().data());
        Process stranger = new ProcessBuilder("sleep", "60").start();
        try {
            new NodeState(stranger.pid(), Instant.EPOCH, 1, 1, 1, 1).write(cli.layout());
            assertThat(cli.run("stop").lines()).containsExactly("no node ran here");
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void chosenPortsArePassedOnAndOthersAreNot() {
        var ports = new PortOptions();
        new CommandLine(ports).parseArgs("--kafka-port", "9092", "--freeze-port", "8081");
        assertThat(ports.asked()).isEqualTo(new NodePorts(9092, 0, 0, 8081));
        assertThat(ports.arguments()).containsExactly("--kafka-port", "9092", "--freeze-port", "8081");
    }

    @Test
    void theBenchmarkGetsItsSizesAndGivesItsExitCode() throws Exception {
        StubTree tree = StubTree.build(home).script("bench", 4, "");
        assertThat(Cli.stopped(home).run("bench", "--quick", "--runs", "2").exit())
                .isEqualTo(4);
        assertThat(tree.asked("bench"))
                .isEqualTo("--runs=2 --transactions=0 --engine=0 --accounts=0 --evm=0 --output=table --quick");
        assertThat(Cli.stopped(home)
                        .run("bench", "--evm", "50", "--output", "json")
                        .exit())
                .isEqualTo(4);
        assertThat(tree.asked("bench"))
                .isEqualTo("--runs=0 --transactions=0 --engine=0 --accounts=0 --evm=50 --output=json");
    }
}

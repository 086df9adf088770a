package org.holdfast.launcher.command.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.holdfast.api.health.HealthResponse;
import org.holdfast.api.index.ChainsResponse;
import org.holdfast.api.index.ChainsResponse.ChainStatus;
import org.holdfast.api.index.ChainsResponse.FeedStatus;
import org.holdfast.api.index.CheckResponse;
import org.holdfast.launcher.client.ContractJson;
import org.holdfast.launcher.command.check.Finding;
import org.holdfast.launcher.command.check.NodeReport;
import org.holdfast.launcher.command.check.Severity;
import org.holdfast.launcher.node.DataLock;
import org.holdfast.launcher.node.FollowedChain;
import org.holdfast.launcher.node.NodeParts;
import org.holdfast.launcher.node.NodeState;
import org.holdfast.launcher.node.PartStatus;
import org.holdfast.launcher.node.PartStatus.State;
import org.holdfast.launcher.stub.Answers;
import org.holdfast.launcher.stub.Cli;
import org.holdfast.launcher.stub.StubService;
import org.holdfast.primitives.ChainId;
import org.holdfast.servers.LoopbackPort;
import org.holdfast.servers.PrivateFiles;
import org.holdfast.servers.ServerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every state that the doctor tells apart. */
class DoctorCommandTest {
    private static final String CHECK = "POST /v1/chains/" + Answers.REGTEST + "/check";

    @TempDir
    Path home;

    private StubService service;
    private Cli cli = Cli.stopped(Path.of("."));

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

    private void indexed(ChainStatus... chains) {
        service.on("GET /v1/chains", 200, Answers.chains(chains));
    }

    private NodeReport report() {
        return ContractJson.read(cli.run("doctor", "--output", "json").out(), NodeReport.class);
    }

    /** The findings that are not well; the exit code and the last line fit them, and status has the same ones. */
    private List<Finding> wrong() {
        List<Finding> wrong =
                report().findings().stream().filter(one -> !one.isWell()).toList();
        var doctor = cli.run("doctor");
        if (wrong.stream().noneMatch(finding -> finding.code().equals("index.unsound"))) {
            var status = cli.run("status");
            assertThat(status.exit()).isEqualTo(doctor.exit());
            assertThat(status.lines().getLast()).isEqualTo(doctor.lines().getLast());
        }
        boolean failed = wrong.stream().anyMatch(one -> one.severity() == Severity.FAILED);
        assertThat(doctor.exit()).isEqualTo(failed ? 3 : wrong.isEmpty() ? 0 : 4);
        return wrong;
    }

    private List<String> codes() {
        return wrong().stream().map(Finding::code).toList();
    }

    @Test
    void aNodeInOrderIsWell() {
        var doctor = cli.run("doctor");
        assertThat(doctor.exit()).as(doctor.out()).isZero();
        assertThat(doctor.lines().getLast()).isEqualTo("all is well");
        assertThat(doctor.lines())
                .contains(
                        "java       JDK 25",
                        "kafka      answers",
                        "tracing    UP",
                        "feeds      every block feed reads",
                        "lag        " + Answers.REGTEST + ": the index has the last published block")
                .noneMatch(line -> line.contains("FAILED") || line.contains("DEGRADED"));
    }

    @Test
    void filesThatAreOpenToOtherUsersAreDegraded() throws Exception {
        Path log = Files.writeString(cli.layout().data().resolve("node.log"), "");
        Files.setPosixFilePermissions(log, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(wrong()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("files.open");
            assertThat(finding.sentence()).contains("1 files or directories", "node.log");
        });
    }

    @Test
    void theChecksAreListedForAProgramToo() {
        assertThat(report().findings())
                .extracting(Finding::code)
                .containsExactly(
                        "java",
                        "parts",
                        "disk",
                        "files",
                        "node",
                        "kafka",
                        "postgres",
                        "tracing",
                        "feeds",
                        "index",
                        "lag");
        assertThat(report().severity()).isEqualTo(Severity.WELL);
    }

    @Test
    void whereNoNodeRunsBothCommandsSaySo() {
        String none = home.resolve("none").toString();
        var doctor = Cli.stopped(home).run("doctor", "--data", none);
        assertThat(doctor.exit()).as(doctor.out()).isEqualTo(2);
        assertThat(doctor.out()).contains("not running; ./holdfast start starts it");
        assertThat(doctor.lines().getLast()).isEqualTo("no node runs here");
        assertThat(Cli.stopped(home).run("status", "--data", none).exit()).isEqualTo(2);
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
    void anIndexThatLagsIsDegraded() {
        indexed(Answers.chain(Answers.REGTEST, 5, "tip", new FeedStatus(FeedStatus.READING, 9, null)));
        assertThat(wrong()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("lag.behind");
            assertThat(finding.severity()).isEqualTo(Severity.DEGRADED);
            assertThat(finding.sentence()).contains("9 records behind the topic");
        });
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
        }
    }

    @Test
    void aServerThatDoesNotAnswerIsWrong() throws Exception {
        int silent = LoopbackPort.free();
        var self = ServerRecord.self();
        new NodeState(self.pid(), self.startedAt(), silent, silent, service.port(), service.port()).write(cli.layout());
        assertThat(codes()).containsExactly("kafka.silent", "postgres.silent");
    }

    private void parts(PartStatus... parts) {
        new NodeParts(List.of(parts)).write(cli.layout(), Instant.now());
    }

    private static PartStatus part(State state, long pid, String cause) {
        return new PartStatus("freeze", state, pid, 3, cause, "2026-01-01T00:00:00Z");
    }

    @Test
    void everyStateOfAPartIsTold() {
        long self = ProcessHandle.current().pid();
        var told = new ArrayList<String>();
        for (PartStatus part : List.of(
                part(State.UP, self, ""),
                part(State.UP, self, "it ended with exit code 137"),
                part(State.UP, 0, ""),
                part(State.STARTING, 0, ""),
                part(State.STARTING, 0, "exit code 1"),
                part(State.BLOCKED, 0, ""),
                part(State.WAITING, 0, "exit code 1; its log ends with: no licence"),
                part(State.GIVEN_UP, 0, "no licence"),
                part(State.STOPPED, 0, ""))) {
            parts(part);
            told.add(report().findings().stream()
                    .filter(finding -> finding.code().startsWith("freeze"))
                    .map(finding -> finding.severity() + " " + finding.code() + ": " + finding.sentence())
                    .findFirst()
                    .orElseThrow());
        }
        assertThat(told)
                .containsExactly(
                        "WELL freeze.process: process " + self + " since 2026-01-01T00:00:00Z",
                        "WELL freeze.process: process " + self
                                + " since 2026-01-01T00:00:00Z; start 3, because before it ended with exit code 137",
                        "FAILED freeze.down: process 0 has ended",
                        "DEGRADED freeze.starting: is being started",
                        "FAILED freeze.starting: is being started again; exit code 1",
                        "FAILED freeze.blocked: waits for a part that it needs",
                        "FAILED freeze.down: does not run and starts again soon; exit code 1; its log ends with: no"
                                + " licence",
                        "FAILED freeze.given-up: was given up after 3 starts; it is tried every few minutes;"
                                + " no licence",
                        "DEGRADED freeze.ended: is stopped with the node");
    }

    @Test
    void aPartThatASignalStoppedIsWrong() throws Exception {
        Process stopped = new ProcessBuilder("sleep", "60").start();
        try {
            new ProcessBuilder("kill", "-STOP", Long.toString(stopped.pid()))
                    .start()
                    .waitFor();
            parts(part(State.UP, stopped.pid(), ""));
            assertThat(codes()).containsExactly("freeze.stopped");
        } finally {
            stopped.destroyForcibly();
        }
    }

    @Test
    void aNodeThatTellsNothingMoreIsDegraded() throws Exception {
        parts(part(State.UP, ProcessHandle.current().pid(), ""));
        Files.setLastModifiedTime(
                cli.layout().parts(), FileTime.from(Instant.now().minusSeconds(60)));
        assertThat(codes()).containsExactly("node.silent");
    }

    @Test
    void partsOfAKilledNodeAreNamed() throws Exception {
        parts(part(State.UP, ProcessHandle.current().pid(), ""));
        Files.delete(cli.layout().state());
        assertThat(wrong()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("node.killed");
            assertThat(finding.sentence())
                    .contains("freeze (process " + ProcessHandle.current().pid() + ")");
        });
    }

    @Test
    void aNodeThatStartsIsDegraded() throws Exception {
        Files.delete(cli.layout().state());
        try (var _ = DataLock.take(cli.layout())) {
            assertThat(codes()).containsExactly("node.starting");
        }
    }

    @Test
    void theCoordinatorIsCheckedIfTheTreeHasOne() throws Exception {
        Path module = Files.createDirectories(home.resolve("freeze-coordinator/app"));
        Files.createFile(module.resolve("pom.xml"));
        Path target = Files.createDirectories(module.resolve("target"));
        assertThat(wrong()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("parts");
            assertThat(finding.sentence()).startsWith("launcher.module.not-built: ");
        });
        Files.createFile(target.resolve("holdfast-freeze-app-1.jar"));
        assertThat(report().findings())
                .contains(
                        new Finding("parts", Severity.WELL, "1 parts built"),
                        new Finding("freeze", Severity.WELL, "UP"));
    }

    @Test
    void aFollowedChainWithoutAnAdapterIsWrong() {
        FollowedChain.of(cli.layout(), ChainId.BITCOIN_REGTEST).remember(List.of("--chain", "regtest"));
        assertThat(wrong()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("follow.silent");
            assertThat(finding.sentence()).contains("does not run or answer");
        });
        assertThat(report().findings())
                .contains(new Finding("indexed", Severity.WELL, Answers.REGTEST + ": is indexed"));
    }

    @Test
    void anAdapterThatRestsForAnImportIsWellAndSaidToRest() {
        FollowedChain chain = FollowedChain.of(cli.layout(), ChainId.BITCOIN_REGTEST);
        chain.remember(List.of("--chain", "regtest"));
        chain.pause();
        assertThat(report().findings())
                .filteredOn(finding -> finding.code().equals("follow.rests"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.sentence()).contains("imports blocks"));
        chain.resume();
        assertThat(wrong()).extracting(Finding::code).contains("follow.silent");
    }

    @Test
    void anAdapterThatIsDegradedSaysWhy() throws Exception {
        FollowedChain chain = FollowedChain.of(cli.layout(), ChainId.BITCOIN_REGTEST);
        chain.remember(List.of("--chain", "regtest"));
        service.on("GET /actuator/health", 503, Answers.follow("DEGRADED", "at-tip", "header not found"));
        Files.createDirectories(chain.folder());
        var self = ServerRecord.self();
        new ServerRecord(self.pid(), self.startedAt(), service.port())
                .write(chain.folder().resolve(chain.name() + ".process"));
        assertThat(wrong())
                .filteredOn(finding -> finding.code().equals("follow.degraded"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.sentence()).contains("header not found"));
    }

    @Test
    void aFollowedChainWithoutAnIndexIsWrong() {
        FollowedChain.of(cli.layout(), new ChainId(Answers.ETHEREUM)).remember(List.of());
        assertThat(wrong())
                .contains(new Finding(
                        "indexed.not",
                        Severity.FAILED,
                        "eip155:1: is followed but not indexed; see the log of the tracing service"));
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

    @Test
    void aDiskBelowTheBoundOfTheNodeIsWrong() throws Exception {
        PrivateFiles.write(cli.layout().settings(), "disk.least-free=" + Long.MAX_VALUE + "\n");
        assertThat(wrong()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo("disk.low");
            assertThat(finding.sentence()).contains(cli.layout().data().toString());
        });
        long free = Files.getFileStore(home).getUsableSpace();
        PrivateFiles.write(cli.layout().settings(), "disk.least-free=" + free / 4 * 3 + "\n");
        assertThat(codes()).containsExactly("disk.short");
        PrivateFiles.write(cli.layout().settings(), "disk.least-free=much\n");
        assertThat(wrong())
                .singleElement()
                .satisfies(finding -> assertThat(finding.sentence()).startsWith("launcher.settings.malformed: "));
    }
}

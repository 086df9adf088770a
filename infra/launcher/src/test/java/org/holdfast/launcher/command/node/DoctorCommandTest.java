package org.holdfast.launcher.command.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.holdfast.api.health.HealthResponse;
import org.holdfast.api.index.ChainsResponse;
import org.holdfast.api.index.ChainsResponse.ChainStatus;
import org.holdfast.api.index.ChainsResponse.FeedStatus;
import org.holdfast.api.index.CheckResponse;
import org.holdfast.launcher.client.ContractJson;
import org.holdfast.launcher.command.node.DoctorCommand.Diagnosis;
import org.holdfast.launcher.command.node.DoctorCommand.Finding;
import org.holdfast.launcher.node.FollowedChain;
import org.holdfast.launcher.stub.Answers;
import org.holdfast.launcher.stub.Cli;
import org.holdfast.launcher.stub.StubService;
import org.holdfast.primitives.ChainId;
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

    private Diagnosis diagnosis() {
        return ContractJson.read(cli.run("doctor", "--output", "json").out(), Diagnosis.class);
    }

    private List<Finding> wrong() {
        Diagnosis diagnosis = diagnosis();
        List<Finding> wrong =
                diagnosis.findings().stream().filter(one -> !one.well()).toList();
        assertThat(diagnosis.well()).isEqualTo(wrong.isEmpty());
        return wrong;
    }

    @Test
    void aNodeInOrderIsWell() {
        var doctor = cli.run("doctor");
        assertThat(doctor.exit()).as(doctor.out()).isZero();
        assertThat(doctor.lines().getLast()).isEqualTo("all is well");
        assertThat(doctor.lines())
                .contains(
                        "java     JDK 25",
                        "tracing  UP",
                        "feeds    every block feed reads",
                        "lag      " + Answers.REGTEST + ": the index has the last published block")
                .noneMatch(line -> line.contains("WRONG"));
    }

    @Test
    void theChecksAreListedForAProgramToo() {
        assertThat(diagnosis().findings())
                .extracting(Finding::check)
                .containsExactly("java", "parts", "disk", "node", "tracing", "feeds", "index", "lag");
        assertThat(diagnosis().well()).isTrue();
    }

    @Test
    void aStoppedNodeIsNotWrong() {
        Cli stopped = Cli.stopped(home.resolve("elsewhere").resolve(".."));
        var doctor = Cli.stopped(stopped.layout().home())
                .run("doctor", "--data", home.resolve("none").toString());
        assertThat(doctor.exit()).as(doctor.out()).isZero();
        assertThat(doctor.out()).contains("not running; ./holdfast start starts it");
    }

    @Test
    void anUnsoundIndexIsWrong() {
        service.on(CHECK, 200, new CheckResponse(false));
        assertThat(wrong()).extracting(Finding::check).containsExactly("index");
        var doctor = cli.run("doctor");
        assertThat(doctor.exit()).isEqualTo(2);
        assertThat(doctor.lines().getLast()).isEqualTo("something is wrong, see above");
        assertThat(doctor.out()).contains("index    WRONG  " + Answers.REGTEST);
    }

    @Test
    void anIndexThatLagsIsWrong() {
        indexed(Answers.chain(Answers.REGTEST, 5, "tip", new FeedStatus(FeedStatus.READING, 9, null)));
        assertThat(wrong()).singleElement().satisfies(finding -> {
            assertThat(finding.check()).isEqualTo("lag");
            assertThat(finding.text()).contains("9 records behind the topic");
        });
    }

    @Test
    void aFeedThatStoppedIsWrongAndGivesItsReason() {
        service.on(
                "GET /actuator/health",
                503,
                new HealthResponse("DOWN", Map.of("feed", new HealthResponse.Component("DOWN"))));
        indexed(Answers.chain(
                Answers.REGTEST, 0, "", new FeedStatus(FeedStatus.STOPPED, 4, "at offset 7: tracing.feed.malformed")));
        assertThat(wrong())
                .containsExactly(
                        Finding.wrong("feeds", Answers.REGTEST + " stopped: at offset 7: tracing.feed.malformed"));
    }

    @Test
    void aFeedThatWaitsIsWrongToo() {
        indexed(Answers.chain(
                Answers.REGTEST, 0, "", new FeedStatus(FeedStatus.WAITING, 4, "the database does not answer")));
        assertThat(wrong())
                .containsExactly(Finding.wrong("feeds", Answers.REGTEST + " waiting: the database does not answer"));
    }

    @Test
    void aServiceThatReadsNothingIsWrongEvenIfNoFeedComplains() {
        service.on(
                "GET /actuator/health",
                503,
                new HealthResponse("DOWN", Map.of("feed", new HealthResponse.Component("DOWN"))));
        assertThat(wrong()).containsExactly(Finding.wrong("feeds", "the service reads no blocks; its feed is DOWN"));
        service.on("GET /actuator/health", 200, new HealthResponse("UP", null));
        assertThat(wrong()).containsExactly(Finding.wrong("feeds", "the service reads no blocks; its feed is unknown"));
    }

    @Test
    void aServiceThatIsNotReadyIsWrong() {
        service.on("GET /actuator/health/readiness", 503, new HealthResponse("OUT_OF_SERVICE", null));
        assertThat(wrong()).containsExactly(Finding.wrong("tracing", "OUT_OF_SERVICE"));
    }

    @Test
    void aServiceThatIsAwayIsWrongWithTheRefusal() {
        service.close();
        assertThat(wrong()).hasSize(2).allMatch(finding -> finding.text().startsWith("launcher.service.no-answer: "));
    }

    @Test
    void theCoordinatorIsCheckedIfTheTreeHasOne() throws Exception {
        Path module = Files.createDirectories(home.resolve("freeze-coordinator/app"));
        Files.createFile(module.resolve("pom.xml"));
        Path target = Files.createDirectories(module.resolve("target"));
        assertThat(wrong()).singleElement().satisfies(finding -> {
            assertThat(finding.check()).isEqualTo("parts");
            assertThat(finding.text()).startsWith("launcher.module.not-built: ");
        });
        Files.createFile(target.resolve("holdfast-freeze-app-1.jar"));
        assertThat(diagnosis().findings())
                .contains(Finding.well("parts", "1 parts built"), Finding.well("freeze", "UP"));
    }

    @Test
    void aFollowedChainWithoutAnAdapterIsWrong() {
        FollowedChain.of(cli.layout(), ChainId.BITCOIN_REGTEST).remember(List.of("--chain", "regtest"));
        assertThat(wrong()).singleElement().satisfies(finding -> {
            assertThat(finding.check()).isEqualTo("follow");
            assertThat(finding.text()).contains("does not run or answer");
        });
        assertThat(diagnosis().findings()).contains(Finding.well("indexed", Answers.REGTEST + ": is indexed"));
    }

    @Test
    void aFollowedChainWithoutAnIndexIsWrong() {
        FollowedChain.of(cli.layout(), new ChainId(Answers.ETHEREUM)).remember(List.of());
        assertThat(wrong())
                .contains(Finding.wrong(
                        "indexed", "eip155:1: is followed but not indexed; see the log of the tracing service"));
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
                .satisfies(finding -> assertThat(finding.text()).startsWith("eip155:1: indexed: 4 blocks"));
    }

    @Test
    void anotherJdkAndAFullDiskAreWrong() {
        assertThat(DoctorCommand.java(25).well()).isTrue();
        assertThat(DoctorCommand.java(24)).isEqualTo(Finding.wrong("java", "JDK 24, 25 wanted"));
        assertThat(DoctorCommand.disk(3L << 30)).isEqualTo(Finding.well("disk", "3072 MiB free"));
        assertThat(DoctorCommand.disk(1L << 30)).isEqualTo(Finding.wrong("disk", "1024 MiB free, 2048 wanted"));
    }
}

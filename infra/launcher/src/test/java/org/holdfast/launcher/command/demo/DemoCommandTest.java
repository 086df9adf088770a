package org.holdfast.launcher.command.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.holdfast.api.hold.HoldStateResponse;
import org.holdfast.api.hold.HoldsResponse;
import org.holdfast.api.label.LabelsResponse;
import org.holdfast.api.program.DemoScenario;
import org.holdfast.api.program.ImportReport;
import org.holdfast.launcher.client.ContractJson;
import org.holdfast.launcher.stub.Answers;
import org.holdfast.launcher.stub.Cli;
import org.holdfast.launcher.stub.StubService;
import org.holdfast.launcher.stub.StubTree;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demonstration, with its real chain and stand-ins for adapter and services. */
class DemoCommandTest {
    private static final String HOLDS = "GET /v1/holds?limit=500&caseId=DEMO-1";

    @TempDir
    Path home;

    private StubTree tree;
    private StubService tracing;
    private StubService freeze;
    private Cli cli = Cli.stopped(Path.of("."));

    @BeforeEach
    void start() throws Exception {
        tree = StubTree.build(home);
        tracing = new StubService();
        freeze = new StubService();
        cli = Cli.running(home, tracing.port(), freeze.port());
        tree.script(
                "import",
                0,
                ContractJson.write(new ImportReport(Answers.REGTEST, 5, 50, new ImportReport.Tip(4, "tip"))));
        tracing.on("GET /v1/chains", 200, Answers.chains(Answers.chain(Answers.REGTEST, 5, "tip", Answers.READ)))
                .on("PUT /v1/labels", 200, new LabelsResponse(1, 0, 0, List.of()))
                .on("POST /v1/traces?wait=1", 201, Answers.finished("t1", Answers.fifo(3, 3)));
    }

    @AfterEach
    void stop() {
        tracing.close();
        freeze.close();
    }

    private DemoScenario scenario() throws Exception {
        return ContractJson.read(Files.readString(cli.layout().demo().resolve("scenario.json")), DemoScenario.class);
    }

    @Test
    void withoutACoordinatorItEndsAfterTheTrace() throws Exception {
        var demo = cli.run("demo");
        assertThat(demo.exit()).as(demo.err()).isZero();
        assertThat(demo.lines().getFirst()).isEqualTo("1. starting the node");
        assertThat(demo.out())
                .contains("indexed: 5 blocks")
                .contains("trace t1 at block 99")
                .contains("This tree has no freeze coordinator")
                .contains("./holdfast trace " + scenario().theft() + " --policy all");
        assertThat(freeze.asked()).isEmpty();
    }

    @Test
    void theExchangesOfTheScenarioAreLabelledAndItsTheftIsTraced() throws Exception {
        cli.run("demo");
        DemoScenario scenario = scenario();
        assertThat(scenario.exchanges()).hasSize(2);
        for (var exchange : scenario.exchanges()) {
            assertThat(tracing.asked())
                    .anyMatch(asked -> asked.startsWith("PUT /v1/labels")
                            && asked.contains("\"address\":\"" + exchange.address() + "\",\"vaspId\":\""
                                    + exchange.vaspId() + "\""));
        }
        assertThat(tracing.asked().getLast())
                .isEqualTo("POST /v1/traces?wait=1 {\"chain\":\"" + Answers.REGTEST + "\",\"seeds\":[\""
                        + scenario.theft() + "\"],\"policies\":[\"fifo\",\"pro-rata\",\"poison\"],"
                        + "\"caseId\":\"DEMO-1\"}");
        assertThat(tree.asked("import")).endsWith(" -- " + cli.layout().demo().resolve("blk00000.dat"));
    }

    @Test
    void aSecondRunKeepsTheChain() throws Exception {
        cli.run("demo");
        byte[] blocks = Files.readAllBytes(cli.layout().demo().resolve("blk00000.dat"));
        assertThat(cli.run("demo").lines().getFirst()).isEqualTo("1. starting the node; it keeps its earlier data");
        assertThat(cli.layout().demo().resolve("blk00000.dat")).hasBinaryContent(blocks);
    }

    @Test
    void draftsAreApprovedAndTheAnswersShown() throws Exception {
        withCoordinator();
        freeze.on(
                HOLDS,
                200,
                new HoldsResponse(
                        List.of(
                                Answers.hold("h1", "exchange-a", "draft"),
                                Answers.hold("h2", "exchange-b", "not-held")),
                        null));
        freeze.on("POST /v1/holds/h1/approval", 200, new HoldStateResponse("h1", "approved", true));
        var answers = Thread.ofPlatform().start(() -> {
            try {
                freeze.awaitAsked("POST /v1/holds/h1/approval");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            freeze.on(
                    HOLDS,
                    200,
                    new HoldsResponse(
                            List.of(
                                    Answers.hold("h1", "exchange-a", "held-full"),
                                    Answers.hold("h2", "exchange-b", "not-held")),
                            null));
        });
        freeze.on("GET /v1/holds/h1", 200, Answers.holdWithHistory("h1", "exchange-a", "held-full"))
                .on("GET /v1/holds/h2", 200, Answers.holdWithHistory("h2", "exchange-b", "not-held"));
        var demo = cli.run("demo");
        answers.join();
        assertThat(demo.exit()).as(demo.err()).isZero();
        assertThat(demo.out())
                .contains("h1 to exchange-a: held-full", "h2 to exchange-b: not-held", "holds answered after");
        assertThat(freeze.asked().stream().filter(asked -> asked.contains("approval")))
                .containsExactly("POST /v1/holds/h1/approval {}");
    }

    private void withCoordinator() throws Exception {
        Files.createFile(
                Files.createDirectories(home.resolve("freeze-coordinator/app")).resolve("pom.xml"));
    }

    @Test
    void anImportThatFailsEndsTheDemonstrationWithItsCode() throws Exception {
        tree.script("import", 3, "");
        assertThat(cli.run("demo").exit()).isEqualTo(3);
        assertThat(tracing.asked()).isEmpty();
    }
}

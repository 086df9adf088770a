package org.holdfast.launcher.command.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.holdfast.api.index.ChainsResponse.ChainStatus;
import org.holdfast.api.index.TransactionPlaceResponse;
import org.holdfast.api.program.ImportReport;
import org.holdfast.launcher.client.ContractJson;
import org.holdfast.launcher.command.follow.FollowReport;
import org.holdfast.launcher.node.FollowedChain;
import org.holdfast.launcher.node.NodeParts;
import org.holdfast.launcher.node.NodeState;
import org.holdfast.launcher.node.PartStatus;
import org.holdfast.launcher.node.PartStatus.State;
import org.holdfast.launcher.stub.Answers;
import org.holdfast.launcher.stub.Cli;
import org.holdfast.launcher.stub.StubService;
import org.holdfast.launcher.stub.StubTree;
import org.holdfast.primitives.ChainId;
import org.holdfast.servers.LoopbackPort;
import org.holdfast.servers.OwnProcess;
import org.holdfast.servers.PrivateFiles;
import org.holdfast.servers.ServerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands import and prove, with a stand-in for the adapter. */
class ImportCommandTest {
    private static final Duration SOON = Duration.ofMinutes(1);

    @TempDir
    Path home;

    private StubTree tree;
    private StubService tracing;
    private Cli cli = Cli.stopped(Path.of("."));

    @BeforeEach
    void start() throws Exception {
        tree = StubTree.build(home);
        tracing = new StubService();
        cli = Cli.running(home, tracing.port(), 1);
    }

    @AfterEach
    void stop() {
        tracing.close();
    }

    private ChainStatus indexed() {
        ChainStatus status = Answers.chain(Answers.REGTEST, 5, "tip", Answers.READ);
        tracing.on("GET /v1/chains", 200, Answers.chains(status));
        return status;
    }

    private static String report(ImportReport.@Nullable Tip tip) {
        return ContractJson.write(new ImportReport(Answers.REGTEST, 5, 50, tip));
    }

    @Test
    void theAdapterIsToldWhatToPublishAndWhere() throws Exception {
        indexed();
        tree.script("import", 0, report(new ImportReport.Tip(4, "tip")));
        var imported = cli.run("import", "--chain", "regtest", "a.dat", "b");
        assertThat(imported.exit()).as(imported.err()).isZero();
        assertThat(imported.lines()).hasSize(1);
        assertThat(imported.out()).startsWith("indexed: 5 blocks, 50 transactions");
        assertThat(tree.asked("import"))
                .startsWith("import --chain " + Answers.REGTEST + " --kafka " + Cli.server() + " --kafka-client "
                        + cli.layout().adapterClient() + " --report ")
                .endsWith(" -- a.dat b");
    }

    @Test
    void aServiceThatIsStartedAgainIsWaitedFor() throws Exception {
        tree.script("import", 0, report(new ImportReport.Tip(4, "tip")));
        Answers.part(State.WAITING, "exit code 137").write(cli.layout(), Instant.now());
        int port = tracing.port();
        tracing.close();
        Thread restarted = StubService.afterBreaking(3, port, service -> {
            tracing = service;
            indexed();
            tracing.on("GET /actuator/health/readiness", 200, Answers.up());
        });
        var imported = cli.run("import", "--chain", "regtest", "a.dat");
        assertThat(imported.exit()).as(imported.err()).isZero();
        restarted.join();
        assertThat(imported.lines()).hasSize(1);
        assertThat(imported.err().lines())
                .containsExactly("tracing does not answer; its start is awaited, 120 s at most");
    }

    @Test
    void aServiceThatWasGivenUpIsNotWaitedFor() throws Exception {
        tree.script("import", 0, report(new ImportReport.Tip(4, "tip")));
        tracing.close();
        Answers.part(State.GIVEN_UP, "no licence").write(cli.layout(), Instant.now());
        var refused = cli.run("import", "--chain", "regtest", "a.dat");
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err())
                .startsWith("launcher.service.no-answer: ")
                .contains("tracing was given up after 3 starts: no licence");
    }

    @Test
    void aBrokerThatWasGivenUpIsNamedBeforeTheAdapterIsAsked() throws Exception {
        NodeState self = Cli.self(tracing.port(), 1);
        int away = LoopbackPort.free();
        new NodeState(self.pid(), self.startedAt(), away, away, tracing.port(), 1).write(cli.layout());
        new NodeParts(List.of(new PartStatus("kafka", State.GIVEN_UP, 0, 3, "no room", "2026-01-01T00:00:00Z", 0)))
                .write(cli.layout(), Instant.now());
        var refused = cli.run("import", "--chain", "regtest", "a.dat");
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err())
                .startsWith("launcher.service.no-answer: ")
                .contains("127.0.0.1:" + away, "kafka was given up after 3 starts: no room");
        assertThat(tree.wasAsked("import")).isFalse();
    }

    /** A thread stands in for the node, which ends and starts the adapter of a followed chain. */
    @Test
    void aFollowedChainRestsWhileBlocksAreImportedAndIsFollowedAgain() throws Exception {
        indexed();
        tree.script("import", 0, report(new ImportReport.Tip(4, "tip")));
        var chain = FollowedChain.of(cli.layout(), ChainId.BITCOIN_REGTEST);
        chain.remember(List.of("--chain", "regtest"));
        Path record = adapterRuns(chain);
        var askedWhileItRan = new AtomicBoolean();
        Thread node = Thread.ofPlatform().start(() -> {
            OwnProcess.await(() -> chain.version().isEmpty(), SOON);
            askedWhileItRan.set(tree.wasAsked("import"));
            assertThat(record.toFile().delete()).isTrue();
        });
        var imported = cli.run("import", "--chain", "regtest", "a.dat");
        node.join();
        assertThat(imported.exit()).as(imported.err()).isZero();
        assertThat(tree.wasAsked("import")).isTrue();
        assertThat(askedWhileItRan).isFalse();
        assertThat(chain.version()).isPresent();
    }

    @Test
    void followingContinuesAfterAnImportThatIsRefused() throws Exception {
        tree.script("import", 2, "");
        var chain = FollowedChain.of(cli.layout(), ChainId.BITCOIN_REGTEST);
        chain.remember(List.of("--chain", "regtest"));
        assertThat(cli.run("import", "--chain", "regtest", "a.dat").exit()).isEqualTo(2);
        assertThat(chain.version()).isPresent();
        assertThat(chain.pausedBy()).isEmpty();
    }

    @Test
    void aSecondImportOfAFollowedChainIsRefused() {
        var chain = FollowedChain.of(cli.layout(), ChainId.BITCOIN_REGTEST);
        chain.remember(List.of("--chain", "regtest"));
        chain.pause();
        var refused = cli.run("import", "--chain", "regtest", "a.dat");
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err()).startsWith("launcher.import.another-runs: ");
        assertThat(tree.wasAsked("import")).isFalse();
        assertThat(FollowReport.of(chain).line()).contains("imports blocks");
    }

    private static Path adapterRuns(FollowedChain chain) throws IOException {
        ProcessHandle self = ProcessHandle.current();
        Path record = Files.createDirectories(chain.folder()).resolve(chain.name() + ".process");
        new ServerRecord(self.pid(), self.info().startInstant().orElseThrow(), 1).write(record);
        return record;
    }

    @Test
    void heightsThatTheOperatorKnowsAreHandedOn() throws Exception {
        indexed();
        tree.script("import", 0, report(new ImportReport.Tip(4, "tip")));
        String one = "7:" + "ab".repeat(32);
        String two = "9:" + "cd".repeat(32);
        cli.run("import", "--chain", "regtest", "--height", "7", "--checkpoint", one, "--checkpoint", two, "a.dat");
        assertThat(tree.asked("import"))
                .endsWith(" --height 7 --checkpoint " + one + " --checkpoint " + two + " -- a.dat");
    }

    @Test
    void asJsonItIsTheChainAsTheServiceHasIt() throws Exception {
        ChainStatus status = indexed();
        tree.script("import", 0, report(new ImportReport.Tip(4, "tip")));
        var imported = cli.run("import", "--chain", "regtest", "--output", "json", "a.dat");
        assertThat(ContractJson.read(imported.out(), ChainStatus.class)).isEqualTo(status);
    }

    @Test
    void aRefusalOfTheAdapterIsTheExitCodeAndNothingIsWaitedFor() throws Exception {
        tree.script("import", 2, "");
        assertThat(cli.run("import", "--chain", "regtest", "a.dat").exit()).isEqualTo(2);
        tree.script("import", 3, "");
        assertThat(cli.run("import", "--chain", "regtest", "a.dat").exit()).isEqualTo(3);
        assertThat(tracing.asked()).isEmpty();
    }

    @Test
    void theReportFileIsRemoved() throws Exception {
        indexed();
        tree.script("import", 0, report(new ImportReport.Tip(4, "tip")));
        cli.run("import", "--chain", "regtest", "a.dat");
        try (var files = Files.list(cli.layout().data())) {
            assertThat(files.map(file -> file.getFileName().toString())).noneMatch(name -> name.startsWith("import"));
        }
    }

    @Test
    void withoutAnyPublishedBlockThereIsNothingToWaitFor() throws Exception {
        tree.script("import", 0, report(null));
        var imported = cli.run("import", "--chain", "regtest", "empty");
        assertThat(imported.exit()).isZero();
        assertThat(imported.lines()).containsExactly("no block is published");
        assertThat(tracing.asked()).isEmpty();
    }

    @Test
    void aChainThatIsNoneIsRefusedFirst() {
        assertThat(cli.run("import", "--chain", "dogenet!", "a.dat").exit()).isEqualTo(2);
        assertThat(tree.wasAsked("import")).isFalse();
    }

    @Test
    void aTreeWithoutTheAdapterSaysHowToBuildIt() throws Exception {
        Files.delete(home.resolve("chain-adapters/app/target/holdfast-chain-app-1.jar"));
        var refused = cli.run("import", "--chain", "regtest", "a.dat");
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err()).startsWith("launcher.module.not-built: ").contains("holdfast-chain-app");
    }

    @Test
    void aProofIsMadeByTheAdapterAtTheHeightThatTheIndexKnows() throws Exception {
        String tx = Answers.tx("ab");
        tracing.on(
                "GET /v1/chains/" + Answers.REGTEST + "/transactions/" + tx,
                200,
                new TransactionPlaceResponse(tx, 77, Answers.tx("bb")));
        tree.script("prove", 0, "");
        var proved = cli.run("prove", "--chain", "regtest", tx, Answers.tx("cd"));
        assertThat(proved.exit()).as(proved.err()).isZero();
        assertThat(tree.asked("prove"))
                .isEqualTo("prove --chain " + Answers.REGTEST + " --kafka " + Cli.server() + " --kafka-client "
                        + cli.layout().adapterClient() + " --height 77 " + tx + " "
                        + Answers.tx("cd"));
    }

    @Test
    void aProofAtANamedHeightNeedsNoIndex() throws Exception {
        tree.script("prove", 2, "");
        var proved = cli.run("prove", "--chain", "regtest", "--height", "5", "--with-transactions", Answers.tx("ab"));
        assertThat(proved.exit()).isEqualTo(2);
        assertThat(tree.asked("prove")).contains("--height 5 --with-transactions " + Answers.tx("ab"));
        assertThat(tracing.asked()).isEmpty();
    }

    @Test
    void aTransactionThatTheIndexDoesNotHaveIsRefused() {
        var refused = cli.run("prove", "--chain", "regtest", Answers.tx("ab"));
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err()).startsWith("stub.request.unknown: ");
        assertThat(tree.wasAsked("prove")).isFalse();
        assertThat(cli.run("prove").err()).startsWith("launcher.arguments.wrong: ");
    }

    @Test
    void anImportOntoADiskWithoutRoomIsRefusedAtOnceAndNamesTheDisk() throws Exception {
        PrivateFiles.write(cli.layout().settings(), "disk.least-free=" + Long.MAX_VALUE + "\n");
        var refused = cli.run("import", "--chain", "regtest", "a.dat");
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err())
                .startsWith("launcher.disk.low: ")
                .contains(cli.layout().data().toString(), "MiB free");
        assertThat(tree.wasAsked("import")).isFalse();
    }
}

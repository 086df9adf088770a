package org.holdfast.launcher.command.follow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.holdfast.api.health.FollowHealthResponse;
import org.holdfast.launcher.client.ContractJson;
import org.holdfast.launcher.node.FollowedChain;
import org.holdfast.launcher.node.NodeLayout;
import org.holdfast.launcher.node.PartEnd;
import org.holdfast.launcher.stub.Answers;
import org.holdfast.launcher.stub.Cli;
import org.holdfast.launcher.stub.StubService;
import org.holdfast.primitives.ChainId;
import org.holdfast.servers.OwnProcess;
import org.holdfast.servers.ServerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The follow command and its report on an adapter. This test plays the node that starts adapters. */
class FollowCommandTest {
    private static final String ASK = "GET /actuator/health";

    @TempDir
    Path home;

    private StubService adapter;
    private Cli cli = Cli.stopped(Path.of("."));
    private FollowedChain chain = FollowedChain.of(new NodeLayout(Path.of("."), Path.of(".")), ChainId.BITCOIN_REGTEST);

    @BeforeEach
    void start() throws Exception {
        adapter = new StubService();
        cli = Cli.running(home, 1, 1);
        chain = FollowedChain.of(cli.layout(), ChainId.BITCOIN_REGTEST);
        Files.createDirectories(chain.folder());
    }

    @AfterEach
    void stop() {
        adapter.close();
    }

    /** The adapter of the chain runs, by its record: this process, and the port of the stub. */
    private void adapterRuns() {
        ProcessHandle self = ProcessHandle.current();
        Instant started = self.info().startInstant().orElseThrow();
        new ServerRecord(self.pid(), started, adapter.port())
                .write(chain.folder().resolve(chain.name() + ".process"));
    }

    /** Does something as soon as the chain is remembered, as the node does. */
    private Thread onceRemembered(Runnable action) {
        return Thread.ofPlatform().start(() -> {
            OwnProcess.await(() -> chain.version().isPresent(), Duration.ofMinutes(1));
            action.run();
        });
    }

    @Test
    void aFollowedChainIsReportedOnceItsSourceHasAnswered() throws Exception {
        var health = Answers.follow("UP", FollowHealthResponse.AT_TIP, "");
        adapter.on(ASK, 200, health);
        Thread node = onceRemembered(this::adapterRuns);
        var followed = cli.run("follow", "--chain", "regtest", "--node", "http://127.0.0.1:1", "--user", "u");
        node.join();
        assertThat(followed.exit()).as(followed.err()).isZero();
        assertThat(followed.lines())
                .containsExactly(
                        chain.name() + ": UP, height 120, final 20, 1 blocks and 30 s behind, 6 retracted, at-tip");
        assertThat(Files.readAllLines(cli.layout().follow().resolve(chain.name() + ".arguments")))
                .containsExactly("--chain", Answers.REGTEST, "--node", "http://127.0.0.1:1", "--user", "u");
    }

    @Test
    void asJsonTheReportIsTheHealthOfTheAdapter() throws Exception {
        var health = Answers.follow("UP", FollowHealthResponse.PUBLISHING, "");
        adapter.on(ASK, 200, health);
        Thread node = onceRemembered(this::adapterRuns);
        var followed = cli.run("follow", "--chain", "regtest", "--node", "http://127.0.0.1:1", "--output", "json");
        node.join();
        assertThat(ContractJson.read(followed.out(), FollowHealthResponse.class))
                .isEqualTo(health);
    }

    @Test
    void anAdapterThatGivesUpIsAFaultWithItsLastWords() throws Exception {
        Thread node = onceRemembered(() -> end(2, "bitcoin.rpc.unauthorized: no such user."));
        var refused = cli.run("follow", "--chain", "regtest", "--node", "http://127.0.0.1:1");
        node.join();
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err())
                .startsWith("launcher.follow.not-started: ")
                .contains("bitcoin.rpc.unauthorized: no such user.", "./holdfast follow --off");
    }

    @ParameterizedTest
    @ValueSource(strings = {FollowHealthResponse.STARTING, FollowHealthResponse.OTHER_NETWORK})
    void aSourceThatIsRefusedIsSaidAtOnceAndFollowedWhenItIsMended(String state) throws Exception {
        adapter.on(ASK, 200, Answers.follow("UP", state, "bitcoin.node.wrong-credentials: the node refuses"));
        Thread node = onceRemembered(this::adapterRuns);
        // The arguments of a command are in the list of processes and in the history of the shell; a file is not.
        Path file = Files.writeString(home.resolve("node address"), "--node http://u:secret@127.0.0.1:1/key");
        var followed = cli.run("follow", "--chain", "regtest", "@" + file);
        node.join();
        assertThat(chain.arguments()).contains("--node", "http://u:secret@127.0.0.1:1/key");
        assertThat(followed.exit()).isEqualTo(4);
        assertThat(followed.out()).contains(state + "; bitcoin.node.wrong-credentials: the node refuses");
        assertThat(FollowedChain.remembered(cli.layout())).containsExactly(chain);
    }

    @Test
    void anAdapterThatWasKilledIsWaitedFor() throws Exception {
        adapter.on(ASK, 200, Answers.follow("UP", FollowHealthResponse.AT_TIP, ""));
        Thread node = onceRemembered(() -> {
            end(137, "half a line");
            adapterRuns();
        });
        assertThat(cli.run("follow", "--chain", "regtest", "--node", "http://127.0.0.1:1")
                        .exit())
                .isZero();
        node.join();
    }

    private void end(int exitCode, String lastWords) {
        new PartEnd(exitCode, "it ended", lastWords).write(chain.endFile());
    }

    @Test
    void offForgetsTheChainAndItsLastEndAndKeepsItsLog() throws Exception {
        chain.remember(List.of("--chain", Answers.REGTEST));
        Files.writeString(chain.log(), "old words");
        end(2, "old words");
        var off = cli.run("follow", "--chain", "regtest", "--off");
        assertThat(off.exit()).isZero();
        assertThat(off.lines()).containsExactly(chain.name() + " is off");
        assertThat(FollowedChain.remembered(cli.layout())).isEmpty();
        assertThat(chain.log()).content().isEqualTo("old words");
        assertThat(chain.lastEnd()).isEmpty();
    }

    @Test
    void everyOptionIsPassedToTheAdapterWithAbsolutePaths() {
        var options = new FollowOptions();
        new CommandLine(options)
                .parseArgs(("--chain signet --node http://h:1 --source rest --cookie c --user u --password-file p"
                                + " --zmq tcp://h:2 --final-depth 50 --from 7 --peer a:1 --peer b:2 --files f"
                                + " --checkpoint 5:aa --websocket ws://h --contracts k.json --no-internal-transfers"
                                + " --receipts single --traces parity --trace-timeout PT9S --final-word SAFE")
                        .split(" ", -1));
        assertThat(options.named()).isTrue();
        String here = Path.of("").toAbsolutePath() + "/";
        assertThat(String.join(" ", options.arguments()))
                .isEqualTo("--chain " + ChainId.BITCOIN_SIGNET.text() + " --node http://h:1 --source rest --cookie "
                        + here + "c --user u --password-file " + here + "p --zmq tcp://h:2 --final-depth 50 --from 7"
                        + " --websocket ws://h --contracts " + here + "k.json --receipts single --traces parity"
                        + " --trace-timeout PT9S --final-word SAFE --no-internal-transfers --peer a:1"
                        + " --peer b:2 --files " + here + "f --checkpoint 5:aa");
    }

    @Test
    void anAcceptedBranchIsThatOfTheSourceBeforeUnlessAnotherIsNamed() {
        List<String> before = List.of("--chain", Answers.REGTEST, "--node", "http://h", "--reason", "an old one");
        var same = new FollowOptions();
        new CommandLine(same)
                .parseArgs(
                        "--chain",
                        "regtest",
                        "--accept-branch",
                        "7:aa",
                        "--reason",
                        "two\nlines",
                        "--accepted-by",
                        "o");
        assertThat(same.arguments(before))
                .containsExactly(
                        "--chain",
                        Answers.REGTEST,
                        "--node",
                        "http://h",
                        "--accept-branch",
                        "7:aa",
                        "--reason",
                        "two lines",
                        "--accepted-by",
                        "o");
        var other = new FollowOptions();
        new CommandLine(other)
                .parseArgs("--chain", "regtest", "--node", "http://i", "--accept-branch", "7:aa", "--reason", "w");
        assertThat(other.arguments(before))
                .containsExactly(
                        "--chain", Answers.REGTEST, "--node", "http://i", "--accept-branch", "7:aa", "--reason", "w");
    }

    @Test
    void withoutASourceNoChainIsNamed() {
        var options = new FollowOptions();
        new CommandLine(options).parseArgs("--chain", "regtest");
        assertThat(options.named()).isFalse();
        assertThat(options.arguments()).containsExactly("--chain", Answers.REGTEST);
    }

    @Test
    void aDegradedAdapterIsNotUpAndSaysWhy() {
        var report = new FollowReport(
                chain, Optional.of(Answers.follow("DEGRADED", FollowHealthResponse.SOURCE_BEHIND, "the node is away")));
        assertThat(report.up()).isFalse();
        assertThat(report.started()).isTrue();
        assertThat(report.line()).contains("DEGRADED").endsWith("source-behind; the node is away");
    }

    @Test
    void anAdapterThatDoesNotAnswerIsReportedWithItsLog() throws Exception {
        assertThat(FollowReport.of(chain).line())
                .isEqualTo(chain.name() + ": the adapter does not run or answer; its log ends with: nothing");
        Files.writeString(chain.log(), "first\nlast\n");
        assertThat(FollowReport.of(chain).line()).endsWith("its log ends with: last");
        assertThat(FollowReport.of(chain).up()).isFalse();
        assertThat(FollowReport.of(chain).started()).isFalse();
    }
}

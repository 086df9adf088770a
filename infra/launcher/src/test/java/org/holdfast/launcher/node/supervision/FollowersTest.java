package org.holdfast.launcher.node.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.holdfast.launcher.node.FollowedChain;
import org.holdfast.launcher.node.NodeLayout;
import org.holdfast.launcher.node.NodeSettings;
import org.holdfast.launcher.node.PartEnd;
import org.holdfast.launcher.node.PartStatus;
import org.holdfast.launcher.stub.StubTree;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.chain.Chains;
import org.holdfast.servers.OwnProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The adapters of followed chains as processes: started, restarted, given up, stopped. */
class FollowersTest {
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final String KAFKA = "127.0.0.1:1";
    private static final PartBounds BOUNDS = new PartBounds(
            Duration.ofMillis(20),
            Duration.ofSeconds(60),
            4,
            Duration.ofMillis(10),
            Duration.ofMillis(40),
            Duration.ofMinutes(1),
            Duration.ofMinutes(10),
            2,
            Duration.ofMinutes(5));

    @TempDir
    Path home;

    private StubTree tree;
    private FollowedChain chain;
    private Followers followers;

    @BeforeEach
    void build() throws Exception {
        tree = StubTree.build(home);
        var layout = new NodeLayout(home, home.resolve("node"));
        chain = FollowedChain.of(layout, ChainId.BITCOIN_REGTEST);
        followers = new Followers(
                layout, NodeSettings.DEFAULT, KAFKA, BOUNDS, List.of(), new NodeLog(Clock.systemUTC(), line -> {}));
    }

    @AfterEach
    void stop() {
        followers.stop();
    }

    /** What picocli reads from a file of arguments. */
    @CommandLine.Command
    static final class Read {
        @CommandLine.Unmatched
        List<String> all = new ArrayList<>();
    }

    private boolean lookUntil(BooleanSupplier condition) {
        return OwnProcess.await(
                () -> {
                    followers.look();
                    return condition.getAsBoolean();
                },
                SOON);
    }

    @Test
    void aRememberedChainHasAnAdapterWhoseArgumentsAreInAFileOfTheOwner() throws Exception {
        tree.scriptRunning("follow", "following");
        List<String> given = List.of(
                "--chain",
                Chains.named("regtest").chain().text(),
                "--node",
                "http://u:SECRET@h/SECRET",
                "--user",
                "two \"words\" \\ \u00e9 # '",
                "--reason",
                "@home",
                "--accepted-by",
                "",
                "--accept-branch",
                "7:aa");
        chain.remember(given);
        assertThat(lookUntil(() -> chain.lastWords().equals("following"))).isTrue();
        int port = chain.port().orElseThrow();
        Path file = chain.folder().resolve(chain.name() + ".options");
        assertThat(tree.asked("follow"))
                .isEqualTo("follow --kafka " + KAFKA + " --kafka-client "
                        + chain.layout().adapterClient() + " --http-port " + port + " @" + file);
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        var adapter = ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().orElse("").contains(file.toString()))
                .toList();
        assertThat(adapter)
                .isNotEmpty()
                .allSatisfy(process ->
                        assertThat(process.info().commandLine().orElse("")).doesNotContain("SECRET"));
        var read = new Read();
        new CommandLine(read).parseArgs("@" + file);
        assertThat(read.all).isEqualTo(given);
        assertThat(chain.lastEnd()).isEmpty();
    }

    @Test
    void aForgottenChainLosesItsAdapter() throws Exception {
        tree.scriptRunning("follow", "following");
        chain.remember(List.of("--chain", "regtest"));
        assertThat(lookUntil(() -> chain.lastWords().equals("following"))).isTrue();
        chain.forget();
        assertThat(lookUntil(() -> chain.port().isEmpty())).isTrue();
    }

    @Test
    void theAdapterOfAPausedChainRestsAndRunsAgain() throws Exception {
        tree.scriptRunning("follow", "following");
        chain.remember(List.of("--chain", "regtest"));
        assertThat(lookUntil(() -> chain.port().isPresent())).isTrue();
        chain.pause();
        assertThat(lookUntil(() -> chain.port().isEmpty())).isTrue();
        followers.look();
        assertThat(chain.port()).isEmpty();
        assertThat(followers.statuses()).isEmpty();
        chain.resume();
        assertThat(lookUntil(() -> chain.port().isPresent())).isTrue();
    }

    @Test
    void anAdapterThatGivesUpLeavesItsExitCodeAndLastWords() throws Exception {
        tree.script("follow", 2, "starting\nbitcoin.rpc.unauthorized: no such user.");
        chain.remember(List.of("--chain", "regtest"));
        assertThat(lookUntil(() -> chain.lastEnd().isPresent())).isTrue();
        PartEnd end = chain.lastEnd().orElseThrow();
        assertThat(end.exitCode()).isEqualTo(2);
        assertThat(end.lastWords()).isEqualTo("bitcoin.rpc.unauthorized: no such user.");
        assertThat(end.cause()).contains("exit code 2", "no such user");
        assertThat(end.isRefusal()).isTrue();
    }

    @Test
    void anAdapterThatIsGivenUpStartsAgainWhenItsArgumentsChange() throws Exception {
        tree.script("follow", 3, "chain.kafka.unavailable: no broker.");
        chain.remember(List.of("--chain", "regtest"));
        assertThat(lookUntil(() -> state() == PartStatus.State.GIVEN_UP)).isTrue();
        assertThat(followers.statuses().getFirst().cause()).contains("no broker");
        assertThat(chain.port()).isEmpty();
        tree.scriptRunning("follow", "following");
        chain.remember(List.of("--chain", "regtest", "--user", "u"));
        assertThat(lookUntil(() -> chain.lastWords().equals("following"))).isTrue();
        assertThat(Files.readAllLines(chain.log()))
                .as("the log of all runs")
                .contains("chain.kafka.unavailable: no broker.");
    }

    private PartStatus.State state() {
        List<PartStatus> statuses = followers.statuses();
        return statuses.isEmpty()
                ? PartStatus.State.STARTING
                : statuses.getFirst().state();
    }

    @Test
    void anAdapterKeepsItsPortOverItsEnds() throws Exception {
        tree.scriptRunning("follow", "following");
        chain.remember(List.of("--chain", "regtest"));
        assertThat(lookUntil(() -> chain.port().isPresent())).isTrue();
        int port = chain.port().orElseThrow();
        chain.forget();
        assertThat(lookUntil(() -> chain.port().isEmpty())).isTrue();
        chain.remember(List.of("--chain", "regtest", "--user", "u"));
        assertThat(lookUntil(() -> chain.port().isPresent())).isTrue();
        assertThat(chain.port()).contains(port);
    }

    @Test
    void aSignalIsNoRefusal() {
        assertThat(new PartEnd(137, "x", "x").isRefusal()).isFalse();
        assertThat(new PartEnd(0, "x", "x").isRefusal()).isFalse();
        assertThat(new PartEnd(1, "x", "x").isRefusal()).isTrue();
        assertThat(new PartEnd(PartEnd.UNKNOWN, "x", "x").isRefusal()).isFalse();
    }

    @Test
    void followersThatWereStoppedStartNothing() throws Exception {
        chain.remember(List.of("--chain", "regtest"));
        followers.stop();
        followers.look();
        assertThat(tree.wasAsked("follow")).isFalse();
    }

    @Test
    void rememberedChainsAreListedByName() {
        var layout = new NodeLayout(home, home.resolve("node"));
        assertThat(FollowedChain.remembered(layout)).isEmpty();
        FollowedChain mainnet = FollowedChain.of(layout, ChainId.BITCOIN_MAINNET);
        chain.remember(List.of());
        mainnet.remember(List.of());
        assertThat(FollowedChain.remembered(layout)).containsExactly(mainnet, chain);
    }
}

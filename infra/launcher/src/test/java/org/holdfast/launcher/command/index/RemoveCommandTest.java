package org.holdfast.launcher.command.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.holdfast.launcher.node.FollowedChain;
import org.holdfast.launcher.stub.Answers;
import org.holdfast.launcher.stub.Cli;
import org.holdfast.launcher.stub.StubService;
import org.holdfast.launcher.stub.StubTree;
import org.holdfast.primitives.ChainId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command remove, with a stand-in for the adapter. */
class RemoveCommandTest {
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

    @Test
    void theAdapterIsToldWhatWhoAndWhyAndTheIndexIsWaitedFor() throws Exception {
        tracing.on("GET /v1/chains", 200, Answers.chains(Answers.chain(Answers.REGTEST, 5, "tip", Answers.READ)));
        tree.script("remove", 0, "");
        var removed = cli.run(
                "remove", "--chain", "regtest", "--from-height", "5", "--reason", "wrong file", "--by", "Ada", "--yes");
        assertThat(removed.exit()).as(removed.err()).isZero();
        assertThat(tree.asked("remove"))
                .startsWith("remove --chain " + Answers.REGTEST + " --kafka 127.0.0.1:")
                .endsWith(" --from-height 5 --by Ada --reason wrong file --yes");
        assertThat(removed.lines()).containsExactly("the index has no block from height 5 on");
    }

    @Test
    void withoutConfirmationTheAdapterRefusesAndNothingIsWaitedFor() throws Exception {
        tree.script("remove", 2, "");
        assertThat(cli.run("remove", "--chain", "regtest", "--from-height", "5", "--reason", "x")
                        .exit())
                .isEqualTo(2);
        assertThat(tree.asked("remove")).doesNotContain("--yes");
        assertThat(tracing.asked()).isEmpty();
    }

    @Test
    void aFollowedChainIsRefused() {
        FollowedChain.of(cli.layout(), new ChainId(Answers.REGTEST)).remember(List.of("--chain", "regtest"));
        var refused = cli.run("remove", "--chain", "regtest", "--from-height", "5", "--reason", "x", "--yes");
        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err()).startsWith("launcher.remove.chain-followed: ");
        assertThat(tree.wasAsked("remove")).isFalse();
    }

    @Test
    void aReasonIsRequired() {
        assertThat(cli.run("remove", "--chain", "regtest", "--from-height", "5").err())
                .startsWith("launcher.arguments.wrong: ");
    }
}

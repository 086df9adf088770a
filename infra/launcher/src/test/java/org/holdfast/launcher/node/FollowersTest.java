package org.holdfast.launcher.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.holdfast.launcher.stub.StubTree;
import org.holdfast.primitives.ChainId;
import org.holdfast.servers.OwnProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The adapters of followed chains as processes: started, restarted, given up, stopped. */
class FollowersTest {
    private static final Duration SOON = Duration.ofMinutes(1);
    private static final String KAFKA = "127.0.0.1:1";

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
        followers = new Followers(layout);
    }

    @AfterEach
    void stop() {
        followers.stop();
    }

    private boolean lookUntil(BooleanSupplier condition) {
        return OwnProcess.await(
                () -> {
                    followers.look(KAFKA);
                    return condition.getAsBoolean();
                },
                SOON);
    }

    @Test
    void aRememberedChainHasAnAdapterWithItsArguments() throws Exception {
        tree.scriptRunning("follow", "following");
        chain.remember(List.of("--chain", "regtest", "--user", "two words"));
        assertThat(lookUntil(() -> chain.lastWords().equals("following"))).isTrue();
        int port = chain.port().orElseThrow();
        assertThat(tree.asked("follow"))
                .isEqualTo("follow --kafka " + KAFKA + " --http-port " + port + " --chain regtest --user two words");
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
    void anAdapterThatGivesUpLeavesItsExitCodeAndLastWords() throws Exception {
        tree.script("follow", 2, "starting\nbitcoin.rpc.unauthorized: no such user.");
        chain.remember(List.of("--chain", "regtest"));
        assertThat(lookUntil(() -> chain.lastEnd().isPresent())).isTrue();
        AdapterEnd end = chain.lastEnd().orElseThrow();
        assertThat(end).isEqualTo(new AdapterEnd(2, "bitcoin.rpc.unauthorized: no such user."));
        assertThat(end.isRefusal()).isTrue();
    }

    @Test
    void afterFiveQuickEndsAnAdapterStaysDownUntilItsArgumentsChange() throws Exception {
        tree.script("follow", 3, "chain.kafka.unavailable: no broker.");
        chain.remember(List.of("--chain", "regtest"));
        for (int starts = 1; starts <= 6; starts++) {
            assertThat(lookUntil(() -> chain.lastEnd().isPresent())).isTrue();
            chain.forgetLastRun();
        }
        followers.look(KAFKA);
        assertThat(chain.port()).isEmpty();
        assertThat(chain.log()).doesNotExist();
        tree.scriptRunning("follow", "following");
        chain.remember(List.of("--chain", "regtest", "--user", "u"));
        assertThat(lookUntil(() -> chain.lastWords().equals("following"))).isTrue();
    }

    @Test
    void aSignalIsNoRefusal() {
        assertThat(new AdapterEnd(137, "x").isRefusal()).isFalse();
        assertThat(new AdapterEnd(0, "x").isRefusal()).isFalse();
        assertThat(new AdapterEnd(1, "x").isRefusal()).isTrue();
    }

    @Test
    void followersThatWereStoppedStartNothing() throws Exception {
        chain.remember(List.of("--chain", "regtest"));
        followers.stop();
        followers.look(KAFKA);
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

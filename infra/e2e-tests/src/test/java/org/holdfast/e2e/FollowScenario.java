package org.holdfast.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.assertj.core.api.Assumptions;
import org.holdfast.servers.OwnProcess;
import org.holdfast.testservers.BitcoinRegtestNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** As a user does it: a node is followed, its chain reorganises, and the index shows the new branch. */
class FollowScenario {
    private static final int BLOCKS = 120;
    private static final Duration INDEXED_MAX = Duration.ofMinutes(3);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @Test
    void theIndexFollowsAReorgAndTheDoctorSaysHowItGoes() throws Exception {
        Assumptions.assumeThat(BitcoinRegtestNode.canRun()).as("Node.js").isTrue();
        var holdfast = new Command(folder.resolve("node"), Files.createDirectories(folder.resolve("logs")));
        var chains = new ChainsClient(folder.resolve("node"));
        Path password = folder.resolve("password");
        try (var node = BitcoinRegtestNode.start(folder.resolve("bitcoin"))) {
            node.mine(BLOCKS);
            Files.writeString(password, node.password());
            var started = holdfast.run(
                    "start",
                    "--chain",
                    "regtest",
                    "--node",
                    node.rpc().toString(),
                    "--user",
                    node.user(),
                    "--password-file",
                    password.toString());
            assertThat(started.exit()).as(started.err()).isZero();
            awaitIndexed(chains, node);
            node.fork(6, 7);
            awaitIndexed(chains, node);
            assertThat(chains.only().blocks()).isEqualTo(BLOCKS + 2);

            var status = holdfast.run("status");
            assertThat(status.out())
                    .contains("UP, height " + node.height() + ",", "0 blocks and 0 s behind, 6 retracted");
            var doctor = holdfast.run("doctor");
            assertThat(doctor.out()).as(doctor.err()).contains("all is well", "follow-bip122.");
        } finally {
            holdfast.run("stop");
        }
    }

    private static void awaitIndexed(ChainsClient chains, BitcoinRegtestNode node) {
        String tip = node.tip();
        assertThat(OwnProcess.await(() -> chains.endsWith(tip), INDEXED_MAX))
                .as("block %s in %s", tip, chains.get())
                .isTrue();
    }
}

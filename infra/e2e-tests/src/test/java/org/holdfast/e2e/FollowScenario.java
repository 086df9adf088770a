package org.holdfast.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
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

            importsWhileTheChainIsFollowed(holdfast, node);
            node.mine(1);
            awaitIndexed(chains, node);
            aDeepReorgIsSaid(holdfast, node);
            awaitIndexed(chains, node);
            assertThat(holdfast.run("status").out()).contains("UP, height " + node.height() + ",");
        } finally {
            holdfast.run("stop");
        }
    }

    /** The adapter rests meanwhile and continues. */
    private void importsWhileTheChainIsFollowed(Command holdfast, BitcoinRegtestNode node) throws Exception {
        var raw = new ByteArrayOutputStream();
        for (long height = 0; height <= node.height(); height++) {
            byte[] block = HexFormat.of().parseHex(node.rawBlock(node.hashAt(height)));
            raw.writeBytes(HexFormat.of().parseHex("fabfb5da"));
            raw.writeBytes(ByteBuffer.allocate(Integer.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(block.length)
                    .array());
            raw.writeBytes(block);
        }
        Path file = Files.write(folder.resolve("blk00000.dat"), raw.toByteArray());
        var imported = holdfast.run("import", "--chain", "regtest", file.toString());
        assertThat(imported.exit()).as(imported.err()).isZero();
        assertThat(imported.out()).contains((node.height() + 1) + " blocks are published already");
    }

    /** Deeper than a final block: status and doctor are not green, and the operator accepts the branch. */
    private static void aDeepReorgIsSaid(Command holdfast, BitcoinRegtestNode node) throws Exception {
        node.fork(101, 102);
        assertThat(OwnProcess.await(() -> says(holdfast, "status", "other-branch"), INDEXED_MAX))
                .isTrue();
        assertThat(holdfast.run("status").out()).contains("DEGRADED", "chain.follow.reorg-too-deep");
        var doctor = holdfast.run("doctor");
        assertThat(doctor.exit()).isEqualTo(4);
        assertThat(doctor.out()).contains("chain.follow.reorg-too-deep", "degraded, see above");
        var accepted = holdfast.run(
                "follow",
                "--chain",
                "regtest",
                "--accept-branch",
                node.height() + ":" + node.tip(),
                "--reason",
                "a test of it");
        assertThat(accepted.exit()).as(accepted.err()).isZero();
    }

    private static boolean says(Command holdfast, String command, String word) {
        try {
            return holdfast.run(command).out().contains(word);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void awaitIndexed(ChainsClient chains, BitcoinRegtestNode node) {
        String tip = node.tip();
        assertThat(OwnProcess.await(() -> chains.endsWith(tip), INDEXED_MAX))
                .as("block %s in %s", tip, chains.get())
                .isTrue();
    }
}

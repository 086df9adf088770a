package org.holdfast.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.Assumptions;
import org.holdfast.primitives.ChainId;
import org.holdfast.servers.OwnProcess;
import org.holdfast.testkit.Campaign;
import org.holdfast.testservers.BitcoinRegtestNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each process of a node is killed and stopped in turn. Everything serves again by itself within a minute; blocks and
 * hold requests that came meanwhile are there, each once.
 */
class KillEveryPartScenario {
    private static final int ROUNDS = Campaign.size(1, 10);
    private static final int FIRST_BLOCKS = 20;
    private static final Duration MENDED_MAX = Duration.ofSeconds(60);
    /** On a machine with more to do than it has cores a JVM starts several times more slowly. */
    private static final Duration LOADED_MAX = MENDED_MAX.multipliedBy(4);

    private static final Duration LOOK_EVERY = Duration.ofMillis(500);
    private static final String ADAPTER = "follow-" + ChainId.BITCOIN_REGTEST.namePart();
    private static final List<String> PARTS =
            List.of("kafka", "postgres", "tracing", "freeze", ADAPTER, NodeProcesses.NODE);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    private final List<String> drafted = new ArrayList<>();

    /** Ten rounds of twelve kills and stops take longer than the bound of one test. */
    @Test
    @Timeout(value = 60, unit = TimeUnit.MINUTES)
    void everythingServesAgainAndNothingIsLostOrDoubled() throws Exception {
        Assumptions.assumeThat(BitcoinRegtestNode.canRun()).as("Node.js").isTrue();
        var holdfast = new Command(folder.resolve("node"), Files.createDirectories(folder.resolve("logs")));
        var processes = new NodeProcesses(holdfast);
        var chains = new ChainsClient(holdfast.data());
        var holds = new HoldsClient(holdfast.data());
        Path password = folder.resolve("password");
        try (var node = BitcoinRegtestNode.start(folder.resolve("bitcoin"))) {
            node.mine(FIRST_BLOCKS);
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
            awaitWell(holdfast, "the start");
            for (int round = 0; round < ROUNDS; round++) {
                for (String part : PARTS) {
                    for (String signal : List.of("KILL", "STOP")) {
                        processes.signal(signal, part);
                        node.mine(1);
                        draft(holds, part + "-" + signal + "-" + round);
                        awaitWell(holdfast, signal + " of " + part);
                    }
                }
            }
            String tip = node.tip();
            assertThat(OwnProcess.await(() -> chains.endsWith(tip), mendedMax()))
                    .isTrue();
            assertThat(chains.only().blocks()).isEqualTo(node.height() + 1L);
            assertThat(holds.listed()).containsExactlyInAnyOrderElementsOf(drafted);
            for (String hold : drafted) {
                assertThat(holds.history(hold).stream().filter("HoldDrafted"::equals))
                        .hasSize(1);
            }
        } finally {
            holdfast.run("stop");
        }
    }

    private static Duration mendedMax() {
        var system = ManagementFactory.getOperatingSystemMXBean();
        return system.getSystemLoadAverage() > system.getAvailableProcessors() ? LOADED_MAX : MENDED_MAX;
    }

    /** Drafts a hold request as a client does that repeats what was not answered. */
    private void draft(HoldsClient holds, String id) throws InterruptedException {
        long end = System.nanoTime() + mendedMax().toNanos();
        while (!kept(holds, id)) {
            assertThat(System.nanoTime() - end).as("%s is not kept", id).isNegative();
            Thread.sleep(LOOK_EVERY);
        }
        drafted.add(id);
    }

    private static boolean kept(HoldsClient holds, String id) throws InterruptedException {
        try {
            return holds.draft(id) || !holds.history(id).isEmpty();
        } catch (IOException away) {
            return false;
        }
    }

    private static void awaitWell(Command holdfast, String after) throws Exception {
        long end = System.nanoTime() + mendedMax().toNanos();
        var status = holdfast.run("status");
        while (status.exit() != 0) {
            assertThat(System.nanoTime() - end)
                    .as("%s: %s%s", after, status.out(), status.err())
                    .isNegative();
            status = holdfast.run("status");
        }
    }
}

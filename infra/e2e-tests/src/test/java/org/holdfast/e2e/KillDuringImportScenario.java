package org.holdfast.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.holdfast.chain.bitcoin.BitcoinNetwork;
import org.holdfast.chain.bitcoin.file.BlockFileCheck;
import org.holdfast.generators.GeneratedChain;
import org.holdfast.servers.OwnProcess;
import org.holdfast.testkit.Campaign;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Everything is killed in the middle of an import and while holds are drafted and approved, again and again; in the end
 * no block and no hold is lost or doubled.
 */
class KillDuringImportScenario {
    private static final int KILLS = Campaign.size(3, 10);
    private static final int TRANSACTIONS = 60_000;
    private static final int MILLIS_BEFORE_KILL_MAX = 4_000;
    private static final int HOLDS_PER_ROUND_MAX = 40;
    /** How a process that was killed is told to have ended. */
    private static final int KILLED = 128 + 9;

    private static final Duration SENT_MAX = Duration.ofMinutes(1);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @Test
    void tenKillsLeaveTheSameBlocksAndSums() throws Exception {
        Path file = folder.resolve("blk00000.dat");
        GeneratedChain.write(file, 11, TRANSACTIONS);
        var expected = BlockFileCheck.check(BitcoinNetwork.REGTEST, List.of(file));
        Path logs = Files.createDirectories(folder.resolve("logs"));
        var holdfast = new Command(folder.resolve("node"), logs);
        var random = new Random(11);
        var holds = new HoldsClient(folder.resolve("node"));
        var asked = new ArrayList<String>();
        var kept = new ArrayList<String>();
        var approved = new ArrayList<String>();
        int killed = 0;
        try {
            for (int kill = 0; kill < KILLS; kill++) {
                assertThat(holdfast.run("start").exit()).isZero();
                Process running = holdfast.startInGroup("import", "--chain", "regtest", file.toString());
                int round = kill;
                Thread officers = Thread.ofPlatform().start(() -> work(holds, round, asked, kept, approved));
                running.waitFor(random.nextInt(MILLIS_BEFORE_KILL_MAX), TimeUnit.MILLISECONDS);
                Command.killGroups(holdfast.nodeGroup(), running.pid());
                killed += running.waitFor() == KILLED ? 1 : 0;
                officers.join();
            }
            assertThat(killed).as("imports that were killed").isGreaterThan(KILLS / 2);
            var finished = holdfast.run("import", "--chain", "regtest", "--output", "json", file.toString());
            assertThat(finished.exit()).as(finished.err()).isZero();
            assertThat(finished.out())
                    .contains("\"blocks\":" + expected.blocks())
                    .contains("\"transactions\":" + expected.transactions())
                    .contains("\"outputs\":" + expected.outputs())
                    .contains("\"outputSum\":\"" + expected.outputSum() + "\"")
                    .contains("\"unknownInputs\":0");
            check(holds, asked, kept, approved);
            assertThat(holdfast.run("doctor").out()).contains("all is well");
        } finally {
            holdfast.run("stop");
        }
    }

    /** Drafts holds and approves every other one until the node is gone. */
    private static void work(
            HoldsClient holds, int round, List<String> asked, List<String> kept, List<String> approved) {
        try {
            for (int n = 0; n < HOLDS_PER_ROUND_MAX; n++) {
                String hold = "hold-kill-" + round + "-" + n;
                asked.add(hold);
                if (holds.draft(hold)) {
                    kept.add(hold);
                }
                if (n % 2 == 0 && holds.approve(hold)) {
                    approved.add(hold);
                }
            }
        } catch (IOException gone) {
            // The node was killed: what was asked last may be kept or not, but not twice.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void check(HoldsClient holds, List<String> asked, List<String> kept, List<String> approved)
            throws Exception {
        assertThat(kept).isNotEmpty();
        assertThat(approved).isNotEmpty();
        for (String hold : kept) {
            assertThat(holds.history(hold)).as(hold).startsWith("HoldDrafted");
        }
        for (String hold : asked) {
            // A repeat of what was kept changes nothing; what was lost in flight is kept now.
            assertThat(holds.draft(hold) || !holds.history(hold).isEmpty())
                    .as(hold)
                    .isTrue();
            assertThat(holds.history(hold)).as(hold).containsOnlyOnce("HoldDrafted");
        }
        for (String hold : approved) {
            assertThat(OwnProcess.await(() -> sent(holds, hold), SENT_MAX))
                    .as(hold)
                    .isTrue();
        }
        assertThat(OwnProcess.await(() -> listed(holds).size() == asked.size(), SENT_MAX))
                .isTrue();
        assertThat(listed(holds)).containsExactlyInAnyOrderElementsOf(asked);
    }

    private static boolean sent(HoldsClient holds, String hold) {
        try {
            return holds.history(hold).equals(List.of("HoldDrafted", "HoldApproved", "HoldSent"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> listed(HoldsClient holds) {
        try {
            return holds.listed();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

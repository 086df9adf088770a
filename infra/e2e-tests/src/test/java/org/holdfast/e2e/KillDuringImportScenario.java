package org.holdfast.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.holdfast.chain.bitcoin.BitcoinNetwork;
import org.holdfast.chain.bitcoin.BlockFileCheck;
import org.holdfast.chain.bitcoin.generate.GeneratedChain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Everything is killed in the middle of an import, again and again; in the end nothing is lost or doubled. */
class KillDuringImportScenario {
    private static final int KILLS = 10;
    private static final int TRANSACTIONS = 60_000;
    private static final int MILLIS_BEFORE_KILL_MAX = 4_000;

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
        try {
            for (int kill = 0; kill < KILLS; kill++) {
                assertThat(holdfast.run("start").exit()).isZero();
                Process running = holdfast.startInGroup("import", "--chain", "regtest", file.toString());
                running.waitFor(random.nextInt(MILLIS_BEFORE_KILL_MAX), TimeUnit.MILLISECONDS);
                Command.killGroups(holdfast.nodePid(), running.pid());
                running.waitFor();
            }
            var finished = holdfast.run("import", "--chain", "regtest", "--output", "json", file.toString());
            assertThat(finished.exit()).as(finished.err()).isZero();
            assertThat(finished.out())
                    .contains("\"blocks\":" + expected.blocks())
                    .contains("\"transactions\":" + expected.transactions())
                    .contains("\"outputs\":" + expected.outputs())
                    .contains("\"outputSum\":\"" + expected.outputSum() + "\"")
                    .contains("\"unknownInputs\":0");
            assertThat(holdfast.run("doctor").out()).contains("all is well");
        } finally {
            holdfast.run("stop");
        }
    }
}

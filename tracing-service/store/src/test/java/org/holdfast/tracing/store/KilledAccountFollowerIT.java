package org.holdfast.tracing.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.holdfast.tracing.account.LedgerDump;
import org.holdfast.tracing.account.RandomLedger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that writes ledgers is killed (SIGKILL) a hundred times at random points of a feed with reorgs. After each
 * kill the ledgers are sound; in the end their dump is that of ledgers that were built in one go, byte for byte.
 */
class KilledAccountFollowerIT {
    private static final int KILLS = Integer.getInteger("holdfast.test.kills", 100);
    private static final int ENTRIES_BETWEEN_KILLS = 12;
    private static final int NANOS_MAX = 2_000_000;

    @TempDir
    Path folder;

    private final Random random = new Random(21);

    @Test
    void areTheLedgersThatWereBuiltInOneGoWhereverTheyAreKilled() throws Exception {
        AccountFeed feed = AccountFeed.of(21, KILLS * 8);
        Path file = write(feed);
        Path home = folder.resolve("killed");
        long before = 0;
        for (int kills = 1; kills <= KILLS; kills++) {
            kill(home, file);
            try (var store = JournalAccountStore.open(home, RandomLedger.CHAIN)) {
                assertThat(store.feedOffset()).as("after kill " + kills).isGreaterThanOrEqualTo(before);
                assertThat(store.soundTotals()).as("after kill " + kills).isTrue();
                before = store.feedOffset();
            }
        }
        try (var store = JournalAccountStore.open(home, RandomLedger.CHAIN);
                var fresh = JournalAccountStore.open(folder.resolve("rebuilt"), RandomLedger.CHAIN)) {
            assertThat(before).isPositive().isLessThan(feed.entries().size());
            feed.giveTo(store, store.feedOffset());
            feed.giveTo(fresh, 0);
            assertThat(store.totals()).isEqualTo(fresh.totals());
            assertThat(LedgerDump.of(store, feed.blocks(), 500)).isEqualTo(LedgerDump.of(fresh, feed.blocks(), 500));
        }
    }

    /** Lets the process take entries and kills it some time after one of them. */
    private void kill(Path home, Path file) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx96m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xshare:auto",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AccountFollower.class.getName(),
                        home.toString(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        int wanted = random.nextInt(ENTRIES_BETWEEN_KILLS);
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (int i = 0; i <= wanted; i++) {
                assertThat(lines.readLine())
                        .as("an entry before the feed's end")
                        .isNotNull();
            }
            LockSupport.parkNanos(random.nextInt(NANOS_MAX));
        } finally {
            process.destroyForcibly();
            process.waitFor();
        }
    }

    private Path write(AccountFeed feed) throws IOException {
        Path file = folder.resolve("feed");
        try (var out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            out.writeLong(feed.entries().size());
            for (AccountJournalEntry entry : feed.entries()) {
                byte[] bytes = entry.bytes();
                out.writeInt(bytes.length);
                out.write(bytes);
            }
        }
        return file;
    }
}

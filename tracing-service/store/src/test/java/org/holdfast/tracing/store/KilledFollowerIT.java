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
import org.holdfast.primitives.ChainId;
import org.holdfast.tracing.graph.GraphDump;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that writes the index is killed (SIGKILL) a hundred times at random points of a feed with reorgs. After
 * each kill the index is sound; in the end its dump is that of an index that was built in one go, byte for byte, and
 * so are its entries with the checksums of all records.
 */
class KilledFollowerIT {
    private static final ChainId CHAIN = ChainId.BITCOIN_REGTEST;
    private static final int KILLS = Integer.getInteger("holdfast.test.kills", 100);
    private static final int ENTRIES_BETWEEN_KILLS = 16;
    private static final int NANOS_MAX = 3_000_000;

    @TempDir
    Path folder;

    private final Random random = new Random(20);

    @Test
    void isTheIndexThatWasBuiltInOneGoWhereverItIsKilled() throws Exception {
        Feed feed = Feed.of(20, KILLS * 8, 40);
        Path file = write(feed);
        Path home = folder.resolve("killed");
        int kills = 0;
        long before = 0;
        boolean done = false;
        while (!done) {
            done = !killed(home, file);
            kills += done ? 0 : 1;
            try (var store = MappedGraphStore.open(home, CHAIN)) {
                assertThat(store.feedOffset()).as("after kill " + kills).isGreaterThanOrEqualTo(before);
                assertThat(store.check().findings()).as("after kill " + kills).isEmpty();
                before = store.feedOffset();
            }
            done |= kills == KILLS;
        }
        assertThat(kills).isEqualTo(KILLS);
        Path rebuilt = folder.resolve("rebuilt");
        try (var store = MappedGraphStore.open(home, CHAIN);
                var fresh = MappedGraphStore.open(rebuilt, CHAIN, MappedGraphStoreTest.SMALL + 3, BootId.current())) {
            assertThat(before).isLessThan(feed.entries().size());
            feed.giveTo(store, store.feedOffset());
            feed.giveTo(fresh, 0);
            assertThat(store.totals()).isEqualTo(fresh.totals());
            assertThat(GraphDump.of(store, feed.blocks())).isEqualTo(GraphDump.of(fresh, feed.blocks()));
        }
        assertThat(home.resolve("blocks.bin")).hasSameBinaryContentAs(rebuilt.resolve("blocks.bin"));
    }

    /** Lets the process take entries and kills it some time after one of them; false where it was done before. */
    private boolean killed(Path home, Path file) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx96m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xshare:auto",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Follower.class.getName(),
                        home.toString(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        int wanted = random.nextInt(ENTRIES_BETWEEN_KILLS);
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (int i = 0; i <= wanted; i++) {
                if (lines.readLine() == null) {
                    assertThat(process.waitFor()).isZero();
                    return false;
                }
            }
            LockSupport.parkNanos(random.nextInt(NANOS_MAX));
            process.destroyForcibly();
            process.waitFor();
        }
        return true;
    }

    private Path write(Feed feed) throws IOException {
        Path file = folder.resolve("feed");
        try (var out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            out.writeLong(feed.entries().size());
            for (JournalEntry entry : feed.entries()) {
                byte[] bytes = entry.bytes();
                out.writeInt(bytes.length);
                out.write(bytes);
            }
        }
        return file;
    }
}

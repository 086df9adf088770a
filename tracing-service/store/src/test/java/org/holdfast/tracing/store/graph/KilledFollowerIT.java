package org.holdfast.tracing.store.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Random;
import org.holdfast.primitives.ChainId;
import org.holdfast.testkit.Campaign;
import org.holdfast.tracing.output.graph.GraphDump;
import org.holdfast.tracing.store.frame.ChildProcess;
import org.holdfast.tracing.store.frame.Feed;
import org.holdfast.tracing.store.frame.FeedFile;
import org.holdfast.tracing.store.frame.IndexOpening;
import org.holdfast.tracing.store.frame.RecoveryContract;
import org.holdfast.tracing.store.frame.file.BootId;
import org.holdfast.tracing.store.journal.JournalEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that writes the index is killed (SIGKILL) a hundred times at random points of a feed with reorgs. After
 * each kill the index is sound; in the end its dump is that of an index that was built in one go, byte for byte, and
 * so are its entries with the checksums of all records.
 */
class KilledFollowerIT {
    private static final ChainId CHAIN = ChainId.BITCOIN_REGTEST;
    private static final int KILLS = Campaign.size(15, 100);
    private static final int ENTRIES_BETWEEN_KILLS = 16;

    @TempDir
    Path folder;

    private final Random random = new Random(20);

    @Test
    void isTheIndexThatWasBuiltInOneGoWhereverItIsKilled() throws Exception {
        Feed feed = Feed.of(20, KILLS * 8, 40);
        Path file = folder.resolve("feed");
        FeedFile.write(file, feed.entries().stream().map(JournalEntry::bytes).toList());
        Path home = folder.resolve("killed");
        int kills = 0;
        long before = 0;
        boolean done = false;
        while (!done) {
            done = !ChildProcess.killed(Follower.class, home, file, random, ENTRIES_BETWEEN_KILLS);
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
                var fresh = MappedGraphStore.open(
                        new IndexOpening(rebuilt, CHAIN, RecoveryContract.SMALL + 3, BootId.current()))) {
            assertThat(before).isLessThan(feed.entries().size());
            feed.giveTo(store, store.feedOffset());
            feed.giveTo(fresh, 0);
            assertThat(store.totals()).isEqualTo(fresh.totals());
            assertThat(GraphDump.of(store, feed.blocks())).isEqualTo(GraphDump.of(fresh, feed.blocks()));
        }
        assertThat(home.resolve("blocks.bin")).hasSameBinaryContentAs(rebuilt.resolve("blocks.bin"));
    }
}

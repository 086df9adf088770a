package org.holdfast.tracing.store.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Random;
import org.holdfast.primitives.ChainId;
import org.holdfast.testkit.Campaign;
import org.holdfast.tracing.account.ledger.LedgerDump;
import org.holdfast.tracing.account.ledger.RandomLedger;
import org.holdfast.tracing.account.ledger.RandomLedger.Shape;
import org.holdfast.tracing.store.frame.AccountFeed;
import org.holdfast.tracing.store.frame.ChildProcess;
import org.holdfast.tracing.store.frame.FeedFile;
import org.holdfast.tracing.store.frame.IndexOpening;
import org.holdfast.tracing.store.frame.RecoveryContract;
import org.holdfast.tracing.store.frame.file.BootId;
import org.holdfast.tracing.store.journal.AccountJournalEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that writes ledgers is killed (SIGKILL) a hundred times at random points of a feed with reorgs. After each
 * kill the ledgers are sound; in the end their dump is that of ledgers that were built in one go, byte for byte, and
 * so are the entries of blocks with the checksums of all records.
 */
class KilledAccountFollowerIT {
    private static final ChainId CHAIN = RandomLedger.CHAIN;
    private static final int KILLS = Campaign.size(15, 100);
    private static final int ENTRIES_BETWEEN_KILLS = 16;

    @TempDir
    Path folder;

    private final Random random = new Random(20);

    @Test
    void areTheLedgersThatWereBuiltInOneGoWhereverTheyAreKilled() throws Exception {
        AccountFeed feed = AccountFeed.of(20, new Shape(KILLS * 8, 30, 400, 1_000, true, true));
        Path file = folder.resolve("feed");
        FeedFile.write(
                file, feed.entries().stream().map(AccountJournalEntry::bytes).toList());
        Path home = folder.resolve("killed");
        int kills = 0;
        long before = 0;
        boolean done = false;
        while (!done) {
            done = !ChildProcess.killed(AccountFollower.class, home, file, random, ENTRIES_BETWEEN_KILLS);
            kills += done ? 0 : 1;
            try (var store = MappedAccountStore.open(home, CHAIN)) {
                assertThat(store.feedOffset()).as("after kill " + kills).isGreaterThanOrEqualTo(before);
                assertThat(store.check().findings()).as("after kill " + kills).isEmpty();
                before = store.feedOffset();
            }
            done |= kills == KILLS;
        }
        assertThat(kills).isEqualTo(KILLS);
        Path rebuilt = folder.resolve("rebuilt");
        try (var store = MappedAccountStore.open(home, CHAIN);
                var fresh = MappedAccountStore.open(
                        new IndexOpening(rebuilt, CHAIN, RecoveryContract.SMALL + 3, BootId.current()))) {
            assertThat(before).isLessThan(feed.entries().size());
            feed.giveTo(store, store.feedOffset());
            feed.giveTo(fresh, 0);
            assertThat(store.totals()).isEqualTo(fresh.totals());
            assertThat(LedgerDump.of(store, feed.blocks(), 1_000))
                    .isEqualTo(LedgerDump.of(fresh, feed.blocks(), 1_000));
        }
        assertThat(home.resolve("blocks.bin")).hasSameBinaryContentAs(rebuilt.resolve("blocks.bin"));
    }
}

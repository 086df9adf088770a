package org.holdfast.tracing.store.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.tracing.account.ledger.AccountBlock;
import org.holdfast.tracing.account.ledger.AccountIndex;
import org.holdfast.tracing.account.ledger.AccountSnapshot;
import org.holdfast.tracing.account.ledger.AccountStore;
import org.holdfast.tracing.account.ledger.AccountStoreContract;
import org.holdfast.tracing.account.ledger.LedgerDump;
import org.holdfast.tracing.account.ledger.MemoryLedger;
import org.holdfast.tracing.account.ledger.RandomLedger;
import org.holdfast.tracing.account.ledger.RandomLedger.Shape;
import org.holdfast.tracing.store.frame.AccountFeed;
import org.holdfast.tracing.store.frame.IndexOpening;
import org.holdfast.tracing.store.frame.RecoveryContract;
import org.holdfast.tracing.store.frame.file.BootId;
import org.holdfast.tracing.store.frame.file.IndexFiles;
import org.holdfast.tracing.store.graph.MappedGraphStore;
import org.holdfast.tracing.store.journal.AccountJournalEntry;
import org.holdfast.tracing.store.journal.JournalAccountStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MappedAccountStoreTest extends AccountStoreContract {
    private static final Shape MANY = new Shape(150, 24, 900, 1_000, true, true);

    @TempDir
    Path folder;

    private int opened;

    @Override
    protected AccountStore open() {
        return MappedAccountStore.open(
                new IndexOpening(folder.resolve("store-" + opened++), CHAIN, RecoveryContract.SMALL, BootId.current()));
    }

    @Test
    void holdsTheSameLedgersAsTheJournalOverManyFilesReorgsAndOpenings() {
        for (long seed = 1; seed <= 4; seed++) {
            AccountFeed feed = AccountFeed.of(seed, MANY);
            Path home = folder.resolve("mapped-" + seed);
            try (var journal = JournalAccountStore.open(folder.resolve("journal-" + seed), CHAIN)) {
                feed.giveTo(journal, 0);
                for (int i = 0; i < feed.entries().size(); i += 50) {
                    int next = Math.min(i + 50, feed.entries().size());
                    try (var store = MappedAccountStore.open(
                            new IndexOpening(home, CHAIN, RecoveryContract.SMALL, BootId.current()))) {
                        feed.entries().subList(i, next).forEach(entry -> AccountFeed.give(store, entry));
                    }
                }
                assertThat(home.resolve("records-00003.bin")).exists();
                assertThat(home.resolve("lists-00001.bin")).exists();
                assertThat(home.resolve("accounts-00001.bin")).exists();
                try (var store = MappedAccountStore.open(home, CHAIN)) {
                    assertThat(store.check().findings()).isEmpty();
                    assertThat(store.feedOffset()).isEqualTo(feed.entries().size());
                    assertThat(LedgerDump.of(store, feed.blocks(), 100))
                            .isEqualTo(LedgerDump.of(journal, feed.blocks(), 100));
                }
            }
        }
    }

    @Test
    void readsASnapshotOfEveryBlockAsItStoodAfterAllOthersCame() {
        List<AccountBlock> blocks = RandomLedger.blocks(8, new Shape(12, 20, 40, 100, true, true));
        var keys = RandomLedger.accounts(blocks);
        for (int seen = 0; seen < blocks.size(); seen++) {
            var plain = new MemoryLedger(CHAIN);
            try (var store = open()) {
                blocks.subList(0, seen).forEach(block -> {
                    store.append(block, 1);
                    plain.append(block, 1);
                });
                try (AccountSnapshot then = store.snapshot();
                        AccountSnapshot wanted = plain.snapshot()) {
                    blocks.subList(seen, blocks.size()).forEach(block -> store.append(block, 2));
                    long[] here = then.resolve(keys);
                    long[] there = wanted.resolve(keys);
                    for (int i = 0; i < here.length; i++) {
                        assertThat(here[i] == AccountIndex.ABSENT).isEqualTo(there[i] == AccountIndex.ABSENT);
                        if (here[i] != AccountIndex.ABSENT) {
                            var view = then.accounts(new long[] {here[i]}).getFirst();
                            var same = wanted.accounts(new long[] {there[i]}).getFirst();
                            assertThat(view.movements()).isEqualTo(same.movements());
                            assertThat(view.balance()).isEqualTo(same.balance());
                            assertThat(view.key()).isEqualTo(same.key());
                        }
                    }
                }
            }
        }
    }

    @Test
    void keepsNothingOfWhatAReorgTookAway() {
        AccountFeed feed = AccountFeed.of(5, MANY);
        var last = new HashMap<BlockRef, Long>();
        for (AccountJournalEntry entry : feed.entries()) {
            if (entry instanceof AccountJournalEntry.Appended(AccountBlock block, long offset)) {
                last.put(block.block(), offset);
            }
        }
        Path home = folder.resolve("with");
        Path other = folder.resolve("without");
        try (var store = MappedAccountStore.open(
                        new IndexOpening(home, CHAIN, RecoveryContract.SMALL, BootId.current()));
                var plain = MappedAccountStore.open(
                        new IndexOpening(other, CHAIN, RecoveryContract.SMALL, BootId.current()))) {
            feed.giveTo(store, 0);
            feed.blocks().forEach(block -> plain.append(block, last.getOrDefault(block.block(), 0L)));
            assertThat(feed.entries().size()).isGreaterThan(2 * feed.blocks().size());
        }
        // With the checksums of all records, and where directory and lists ended at each block.
        assertThat(home.resolve("blocks.bin")).hasSameBinaryContentAs(other.resolve("blocks.bin"));
    }

    @Test
    void isOpenOnlyOnce() {
        Path home = folder.resolve("once");
        try (var store = MappedAccountStore.open(home, CHAIN)) {
            assertThat(store.feedOffset()).isZero();
            refused(home, CHAIN, "tracing.index.in-use");
        }
        try (var again = MappedAccountStore.open(home, CHAIN)) {
            assertThat(again.totals().blocks()).isZero();
            assertThat(again.check().findings()).isEmpty();
        }
    }

    @Test
    void refusesAnotherFormatAndAnotherChainAndCanBeDiscarded() throws Exception {
        Path home = folder.resolve("other");
        JournalAccountStore.open(home, CHAIN).close();
        refused(home, CHAIN, "tracing.index.wrong-version");
        new IndexFiles(home).discard();
        assertThat(home).isEmptyDirectory();
        MappedAccountStore.open(home, CHAIN).close();
        refused(home, new ChainId("eip155:1"), "tracing.index.wrong-chain");
        byte[] mark = Files.readAllBytes(home.resolve("index.mark"));
        mark[8]++;
        Files.write(home.resolve("index.mark"), mark);
        refused(home, CHAIN, "tracing.index.wrong-version");
        new IndexFiles(home).discard();
        MappedGraphStore.open(home, ChainId.BITCOIN_REGTEST).close();
        refused(home, ChainId.BITCOIN_REGTEST, "tracing.index.wrong-version");
    }

    @Test
    void knowsNoAccountUnderANumberThatItDidNotGive() {
        try (var store = open()) {
            AccountBlock block = block(5, true, mint("a", BigInteger.TEN));
            store.append(block, 1);
            try (AccountSnapshot index = store.snapshot()) {
                long given = index.resolve(RandomLedger.accounts(List.of(block)))[0];
                for (long number = 0; number < 40; number++) {
                    long asked = number == given ? -1 : number;
                    assertThatThrownBy(() -> index.accounts(new long[] {asked}))
                            .isInstanceOf(IndexOutOfBoundsException.class);
                }
            }
        }
    }

    private static void refused(Path home, ChainId chain, String code) {
        assertThatThrownBy(() -> MappedAccountStore.open(home, chain))
                .isInstanceOfSatisfying(
                        InputFaultException.class,
                        e -> assertThat(e.fault().code()).isEqualTo(code));
    }
}

package org.holdfast.tracing.store.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.tracing.account.ledger.LedgerDump;
import org.holdfast.tracing.account.ledger.MemoryLedger;
import org.holdfast.tracing.account.ledger.RandomLedger;
import org.holdfast.tracing.account.ledger.RandomLedger.Shape;
import org.holdfast.tracing.store.frame.AccountFeed;
import org.holdfast.tracing.store.frame.file.BootId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ledgers after their files were cut, changed, or written in part. */
class MappedAccountRecoveryTest {
    private static final ChainId CHAIN = RandomLedger.CHAIN;
    private static final int SMALL = MappedAccountStoreTest.SMALL;
    private static final int STRIDE = 97;
    private static final int PAGE = 4096;
    private static final BootId BOOT = new BootId(1, 1);
    private static final BootId OTHER_BOOT = new BootId(2, 2);

    @TempDir
    Path folder;

    private final AccountFeed feed = AccountFeed.of(3, new Shape(9, 8, 12, 1_000, true, true));
    private String whole = "";
    private int copies;

    @BeforeEach
    void dumpThePlainestLedgers() {
        var plain = new MemoryLedger(CHAIN);
        feed.giveTo(plain, 0);
        whole = LedgerDump.of(plain, feed.blocks(), 100);
    }

    @Test
    void givesTheSameLedgersAfterEveryTornTail() throws Exception {
        Path index = built();
        for (Path file : files(index)) {
            int length = (int) Files.size(file);
            for (int cut = 0; cut < length; cut += length > 20 * PAGE ? STRIDE * 20 : STRIDE) {
                Path copy = copy(index);
                Files.write(copy.resolve(file.getFileName()), Arrays.copyOf(Files.readAllBytes(file), cut));
                assertThat(finished(copy, BOOT)).as(file + " cut to " + cut).isTrue();
            }
        }
    }

    @Test
    void noticesEveryFlippedBitThatMatters() throws Exception {
        Path index = built();
        int noticed = 0;
        for (Path file : files(index)) {
            int length = (int) Files.size(file);
            for (int at = 0; at < length; at += STRIDE) {
                Path copy = copy(index);
                byte[] bytes = Files.readAllBytes(file);
                bytes[at] ^= (byte) (1 << at % 8);
                Files.write(copy.resolve(file.getFileName()), bytes);
                // Either the check says so, or what was changed does not matter and the graph is the same.
                noticed += finished(copy, BOOT) ? 0 : 1;
                delete(copy);
            }
        }
        assertThat(noticed).isPositive();
    }

    @Test
    void keepsWhatChecksumsHoldWhenTheSystemStoppedBetweenAnyPages() throws Exception {
        var random = new Random(9);
        for (int round = 0; round < 60; round++) {
            Path home = folder.resolve("lost-" + round);
            Path early;
            Path late;
            try (var store = MappedAccountStore.open(home, CHAIN, SMALL, BOOT)) {
                int first = random.nextInt(feed.entries().size());
                int second = first + random.nextInt(feed.entries().size() - first);
                feed.entries().subList(0, first).forEach(entry -> AccountFeed.give(store, entry));
                early = copy(home);
                feed.entries().subList(first, second).forEach(entry -> AccountFeed.give(store, entry));
                late = copy(home);
            }
            // Each page is as it was at one time or at the other.
            for (Path file : files(late)) {
                byte[] now = Files.readAllBytes(file);
                Path old = early.resolve(file.getFileName());
                byte[] before = Files.exists(old) ? Files.readAllBytes(old) : new byte[0];
                for (int page = 0; page < now.length; page += PAGE) {
                    int end = Math.min(page + PAGE, now.length);
                    if (random.nextBoolean()) {
                        byte[] lost = page < before.length
                                ? Arrays.copyOf(Arrays.copyOfRange(before, page, before.length), end - page)
                                : new byte[end - page];
                        System.arraycopy(lost, 0, now, page, end - page);
                    }
                }
                Files.write(file, now);
            }
            assertThat(finished(late, OTHER_BOOT)).as("round " + round).isTrue();
        }
    }

    @Test
    void keepsEverythingWhenOnlyTheProcessEnded() throws Exception {
        for (int given = 0; given <= feed.entries().size(); given += 5) {
            Path home = folder.resolve("ended-" + given);
            Path left;
            try (var store = MappedAccountStore.open(home, CHAIN, SMALL, BOOT)) {
                feed.entries().subList(0, given).forEach(entry -> AccountFeed.give(store, entry));
                left = copy(home);
            }
            for (BootId boot : List.of(BOOT, OTHER_BOOT)) {
                Path copy = copy(left);
                try (var store = MappedAccountStore.open(copy, CHAIN, SMALL, boot)) {
                    // After another start of the system a retraction that stands in the mark alone is asked for again.
                    assertThat(store.feedOffset()).isLessThanOrEqualTo(given);
                    if (boot.equals(BOOT)) {
                        assertThat(store.feedOffset()).isEqualTo(given);
                    }
                }
                assertThat(finished(copy, boot)).isTrue();
            }
        }
    }

    private Path built() {
        Path home = folder.resolve("whole");
        try (var store = MappedAccountStore.open(home, CHAIN, SMALL, BOOT)) {
            feed.giveTo(store, 0);
        }
        return home;
    }

    /** Whether the index is sound; then, given what it lacks, it holds the graph. What is refused is built anew. */
    private boolean finished(Path home, BootId boot) {
        try {
            return sound(home, boot);
        } catch (InputFaultException e) {
            assertThat(e.fault().code()).isIn("tracing.index.wrong-version", "tracing.index.wrong-chain");
            MappedAccountStore.discard(home);
            return sound(home, boot);
        }
    }

    private boolean sound(Path home, BootId boot) {
        try (var store = MappedAccountStore.open(home, CHAIN, SMALL, boot)) {
            if (!store.check().isSound()) {
                return false;
            }
            feed.giveTo(store, store.feedOffset());
            assertThat(LedgerDump.of(store, feed.blocks(), 100)).isEqualTo(whole);
            assertThat(store.check().findings()).isEmpty();
            return true;
        }
    }

    private Path copy(Path from) throws IOException {
        Path to = Files.createDirectory(folder.resolve("copy-" + copies++));
        for (Path file : files(from)) {
            Files.copy(file, to.resolve(file.getFileName()));
        }
        return to;
    }

    private static List<Path> files(Path home) throws IOException {
        try (Stream<Path> files = Files.list(home)) {
            return files.sorted().toList();
        }
    }

    private static void delete(Path home) throws IOException {
        for (Path file : files(home)) {
            Files.delete(file);
        }
        Files.delete(home);
    }
}

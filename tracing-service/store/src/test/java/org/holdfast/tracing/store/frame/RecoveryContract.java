package org.holdfast.tracing.store.frame;

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
import org.holdfast.tracing.index.IndexStore;
import org.holdfast.tracing.store.frame.file.BootId;
import org.holdfast.tracing.store.frame.file.IndexFiles;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A mapped index after its files were cut, changed, or written in part. */
public abstract class RecoveryContract<S extends IndexStore<?, ?>> {
    /** Files of 8 KiB, so that small chains extend over several. */
    public static final int SMALL = 13;

    private static final int STRIDE = 97;
    private static final int PAGE = 4096;
    private static final BootId BOOT = new BootId(1, 1);
    private static final BootId OTHER_BOOT = new BootId(2, 2);

    @TempDir
    Path folder;

    private String whole = "";
    private int copies;

    protected abstract S open(IndexOpening opening);

    protected abstract ChainId chain();

    /** Appends and retractions of the feed. */
    protected abstract int entries();

    protected abstract void give(S store, int entry);

    /** All content of an index, as text. */
    protected abstract String dump(S store);

    /** The same of a plain index in memory that took the whole feed. */
    protected abstract String plain();

    @BeforeEach
    void dumpThePlainestIndex() {
        whole = plain();
    }

    @Test
    void givesTheSameIndexAfterEveryTornTail() throws Exception {
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
                // Either the check says so, or what was changed does not matter and the content is the same.
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
            try (S store = open(home, BOOT)) {
                int first = random.nextInt(entries());
                int second = first + random.nextInt(entries() - first);
                give(store, 0, first);
                early = copy(home);
                give(store, first, second);
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
        for (int given = 0; given <= entries(); given += 5) {
            Path home = folder.resolve("ended-" + given);
            Path left;
            try (S store = open(home, BOOT)) {
                give(store, 0, given);
                left = copy(home);
            }
            for (BootId boot : List.of(BOOT, OTHER_BOOT)) {
                Path copy = copy(left);
                try (S store = open(copy, boot)) {
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

    private S open(Path home, BootId boot) {
        return open(new IndexOpening(home, chain(), SMALL, boot));
    }

    private void give(S store, int first, int end) {
        for (int i = first; i < end; i++) {
            give(store, i);
        }
    }

    private Path built() {
        Path home = folder.resolve("whole");
        try (S store = open(home, BOOT)) {
            give(store, 0, entries());
        }
        return home;
    }

    /** Whether the index is sound; if so, it is complete after the rest of the feed. A refused one is built anew. */
    private boolean finished(Path home, BootId boot) {
        try {
            return sound(home, boot);
        } catch (InputFaultException e) {
            assertThat(e.fault().code()).isIn("tracing.index.wrong-version", "tracing.index.wrong-chain");
            new IndexFiles(home).discard();
            return sound(home, boot);
        }
    }

    private boolean sound(Path home, BootId boot) {
        try (S store = open(home, boot)) {
            if (!store.check().isSound()) {
                return false;
            }
            give(store, (int) store.feedOffset(), entries());
            assertThat(dump(store)).isEqualTo(whole);
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

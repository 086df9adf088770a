package org.holdfast.tracing.store.frame.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.tracing.index.IndexBlock;
import org.holdfast.tracing.index.IndexReplacement;
import org.holdfast.tracing.index.IndexSnapshot;
import org.holdfast.tracing.index.IndexStore;
import org.holdfast.tracing.store.frame.IndexOpening;
import org.holdfast.tracing.store.frame.file.Reopenable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a catalog of mapped indexes does: an index replaces another whole or not at all, and can be discarded. */
public abstract class CatalogContract<B extends IndexBlock, S extends IndexStore<B, ?> & Reopenable> {
    private static final int OLD = 5;
    private static final int NEW = 12;

    @TempDir
    Path home;

    private final List<String> said = new ArrayList<>();

    protected abstract MappedCatalog<S> catalog(Path data);

    /** The chain, and twelve blocks of it. */
    protected abstract ChainId chain();

    protected abstract List<B> blocks();

    /** Leaves an index of an earlier format in a folder. */
    protected abstract void earlierFormat(Path folder);

    @Test
    void takesThePlaceOfTheOldIndex() throws Exception {
        Path folder = built(OLD);
        try (IndexReplacement<S> replacement = catalog().replace(chain(), said::add)) {
            append(replacement.store(), NEW, 0);
            assertThat(blocks(replacement.store())).isEqualTo(NEW);
            replacement.replace();
        }
        assertThat(blocks(folder)).isEqualTo(NEW);
        assertThat(names()).containsExactly(chain().namePart());
        assertThat(said).isEmpty();
    }

    @Test
    void isThereWhereNoneWas() throws Exception {
        Path folder = folder();
        try (IndexReplacement<S> replacement = catalog().replace(chain(), said::add)) {
            append(replacement.store(), NEW, 0);
            replacement.replace();
        }
        assertThat(blocks(folder)).isEqualTo(NEW);
    }

    @Test
    void leavesTheOldIndexWhereItIsGivenUp() throws Exception {
        Path folder = built(OLD);
        try (IndexReplacement<S> replacement = catalog().replace(chain(), said::add)) {
            append(replacement.store(), NEW, 0);
        }
        assertThat(blocks(folder)).isEqualTo(OLD);
        assertThat(names()).containsExactly(chain().namePart());
    }

    @Test
    void takesThePlaceOfAnIndexOfAnotherFormat() throws Exception {
        Path folder = Files.createDirectories(folder());
        earlierFormat(folder);
        try (IndexReplacement<S> replacement = catalog().replace(chain(), said::add)) {
            append(replacement.store(), NEW, 0);
            replacement.replace();
        }
        assertThat(blocks(folder)).isEqualTo(NEW);
    }

    @Test
    void nobodyElseHasTheIndexOpenMeanwhile() {
        Path folder = built(OLD);
        try (S open = open(folder)) {
            assertThat(blocks(open)).isEqualTo(OLD);
            inUse(() -> catalog().replace(chain(), said::add).close());
        }
        try (IndexReplacement<S> replacement = catalog().replace(chain(), said::add)) {
            append(replacement.store(), 1, 0);
            inUse(() -> open(folder).close());
            inUse(() -> catalog().replace(chain(), said::add).close());
            inUse(() -> catalog().settle(chain()));
        }
        assertThat(blocks(folder)).isEqualTo(OLD);
    }

    @Test
    void aHalfThatACrashLeftIsRemovedWithASentence() throws Exception {
        Path folder = built(OLD);
        built(MappedReplacement.made(folder), 3);
        assertThat(catalog().settle(chain())).singleElement().asString().contains("unfinished replacement");
        assertThat(blocks(folder)).isEqualTo(OLD);
        assertThat(names()).containsExactly(chain().namePart());

        built(MappedReplacement.made(folder), 3);
        try (IndexReplacement<S> replacement = catalog().replace(chain(), said::add)) {
            assertThat(said).singleElement().asString().contains("unfinished replacement");
            assertThat(blocks(replacement.store())).isZero();
        }
    }

    @Test
    void aCrashBetweenTheTwoRenamesIsBroughtToItsEnd() throws Exception {
        Path folder = folder();
        built(MappedReplacement.replaced(folder), OLD);
        built(MappedReplacement.made(folder), NEW);
        assertThat(catalog().settle(chain())).hasSize(2);
        assertThat(blocks(folder)).isEqualTo(NEW);
        assertThat(names()).containsExactly(chain().namePart());
    }

    @Test
    void aCrashBeforeTheOldIndexWasRemovedLeavesTheNewOne() throws Exception {
        Path folder = built(NEW);
        built(MappedReplacement.replaced(folder), OLD);
        assertThat(catalog().settle(chain())).hasSize(1);
        assertThat(blocks(folder)).isEqualTo(NEW);
        assertThat(names()).containsExactly(chain().namePart());
        assertThat(catalog().settle(chain())).isEmpty();
    }

    @Test
    void opensAnEmptyIndexInThePlaceOfOneOfAnotherFormat() throws Exception {
        earlierFormat(Files.createDirectories(folder()));
        try (S store = catalog().open(chain(), said::add)) {
            assertThat(blocks(store)).isZero();
            assertThat(said).singleElement().asString().contains("another format");
        }
    }

    @Test
    void completesAReplacementBeforeItOpensTheIndex() {
        built(MappedReplacement.replaced(folder()), OLD);
        built(MappedReplacement.made(folder()), NEW);
        try (S store = catalog().open(chain(), said::add)) {
            assertThat(blocks(store)).isEqualTo(NEW);
            assertThat(said).hasSize(2);
        }
    }

    @Test
    void opensAnEmptyIndexAfterADiscard() {
        Path folder = built(OLD);
        catalog().discard(chain());
        assertThat(folder).isEmptyDirectory();
        try (S store = catalog().open(chain(), said::add)) {
            assertThat(blocks(store)).isZero();
            assertThat(said).isEmpty();
        }
    }

    @Test
    void anOpenIndexBecomesTheNewOneAndContinues() throws Exception {
        try (S store = open(built(OLD))) {
            try (IndexReplacement<S> replacement = catalog().renew(chain(), store)) {
                append(replacement.store(), NEW - 1, 7);
                store.append(blocks().get(OLD), 8);
                assertThat(blocks(store)).isEqualTo(OLD + 1);
                replacement.replace();
            }
            assertThat(blocks(store)).isEqualTo(NEW - 1);
            assertThat(store.feedOffset()).isEqualTo(7);
            store.append(blocks().get(NEW - 1), 9);
            assertThat(store.check().findings()).isEmpty();
            assertThat(names()).containsExactly(chain().namePart());
            inUse(() -> open(folder()).close());
        }
        assertThat(blocks(folder())).isEqualTo(NEW);
    }

    @Test
    void anOpenIndexStaysWhereTheNewOneIsGivenUp() throws Exception {
        built(MappedReplacement.made(built(OLD)), 3);
        try (S store = open(folder())) {
            try (IndexReplacement<S> replacement = catalog().renew(chain(), store)) {
                assertThat(blocks(replacement.store())).isZero();
                append(replacement.store(), NEW, 7);
            }
            assertThat(blocks(store)).isEqualTo(OLD);
        }
        assertThat(names()).containsExactly(chain().namePart());
    }

    @Test
    void aSnapshotSeesTheOldIndexToItsEnd() throws Exception {
        try (S store = open(built(OLD));
                IndexReplacement<S> replacement = catalog().renew(chain(), store)) {
            append(replacement.store(), NEW, 7);
            Thread replacing;
            try (IndexSnapshot snapshot = store.snapshot()) {
                replacing = Thread.ofPlatform().start(replacement::replace);
                assertThat(replacing.join(Duration.ofMillis(100))).isFalse();
                assertThat(snapshot.block(blocks().get(NEW - 1).block().height()))
                        .isEmpty();
            }
            assertThat(replacing.join(Duration.ofSeconds(30))).isTrue();
            assertThat(blocks(store)).isEqualTo(NEW);
        }
    }

    @Test
    void anExchangeThatFailsIsRepaired() {
        try (S store = open(built(OLD))) {
            Runnable failing = () -> {
                throw new IllegalStateException("disk full");
            };
            assertThatThrownBy(() -> store.reopen(failing)).hasMessage("disk full");
            assertThat(store.isWhole()).isFalse();
            store.repair();
            store.append(blocks().get(OLD), 8);
            assertThat(blocks(store)).isEqualTo(OLD + 1);
        }
    }

    @Test
    void aMissingBlockIsRememberedUntilTheIndexIsReplaced() {
        Path folder = built(OLD);
        assertThat(catalog().isIncomplete(chain())).isFalse();
        catalog().markIncomplete(chain());
        catalog().markIncomplete(chain());
        assertThat(catalog().isIncomplete(chain())).isTrue();
        try (S store = open(folder);
                IndexReplacement<S> replacement = catalog().renew(chain(), store)) {
            append(replacement.store(), NEW, 7);
            assertThat(catalog().isIncomplete(chain())).isTrue();
            replacement.replace();
            assertThat(catalog().isIncomplete(chain())).isFalse();
        }
        catalog().markIncomplete(chain());
        catalog().discard(chain());
        assertThat(catalog().isIncomplete(chain())).isFalse();
    }

    @Test
    void nothingIsMadeWhereThereIsNothing() {
        assertThat(catalog().settle(chain())).isEmpty();
        assertThat(home).isEmptyDirectory();
    }

    private Path built(int count) {
        return built(folder(), count);
    }

    private Path built(Path folder, int count) {
        try (S store = open(folder)) {
            append(store, count, 1);
        }
        return folder;
    }

    private void append(S store, int count, long offset) {
        blocks().subList(0, count).forEach(block -> store.append(block, offset));
    }

    private long blocks(Path folder) {
        try (S store = open(folder)) {
            assertThat(store.check().findings()).isEmpty();
            return blocks(store);
        }
    }

    private long blocks(S store) {
        try (IndexSnapshot snapshot = store.snapshot()) {
            return snapshot.segments().stream()
                    .mapToLong(run -> run.last().height() - run.first().height() + 1)
                    .sum();
        }
    }

    private MappedCatalog<S> catalog() {
        return catalog(home);
    }

    private Path folder() {
        return catalog().folder(chain());
    }

    private S open(Path folder) {
        return catalog().opener().apply(IndexOpening.of(folder, chain()));
    }

    private List<String> names() throws IOException {
        try (Stream<Path> all = Files.list(home)) {
            return all.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    private static void inUse(Runnable open) {
        assertThatThrownBy(open::run)
                .isInstanceOfSatisfying(
                        InputFaultException.class,
                        e -> assertThat(e.fault().code()).isEqualTo("tracing.index.in-use"));
    }
}

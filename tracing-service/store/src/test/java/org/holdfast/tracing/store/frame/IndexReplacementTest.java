package org.holdfast.tracing.store.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.tracing.output.graph.BlockContent;
import org.holdfast.tracing.output.graph.RandomChain;
import org.holdfast.tracing.store.graph.MappedGraphStore;
import org.holdfast.tracing.store.journal.JournalGraphStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An index that is built beside another takes its place whole or not at all. */
class IndexReplacementTest {
    private static final ChainId CHAIN = ChainId.BITCOIN_REGTEST;
    private static final List<BlockContent> BLOCKS = RandomChain.blocks(4, 12, 5);
    private static final int OLD = 5;
    private static final int NEW = BLOCKS.size();

    @TempDir
    Path home;

    private final List<String> said = new ArrayList<>();

    @Test
    void takesThePlaceOfTheOldIndex() throws Exception {
        Path folder = built(OLD);
        try (var replacement = IndexReplacement.begin(folder, CHAIN, said::add)) {
            append(replacement.store(), NEW, 0);
            assertThat(replacement.store().totals().blocks()).isEqualTo(NEW);
            replacement.replace();
        }
        assertThat(blocks(folder)).isEqualTo(NEW);
        assertThat(names()).containsExactly("chain");
        assertThat(said).isEmpty();
    }

    @Test
    void isThereWhereNoneWas() throws Exception {
        Path folder = home.resolve("deep/chain");
        try (var replacement = IndexReplacement.begin(folder, CHAIN, said::add)) {
            append(replacement.store(), NEW, 0);
            replacement.replace();
        }
        assertThat(blocks(folder)).isEqualTo(NEW);
    }

    @Test
    void leavesTheOldIndexWhereItIsGivenUp() throws Exception {
        Path folder = built(OLD);
        try (var replacement = IndexReplacement.begin(folder, CHAIN, said::add)) {
            append(replacement.store(), NEW, 0);
        }
        assertThat(blocks(folder)).isEqualTo(OLD);
        assertThat(names()).containsExactly("chain");
    }

    @Test
    void takesThePlaceOfAnIndexOfAnotherFormat() throws Exception {
        Path folder = Files.createDirectories(home.resolve("chain"));
        JournalGraphStore.open(folder, CHAIN).close();
        try (var replacement = IndexReplacement.begin(folder, CHAIN, said::add)) {
            append(replacement.store(), NEW, 0);
            replacement.replace();
        }
        assertThat(blocks(folder)).isEqualTo(NEW);
    }

    @Test
    void nobodyElseHasTheIndexOpenMeanwhile() {
        Path folder = built(OLD);
        try (var open = MappedGraphStore.open(folder, CHAIN)) {
            assertThat(open.totals().blocks()).isEqualTo(OLD);
            inUse(() -> IndexReplacement.begin(folder, CHAIN, said::add).close());
        }
        try (var replacement = IndexReplacement.begin(folder, CHAIN, said::add)) {
            append(replacement.store(), 1, 0);
            inUse(() -> MappedGraphStore.open(folder, CHAIN).close());
            inUse(() -> IndexReplacement.begin(folder, CHAIN, said::add).close());
            inUse(() -> IndexReplacement.settle(folder));
        }
        assertThat(blocks(folder)).isEqualTo(OLD);
    }

    @Test
    void aHalfThatACrashLeftIsRemovedWithASentence() throws Exception {
        Path folder = built(OLD);
        built(IndexReplacement.made(folder), 3);
        assertThat(IndexReplacement.settle(folder)).singleElement().asString().contains("never finished");
        assertThat(blocks(folder)).isEqualTo(OLD);
        assertThat(names()).containsExactly("chain");

        built(IndexReplacement.made(folder), 3);
        try (var replacement = IndexReplacement.begin(folder, CHAIN, said::add)) {
            assertThat(said).singleElement().asString().contains("never finished");
            assertThat(replacement.store().totals().blocks()).isZero();
        }
    }

    @Test
    void aCrashBetweenTheTwoRenamesIsBroughtToItsEnd() throws Exception {
        Path folder = home.resolve("chain");
        built(IndexReplacement.replaced(folder), OLD);
        built(IndexReplacement.made(folder), NEW);
        assertThat(IndexReplacement.settle(folder)).hasSize(2);
        assertThat(blocks(folder)).isEqualTo(NEW);
        assertThat(names()).containsExactly("chain");
    }

    @Test
    void aCrashBeforeTheOldIndexWasRemovedLeavesTheNewOne() throws Exception {
        Path folder = built(NEW);
        built(IndexReplacement.replaced(folder), OLD);
        assertThat(IndexReplacement.settle(folder)).hasSize(1);
        assertThat(blocks(folder)).isEqualTo(NEW);
        assertThat(names()).containsExactly("chain");
        assertThat(IndexReplacement.settle(folder)).isEmpty();
    }

    @Test
    void nothingIsMadeWhereThereIsNothing() {
        assertThat(IndexReplacement.settle(home.resolve("chain"))).isEmpty();
        assertThat(home).isEmptyDirectory();
    }

    private Path built(int count) {
        return built(home.resolve("chain"), count);
    }

    private static Path built(Path folder, int count) {
        try (var store = MappedGraphStore.open(folder, CHAIN)) {
            append(store, count, 1);
        }
        return folder;
    }

    private static void append(MappedGraphStore store, int count, long offset) {
        BLOCKS.subList(0, count).forEach(block -> store.append(block, offset));
    }

    private static long blocks(Path folder) {
        try (var store = MappedGraphStore.open(folder, CHAIN)) {
            assertThat(store.check().findings()).isEmpty();
            return store.totals().blocks();
        }
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

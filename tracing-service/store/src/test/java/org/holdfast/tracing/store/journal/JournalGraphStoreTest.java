package org.holdfast.tracing.store.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.holdfast.tracing.output.graph.BlockContent;
import org.holdfast.tracing.output.graph.GraphDump;
import org.holdfast.tracing.output.graph.GraphStore;
import org.holdfast.tracing.output.graph.GraphStoreContract;
import org.holdfast.tracing.output.graph.MemoryGraph;
import org.holdfast.tracing.output.graph.RandomChain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalGraphStoreTest extends GraphStoreContract {
    @TempDir
    Path folder;

    private int opened;

    @Override
    protected GraphStore open() {
        return JournalGraphStore.open(folder.resolve("store-" + opened++), CHAIN);
    }

    @Test
    void givesTheSameGraphAfterEveryTornTail() throws Exception {
        List<BlockContent> blocks = RandomChain.blocks(5, 6, 5);
        Path whole = folder.resolve("whole");
        try (var store = JournalGraphStore.open(whole, CHAIN)) {
            for (int i = 0; i < blocks.size(); i++) {
                store.append(blocks.get(i), i + 1L);
            }
        }
        byte[] bytes = Files.readAllBytes(whole.resolve("blocks.journal"));
        for (int cut = 8; cut <= bytes.length; cut += 97) {
            Path torn = Files.createDirectories(folder.resolve("torn-" + cut));
            Files.write(torn.resolve("blocks.journal"), java.util.Arrays.copyOf(bytes, cut));
            try (var store = JournalGraphStore.open(torn, CHAIN)) {
                int kept = (int) store.feedOffset();
                for (int i = kept; i < blocks.size(); i++) {
                    store.append(blocks.get(i), i + 1L);
                }
                var plain = new MemoryGraph(CHAIN);
                for (int i = 0; i < blocks.size(); i++) {
                    plain.append(blocks.get(i), i + 1L);
                }
                assertThat(GraphDump.of(store, blocks)).isEqualTo(GraphDump.of(plain, blocks));
                assertThat(store.totals()).isEqualTo(plain.totals());
                assertThat(store.soundTotals()).isTrue();
            }
        }
    }

    @Test
    void cutsBehindAFlippedBit() throws Exception {
        List<BlockContent> blocks = RandomChain.blocks(6, 4, 4);
        Path home = folder.resolve("flipped");
        try (var store = JournalGraphStore.open(home, CHAIN)) {
            for (int i = 0; i < blocks.size(); i++) {
                store.append(blocks.get(i), i + 1L);
            }
        }
        Path journal = home.resolve("blocks.journal");
        byte[] bytes = Files.readAllBytes(journal);
        bytes[bytes.length - 3] ^= 1;
        Files.write(journal, bytes);
        try (var store = JournalGraphStore.open(home, CHAIN)) {
            assertThat(store.feedOffset()).isEqualTo(blocks.size() - 1L);
        }
    }

    @Test
    void isOpenOnlyOnce() {
        Path home = folder.resolve("once");
        try (var store = JournalGraphStore.open(home, CHAIN)) {
            assertThat(store.feedOffset()).isZero();
            assertThatThrownBy(() -> JournalGraphStore.open(home, CHAIN)).hasMessageContaining("tracing.index.in-use");
        }
    }
}

package org.holdfast.tracing.store.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.tracing.block.Heights;
import org.holdfast.tracing.output.graph.BlockContent;
import org.holdfast.tracing.output.graph.GraphDump;
import org.holdfast.tracing.output.graph.GraphStore;
import org.holdfast.tracing.output.graph.GraphStoreContract;
import org.holdfast.tracing.output.graph.MemoryGraph;
import org.holdfast.tracing.output.graph.RandomChain;
import org.holdfast.tracing.store.frame.IndexOpening;
import org.holdfast.tracing.store.frame.RecoveryContract;
import org.holdfast.tracing.store.frame.file.BootId;
import org.holdfast.tracing.store.frame.file.IndexFiles;
import org.holdfast.tracing.store.journal.JournalGraphStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MappedGraphStoreTest extends GraphStoreContract {
    @TempDir
    Path folder;

    private int opened;

    @Override
    protected GraphStore open() {
        return MappedGraphStore.open(
                new IndexOpening(folder.resolve("store-" + opened++), CHAIN, RecoveryContract.SMALL, BootId.current()));
    }

    @Test
    void holdsTheSameGraphAsTheJournalOverManyFilesAndAfterReopening() {
        List<BlockContent> blocks = RandomChain.blocks(77, 120, 30);
        try (var journal = JournalGraphStore.open(folder.resolve("journal"), CHAIN)) {
            Path home = folder.resolve("mapped");
            for (int i = 0; i < blocks.size(); i++) {
                try (var store = i % 20 == 0
                        ? MappedGraphStore.open(new IndexOpening(home, CHAIN, RecoveryContract.SMALL, BootId.current()))
                        : null) {
                    for (int j = i; store != null && j < i + 20; j++) {
                        store.append(blocks.get(j), j + 1L);
                        journal.append(blocks.get(j), j + 1L);
                    }
                }
            }
            assertThat(home.resolve("records-00003.bin")).exists();
            try (var store = MappedGraphStore.open(home, CHAIN)) {
                assertThat(store.feedOffset()).isEqualTo(blocks.size());
                assertThat(store.totals()).isEqualTo(journal.totals());
                assertThat(GraphDump.of(store, blocks)).isEqualTo(GraphDump.of(journal, blocks));
                assertThat(store.check().findings()).isEmpty();
                try (var graph = store.snapshot();
                        var other = journal.snapshot()) {
                    assertThat(graph.segments()).isEqualTo(other.segments());
                    for (long height = 0; height < 200; height++) {
                        assertThat(graph.block(height)).isEqualTo(other.block(height));
                    }
                }
            }
        }
    }

    @Test
    void theHeightsOfUncheckedDifficultySurviveReopeningAndRetractions() {
        Path home = folder.resolve("unchecked");
        List<BlockContent> blocks = new ArrayList<>();
        for (int height = 5; height <= 11; height++) {
            BlockContent block = block(height, height == 5 || height == 11, coinbase(height, 50));
            boolean unchecked = height != 8;
            blocks.add(new BlockContent(
                    block.block(), block.parent(), block.segmentStart(), unchecked, 0, block.transactions()));
        }
        try (var store = MappedGraphStore.open(home, CHAIN)) {
            blocks.subList(0, 6).forEach(block -> store.append(block, 1));
            assertThat(unchecked(store)).containsExactly(new Heights(5, 7), new Heights(9, 10));
        }
        try (var store = MappedGraphStore.open(home, CHAIN)) {
            assertThat(unchecked(store)).containsExactly(new Heights(5, 7), new Heights(9, 10));
            store.retract(blocks.get(5).block(), 2);
            assertThat(unchecked(store)).containsExactly(new Heights(5, 7), new Heights(9, 9));
            store.retract(blocks.get(4).block(), 3);
            assertThat(unchecked(store)).containsExactly(new Heights(5, 7));
            store.append(blocks.get(6), 4);
            assertThat(unchecked(store)).containsExactly(new Heights(5, 7), new Heights(11, 11));
            store.retract(blocks.get(6).block(), 5);
            store.retract(blocks.get(3).block(), 6);
            store.retract(blocks.get(2).block(), 7);
        }
        try (var store = MappedGraphStore.open(home, CHAIN)) {
            assertThat(unchecked(store)).containsExactly(new Heights(5, 6));
        }
    }

    private static List<Heights> unchecked(GraphStore store) {
        try (var graph = store.snapshot()) {
            return graph.segments().stream()
                    .flatMap(segment -> segment.unchecked().stream())
                    .toList();
        }
    }

    @Test
    void isOpenOnlyOnce() {
        Path home = folder.resolve("once");
        try (var store = MappedGraphStore.open(home, CHAIN)) {
            assertThat(store.feedOffset()).isZero();
            refused(home, CHAIN, "tracing.index.in-use");
        }
        try (var again = MappedGraphStore.open(home, CHAIN)) {
            assertThat(again.totals().blocks()).isZero();
        }
    }

    @Test
    void refusesAnotherFormatAndAnotherChainAndCanBeDiscarded() throws Exception {
        Path home = folder.resolve("other");
        JournalGraphStore.open(home, CHAIN).close();
        refused(home, CHAIN, "tracing.index.wrong-version");
        new IndexFiles(home).discard();
        MappedGraphStore.open(home, CHAIN).close();
        refused(home, ChainId.BITCOIN_MAINNET, "tracing.index.wrong-chain");
        byte[] mark = Files.readAllBytes(home.resolve("index.mark"));
        mark[8]++;
        Files.write(home.resolve("index.mark"), mark);
        refused(home, CHAIN, "tracing.index.wrong-version");
    }

    @Test
    void keepsTheOlderSnapshotsNamesakeWhileALaterCoinbaseOverwritesIt() {
        try (var store = open()) {
            store.append(block(5, true, coinbase(1, 50)), 1);
            try (var graph = store.snapshot()) {
                long before = graph.resolve(List.of(id(1)))[0];
                store.append(block(6, false, coinbase(1, 50)), 2);
                assertThat(graph.resolve(List.of(id(1)))).containsExactly(before);
                assertThat(graph.load(new long[] {before}).getFirst().spender(0))
                        .isEqualTo(-1);
            }
        }
    }

    @Test
    void takesATransactionWithMoreOutputsAndInputsThanASmallRecordCounts() {
        int many = 5_000;
        var outputs = new java.util.ArrayList<BlockContent.Output>();
        var inputs = new java.util.ArrayList<org.holdfast.primitives.Outpoint>();
        for (int i = 0; i < many; i++) {
            outputs.add(new BlockContent.Output(i, i % 3 == 0 ? "" : "address-" + i, i % 7 == 0));
            inputs.add(out(1, i));
        }
        var wide = new BlockContent.Transaction(id(1), true, List.of(), outputs);
        var narrow = new BlockContent.Transaction(id(3), false, inputs, List.of(outputs.get(many - 1)));
        List<BlockContent> blocks = List.of(block(5, true, wide), block(6, false, coinbase(2, 50), narrow));
        var plain = new MemoryGraph(CHAIN);
        try (var store = MappedGraphStore.open(folder.resolve("wide"), CHAIN)) {
            for (BlockContent block : blocks) {
                store.append(block, block.block().height());
                plain.append(block, block.block().height());
            }
            assertThat(GraphDump.of(store, blocks)).isEqualTo(GraphDump.of(plain, blocks));
            assertThat(store.check().findings()).isEmpty();
        }
    }

    @Test
    void takesAFirstBlockOfMoreTransactionsThanANewTableOfIdsHasRoomFor() {
        var transactions = new java.util.ArrayList<BlockContent.Transaction>();
        for (long i = 1; i <= 3_000; i++) {
            transactions.add(coinbase(i, i));
        }
        BlockContent block = block(5, true, transactions.toArray(BlockContent.Transaction[]::new));
        try (var store = MappedGraphStore.open(folder.resolve("many"), CHAIN)) {
            store.append(block, 1);
            assertThat(store.check().findings()).isEmpty();
            assertThat(store.check().checked()).isEqualTo(3_000);
        }
    }

    private static void refused(Path home, ChainId chain, String code) {
        assertThatThrownBy(() -> MappedGraphStore.open(home, chain))
                .isInstanceOfSatisfying(
                        InputFaultException.class,
                        e -> assertThat(e.fault().code()).isEqualTo(code));
    }
}

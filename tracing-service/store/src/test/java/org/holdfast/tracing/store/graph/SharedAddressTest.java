package org.holdfast.tracing.store.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.Hash256;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.primitives.Outpoint;
import org.holdfast.primitives.TxId;
import org.holdfast.tracing.output.graph.BlockContent;
import org.holdfast.tracing.output.graph.GraphDump;
import org.holdfast.tracing.output.graph.MemoryGraph;
import org.holdfast.tracing.output.graph.RandomChain;
import org.holdfast.tracing.store.frame.IndexOpening;
import org.holdfast.tracing.store.frame.RecoveryContract;
import org.holdfast.tracing.store.frame.file.BootId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Addresses that come again: read as they were written, through reorganisations, failed blocks and reopening. */
class SharedAddressTest {
    private static final ChainId CHAIN = ChainId.BITCOIN_REGTEST;
    private static final int ADDRESSES = 40;
    private static final int LENGTH = 60;

    @TempDir
    Path folder;

    @Test
    void areReadAsTheyWereWrittenWhateverWasTakenBackBefore() {
        for (int round = 0; round < 20; round++) {
            var random = new Random(round);
            List<BlockContent> blocks = new ArrayList<>(RandomChain.blocks(round, 60, 20));
            Path home = folder.resolve("round-" + round);
            int at = 0;
            MappedGraphStore store = open(home);
            for (int turn = 0; turn < 12; turn++) {
                int target = turn == 11 ? blocks.size() : random.nextInt(blocks.size() + 1);
                for (; at > target; at--) {
                    store.retract(blocks.get(at - 1).block(), at);
                }
                for (; at < target; at++) {
                    BlockContent block = named(blocks.get(at), random);
                    if (at > 0 && random.nextInt(4) == 0) {
                        BlockContent bad = failing(block);
                        MappedGraphStore into = store;
                        long offset = at + 1L;
                        assertThatThrownBy(() -> into.append(bad, offset)).isInstanceOf(InputFaultException.class);
                    }
                    blocks.set(at, block);
                    store.append(block, at + 1L);
                }
                if (random.nextInt(4) == 0) {
                    store.close();
                    store = open(home);
                }
            }
            var plain = new MemoryGraph(CHAIN);
            blocks.forEach(block -> plain.append(block, block.block().height()));
            assertThat(GraphDump.of(store, blocks)).isEqualTo(GraphDump.of(plain, blocks));
            assertThat(store.check().findings()).isEmpty();
            store.close();
        }
    }

    @Test
    void takeAFewBytesAndNotTheirLength() throws IOException {
        List<BlockContent> blocks = RandomChain.blocks(5, 200, 20);
        Path home = folder.resolve("size");
        long outputs;
        try (var store = open(home)) {
            var random = new Random(5);
            for (int i = 0; i < blocks.size(); i++) {
                store.append(named(blocks.get(i), random), i + 1L);
            }
            outputs = store.totals().outputs();
        }
        long bytes = 0;
        try (var files = Files.newDirectoryStream(home, "records-*.bin")) {
            for (Path file : files) {
                bytes += Files.size(file);
            }
        }
        assertThat(bytes).isLessThan(outputs * LENGTH);
    }

    @Test
    void leadToAPlaceThatTheCheckFindsWhereItIsDamaged() throws IOException {
        List<BlockContent> blocks = RandomChain.blocks(6, 20, 20);
        Path home = folder.resolve("damaged");
        try (var store = open(home)) {
            var random = new Random(6);
            for (int i = 0; i < blocks.size(); i++) {
                store.append(named(blocks.get(i), random), i + 1L);
            }
        }
        Path file = home.resolve("records-00000.bin");
        byte[] bytes = Files.readAllBytes(file);
        int place = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("address-");
        bytes[place] ^= 1;
        Files.write(file, bytes);
        try (var store = open(home)) {
            assertThat(store.check().findings()).isNotEmpty();
        }
    }

    private static MappedGraphStore open(Path home) {
        return MappedGraphStore.open(new IndexOpening(home, CHAIN, RecoveryContract.SMALL, BootId.current()));
    }

    /** The same block, its outputs at some of a few long addresses. */
    private static BlockContent named(BlockContent block, Random random) {
        List<BlockContent.Transaction> transactions = block.transactions().stream()
                .map(transaction -> new BlockContent.Transaction(
                        transaction.id(),
                        transaction.coinbase(),
                        transaction.inputs(),
                        transaction.outputs().stream()
                                .map(output -> new BlockContent.Output(
                                        output.value(), address(random.nextInt(ADDRESSES)), output.destroys()))
                                .toList()))
                .toList();
        return with(block, transactions);
    }

    private static String address(int number) {
        return ("address-" + number + "-").repeat(LENGTH).substring(0, LENGTH);
    }

    /** The block with one transaction more, which spends an output that its source does not have. */
    private static BlockContent failing(BlockContent block) {
        var transactions = new ArrayList<>(block.transactions());
        var source = new Outpoint(transactions.getFirst().id(), 60_000);
        transactions.add(new BlockContent.Transaction(
                new TxId(new Hash256(7, 7, 7, block.block().height())),
                false,
                List.of(source),
                List.of(new BlockContent.Output(1, address(1), false))));
        var other = new BlockRef(
                block.block().height(),
                new BlockHash(new Hash256(8, 8, 8, block.block().height())));
        return new BlockContent(other, block.parent(), block.segmentStart(), block.timeSeconds(), transactions);
    }

    private static BlockContent with(BlockContent block, List<BlockContent.Transaction> transactions) {
        return new BlockContent(block.block(), block.parent(), block.segmentStart(), block.timeSeconds(), transactions);
    }
}

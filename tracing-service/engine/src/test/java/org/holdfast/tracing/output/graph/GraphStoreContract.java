package org.holdfast.tracing.output.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.Hash256;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.primitives.Outpoint;
import org.holdfast.primitives.TxId;
import org.holdfast.tracing.block.Segment;
import org.holdfast.tracing.index.IndexStoreContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every graph store does, whatever it is made of. */
public abstract class GraphStoreContract extends IndexStoreContract<BlockContent, GraphStore> {
    protected static final ChainId CHAIN = ChainId.BITCOIN_REGTEST;

    private GraphStore store = new MemoryGraph(CHAIN);

    @Override
    protected BlockContent next(long height, boolean start) {
        return block(height, start, coinbase(height, 50));
    }

    @BeforeEach
    void openStore() {
        store = open();
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Test
    void readsBackWhatWasAppendedAsThePlainestGraphDoes() {
        for (long seed = 0; seed < 20; seed++) {
            store.close();
            store = open();
            var plain = new MemoryGraph(CHAIN);
            long offset = 0;
            List<BlockContent> blocks = RandomChain.blocks(seed, 12, 8);
            for (BlockContent block : blocks) {
                store.append(block, ++offset);
                plain.append(block, offset);
            }
            assertThat(GraphDump.of(store, blocks)).isEqualTo(GraphDump.of(plain, blocks));
            assertThat(store.totals()).isEqualTo(plain.totals());
            assertThat(store.feedOffset()).isEqualTo(offset);
        }
    }

    @Test
    void forgetsARetractedBlockCompletely() {
        for (long seed = 0; seed < 20; seed++) {
            store.close();
            store = open();
            var plain = new MemoryGraph(CHAIN);
            List<BlockContent> blocks = RandomChain.blocks(seed, 12, 8);
            long offset = 0;
            for (BlockContent block : blocks) {
                store.append(block, ++offset);
            }
            for (int i = blocks.size() - 1; i >= 6; i--) {
                store.retract(blocks.get(i).block(), ++offset);
            }
            for (BlockContent block : blocks.subList(0, 6)) {
                plain.append(block, offset);
            }
            assertThat(GraphDump.of(store, blocks)).isEqualTo(GraphDump.of(plain, blocks));
            assertThat(store.totals()).isEqualTo(plain.totals());
            for (BlockContent block : blocks.subList(6, blocks.size())) {
                store.append(block, ++offset);
                plain.append(block, offset);
            }
            assertThat(GraphDump.of(store, blocks)).isEqualTo(GraphDump.of(plain, blocks));
        }
    }

    @Test
    void refusesASecondSpendAndStoresNothingOfTheBlock() {
        store.append(block(5, true, coinbase(1, 50)), 1);
        store.append(block(6, false, coinbase(2, 50), spend(3, 20, out(1, 0))), 2);
        String before = dump();
        refuses(
                block(7, false, coinbase(4, 50), spend(5, 20, out(2, 0)), spend(6, 10, out(1, 0))),
                "tracing.block.spent-twice");
        refuses(
                block(7, false, coinbase(4, 50), spend(5, 20, out(2, 0)), spend(6, 10, out(2, 0))),
                "tracing.block.spent-twice");
        refuses(block(7, false, coinbase(4, 50), spend(5, 20, out(2, 0), out(2, 0))), "tracing.block.spent-twice");
        refuses(block(7, false, coinbase(4, 50), spend(5, 20, out(2, 3))), "tracing.block.no-such-output");
        refuses(block(7, false, coinbase(4, 50), spend(5, 60, out(2, 0))), "tracing.block.overspends");
        assertThat(dump()).isEqualTo(before);
        assertThat(store.feedOffset()).isEqualTo(2);
    }

    @Test
    void overwritesAWhollyUnspentCoinbaseOfTheSameIdAndRestoresItOnRetraction() {
        store.append(block(5, true, coinbase(1, 50)), 1);
        String before = dump();
        BlockContent repeat = block(6, false, coinbase(1, 50));
        store.append(repeat, 2);
        try (GraphSnapshot graph = store.snapshot()) {
            assertThat(store.totals().unspentOutputs()).isEqualTo(1);
            assertThat(store.totals().transactions()).isEqualTo(2);
            long later = graph.resolve(List.of(id(1)))[0];
            assertThat(graph.load(new long[] {later}).getFirst().spender(0)).isEqualTo(GraphIndex.ABSENT);
        }
        store.retract(repeat.block(), 3);
        assertThat(dump()).isEqualTo(before);
        store.append(block(6, false, coinbase(2, 50), spend(3, 20, out(1, 0))), 4);
        refuses(block(7, false, coinbase(1, 50)), "tracing.block.transaction-repeated");
    }

    @Test
    void showsASnapshotAsItStoodWhateverIsAppendedMeanwhile() {
        store.append(block(5, true, coinbase(1, 50)), 1);
        try (GraphSnapshot graph = store.snapshot()) {
            store.append(block(6, false, coinbase(2, 50), spend(3, 20, out(1, 0))), 2);
            long position = graph.resolve(List.of(id(1)))[0];
            assertThat(graph.load(new long[] {position}).getFirst().spender(0)).isEqualTo(GraphIndex.ABSENT);
            assertThat(graph.segments()).containsExactly(new Segment(ref(5), ref(5)));
            assertThat(graph.resolve(List.of(id(3)))).containsExactly(GraphIndex.ABSENT);
        }
    }

    @Test
    void walksTheTransactionsOfEachBlockInTheirOrder() {
        for (long seed = 0; seed < 20; seed++) {
            store.close();
            store = open();
            List<BlockContent> blocks = RandomChain.blocks(seed, 12, 8);
            blocks.forEach(block -> store.append(block, 1));
            try (GraphSnapshot graph = store.snapshot()) {
                long after = GraphIndex.ABSENT;
                for (BlockContent block : blocks) {
                    List<TxId> ids = block.transactions().stream()
                            .map(BlockContent.Transaction::id)
                            .toList();
                    long[] positions = graph.resolve(ids);
                    assertThat(after).isIn(GraphIndex.ABSENT, positions[0]);
                    for (int i = 0; i < positions.length; i++) {
                        BlockSpan span = graph.span(positions[i]);
                        assertThat(span.first()).isEqualTo(positions[0]);
                        after = graph.next(positions[i]);
                        if (i + 1 < positions.length) {
                            assertThat(after).isEqualTo(positions[i + 1]).isLessThan(span.behind());
                        } else if (after != GraphIndex.ABSENT) {
                            assertThat(after).isGreaterThanOrEqualTo(span.behind());
                        }
                    }
                }
                assertThat(after).isEqualTo(GraphIndex.ABSENT);
            }
        }
    }

    @Test
    void walksNoFurtherThanTheSnapshotGoes() {
        store.append(block(5, true, coinbase(1, 50)), 1);
        store.append(block(6, false, coinbase(2, 50), spend(3, 20, out(1, 0))), 2);
        try (GraphSnapshot graph = store.snapshot()) {
            store.append(block(7, false, coinbase(4, 50), spend(5, 20, out(2, 0))), 3);
            long[] positions = graph.resolve(List.of(id(1), id(2), id(3)));
            assertThat(graph.next(positions[0])).isEqualTo(positions[1]);
            assertThat(graph.next(positions[1])).isEqualTo(positions[2]);
            assertThat(graph.next(positions[2])).isEqualTo(GraphIndex.ABSENT);
            BlockSpan last = graph.span(positions[2]);
            assertThat(last.first()).isEqualTo(positions[1]);
            assertThat(last.behind()).isGreaterThan(positions[2]);
        }
    }

    private String dump() {
        return GraphDump.of(store, List.of(block(0, true, coinbase(1, 0), coinbase(2, 0), coinbase(3, 0))));
    }

    private void refuses(BlockContent block, String code) {
        assertThatThrownBy(() -> store.append(block, 99))
                .isInstanceOfSatisfying(
                        InputFaultException.class,
                        e -> assertThat(e.fault().code()).isEqualTo(code));
    }

    private static BlockRef ref(long height) {
        return new BlockRef(height, new BlockHash(new Hash256(1, 2, 3, height)));
    }

    protected static BlockContent block(long height, boolean start, BlockContent.Transaction... transactions) {
        return new BlockContent(
                ref(height), new BlockHash(new Hash256(1, 2, 3, height - 1)), start, 0, List.of(transactions));
    }

    protected static BlockContent.Transaction coinbase(long number, long value) {
        return new BlockContent.Transaction(
                id(number), true, List.of(), List.of(new BlockContent.Output(value, "a" + number, false)));
    }

    protected static BlockContent.Transaction spend(long number, long value, Outpoint... inputs) {
        var outputs = new ArrayList<BlockContent.Output>();
        outputs.add(new BlockContent.Output(value, "b" + number, false));
        return new BlockContent.Transaction(id(number), false, List.of(inputs), outputs);
    }

    protected static Outpoint out(long number, int index) {
        return new Outpoint(id(number), index);
    }

    protected static TxId id(long number) {
        return new TxId(new Hash256(number, 0, 0, number));
    }
}

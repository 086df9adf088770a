package org.holdfast.chain.evm.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.holdfast.chain.evm.block.EvmReceipt;
import org.holdfast.chain.spi.BlockSource;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.TxId;
import org.holdfast.servers.OwnProcess;
import org.holdfast.testservers.AnvilNode;
import org.holdfast.testservers.CutLine;
import org.holdfast.testservers.EvmTown;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A real node's answers, all the way to verified blocks. */
class EvmNodeIT {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final ChainId CHAIN = new ChainId("eip155:" + AnvilNode.CHAIN);

    @Test
    void everyBlockOfALivelyChainVerifiesAndProvesItsTransactions() {
        try (var node = AnvilNode.start()) {
            var town = new EvmTown(node, 1);
            town.build();
            town.live(10, 30);
            var settings = settings(node.http(), null);
            try (var calls = new NodeCalls(Web3jNode.at(settings), settings.limits())) {
                List<NodeBlock> blocks = new NodeBlocks(calls, settings).at(0, (int) node.height() + 1);
                assertThat(blocks).hasSize((int) node.height() + 1);
                assertThat(blocks.stream().flatMap(b -> b.block().receipts().stream()))
                        .anyMatch(EvmReceipt::succeeded)
                        .anyMatch(receipt -> !receipt.succeeded())
                        .anyMatch(receipt -> receipt.logs().size() > 3);
                for (NodeSettings.Parts other : otherWays()) {
                    List<NodeBlock> same = new NodeBlocks(calls, with(settings, other)).at(0, blocks.size());
                    assertThat(same.stream().map(NodeBlock::block))
                            .isEqualTo(blocks.stream().map(NodeBlock::block).toList());
                }
                try (var source = open(node.http(), null)) {
                    provesAll(source, blocks.getLast());
                }
            }
        }
    }

    @Test
    void followsReorgsByWhatTheNodeSaysNow() {
        try (var node = AnvilNode.start();
                var source = open(node.http(), null)) {
            node.mine(80);
            for (int depth : List.of(1, 10, 64)) {
                List<BlockRef> before = read(source);
                payInTheLastBlock(node);
                node.mine(depth - 1);
                List<BlockRef> grown = read(source);
                assertThat(grown).startsWith(before.toArray(BlockRef[]::new));
                node.reorg(depth);
                List<BlockRef> after = read(source);
                assertThat(after).hasSameSizeAs(grown).startsWith(before.toArray(BlockRef[]::new));
                assertThat(after.getLast()).isNotEqualTo(grown.getLast());
            }
        }
    }

    @Test
    void hearsOfBlocksOverASocketAndLooksForItselfWhenTheSocketIsLost() throws Exception {
        try (var node = AnvilNode.start();
                var line = new CutLine(node.http());
                var source = open(node.http(), line.websocket())) {
            BlockRef tip = tip(source);
            assertThat(source.awaitNewTip(tip, Duration.ofMillis(500))).isFalse();
            assertThat(OwnProcess.await(source::hearsOfHeads, SOON)).isTrue();
            assertThat(timeToHear(node, source)).isLessThan(EvmRpcBlockSource.LOOK_ANYWAY.dividedBy(2));

            line.cut();
            assertThat(OwnProcess.await(() -> !source.hearsOfHeads(), SOON)).isTrue();
            assertThat(timeToHear(node, source)).isLessThan(EvmRpcBlockSource.LOOK_ANYWAY.dividedBy(2));
            assertThat(source.hearsOfHeads()).isFalse();

            line.mend();
            assertThat(OwnProcess.await(() -> hearsAfterWaiting(source), Duration.ofSeconds(30)))
                    .isTrue();
            assertThat(timeToHear(node, source)).isLessThan(EvmRpcBlockSource.LOOK_ANYWAY.dividedBy(2));
        }
    }

    @Test
    void goesOnWhenTheNodeComesBack() {
        try (var node = AnvilNode.start();
                var source = open(node.http(), null)) {
            var town = new EvmTown(node, 2);
            town.build();
            List<BlockRef> before = read(source);
            node.restart();
            assertThat(read(source)).isEqualTo(before);
            node.mine(2);
            node.kill();
            Thread back = Thread.ofPlatform().start(node::restart);
            // Asked while the node is away: the answer comes when it is back, from the state it had last written.
            List<BlockRef> after = read(source);
            assertThat(OwnProcess.await(() -> !back.isAlive(), SOON)).isTrue();
            assertThat(after).startsWith(before.toArray(BlockRef[]::new));
        }
    }

    private static boolean hearsAfterWaiting(EvmRpcBlockSource source) {
        try {
            source.awaitNewTip(tip(source), Duration.ofMillis(100));
            return source.hearsOfHeads();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** How long a source that waits already takes to hear of a block. */
    private static Duration timeToHear(AnvilNode node, EvmRpcBlockSource source) throws InterruptedException {
        BlockRef known = tip(source);
        Thread miner = Thread.ofPlatform().start(() -> {
            OwnProcess.await(() -> false, Duration.ofMillis(300));
            node.mine(1);
        });
        long begin = System.nanoTime();
        assertThat(source.awaitNewTip(known, Duration.ofMinutes(1))).isTrue();
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        miner.join();
        return took;
    }

    private static void provesAll(EvmRpcBlockSource source, NodeBlock block) {
        assertThat(block.block().transactions()).isNotEmpty();
        for (int i = 0; i < block.block().transactions().size(); i++) {
            TxId id = block.block().transactions().get(i).id();
            var shown =
                    source.prove(id).orElseThrow().verify(block.block().header().hash());
            assertThat(shown.receipt()).isEqualTo(block.block().receipts().get(i));
        }
    }

    private static void payInTheLastBlock(AnvilNode node) {
        long height = node.height();
        String payer = node.call("eth_accounts").get(0).asString();
        node.call("eth_sendTransaction", Map.of("from", payer, "to", payer, "value", "0x5"));
        OwnProcess.await(() -> node.height() > height, SOON);
    }

    private static BlockRef tip(BlockSource source) {
        return source.segments().getLast().last();
    }

    private static List<BlockRef> read(BlockSource source) {
        var refs = new ArrayList<BlockRef>();
        for (long h = 0, last = tip(source).height(); h <= last; h++) {
            refs.add(source.blockAt(h).orElseThrow().ref());
        }
        return refs;
    }

    private static EvmRpcBlockSource open(URI http, @Nullable URI websocket) {
        return EvmRpcBlockSource.open(settings(http, websocket), EvmRpcBlockSourceTest::plain);
    }

    /** Every way but the preferred one. */
    private static List<NodeSettings.Parts> otherWays() {
        var usual = NodeSettings.Parts.USUAL;
        return List.of(
                usual.with(NodeSettings.Receipts.BLOCK_NUMBER).with(NodeSettings.Traces.DEBUG_TRANSACTION),
                usual.with(NodeSettings.Receipts.SINGLE).with(NodeSettings.Traces.PARITY));
    }

    private static NodeSettings with(NodeSettings settings, NodeSettings.Parts parts) {
        return new NodeSettings(
                settings.chain(), settings.http(), settings.websocket(), parts, settings.finality(), settings.limits());
    }

    private static NodeSettings settings(URI http, @Nullable URI websocket) {
        return new NodeSettings(
                CHAIN,
                http,
                websocket,
                NodeSettings.Parts.USUAL,
                NodeSettings.Finality.FINALIZED,
                new NodeSettings.Limits(
                        50, 4, 2, 1 << 28, Duration.ofSeconds(60), Duration.ofMillis(200), Duration.ofSeconds(20)));
    }
}

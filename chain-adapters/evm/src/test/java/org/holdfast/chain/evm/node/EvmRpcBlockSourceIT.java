package org.holdfast.chain.evm.node;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.holdfast.chain.evm.network.EvmNetwork;
import org.holdfast.chain.spi.BlockSource;
import org.holdfast.chain.spi.BlockSourceContract;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.chain.Chains;
import org.holdfast.testservers.AnvilNode;
import org.holdfast.testservers.EvmTown;
import tools.jackson.databind.JsonNode;

/** What every source of blocks keeps to, of an EVM node. */
class EvmRpcBlockSourceIT extends BlockSourceContract.Following {
    private static final ChainId CHAIN = new ChainId("eip155:" + AnvilNode.CHAIN);

    @Override
    protected RealChain chain() {
        return new AnvilChain(Shared.NODE);
    }

    @Override
    protected BlockSource open() {
        var settings = new NodeSettings(
                CHAIN,
                Shared.NODE.http(),
                null,
                NodeSettings.Parts.USUAL,
                NodeSettings.Finality.FINALIZED,
                new NodeSettings.Limits(
                        50, 4, 2, 1 << 28, Duration.ofSeconds(60), Duration.ofMillis(200), Duration.ofSeconds(20)));
        return EvmRpcBlockSource.open(settings, new EvmBlockRecords(EvmNetwork.of(Chains.named("anvil"))));
    }

    /** One node for all tests of the class; they add to it and never empty it. */
    private static final class Shared {
        private static final int HEIGHT = 310;
        private static final AnvilNode NODE = start();

        private static AnvilNode start() {
            AnvilNode node = AnvilNode.start();
            Runtime.getRuntime().addShutdownHook(new Thread(node::close));
            var town = new EvmTown(node, 4);
            town.build();
            town.live(3, 20);
            node.mine(HEIGHT - (int) node.height());
            return node;
        }
    }

    /** What the node says by single calls, read without anything of the adapter. */
    private record AnvilChain(AnvilNode node) implements RealChain {
        private static final int TOWN_BLOCKS = 40;

        @Override
        public ChainId chain() {
            return CHAIN;
        }

        @Override
        public long height() {
            return node.height();
        }

        @Override
        public String hashAt(long height) {
            return block(height).path("hash").asString().substring(2);
        }

        @Override
        public List<String> activeChain() {
            List<List<Object>> heights = LongStream.rangeClosed(0, height())
                    .mapToObj(height -> List.<Object>of("0x" + Long.toHexString(height), false))
                    .toList();
            return node.batch("eth_getBlockByNumber", heights).stream()
                    .map(block -> block.path("hash").asString().substring(2))
                    .toList();
        }

        @Override
        public List<Long> busyHeights() {
            return LongStream.range(1, TOWN_BLOCKS)
                    .boxed()
                    .filter(height -> !transactionsAt(height).isEmpty())
                    .toList();
        }

        @Override
        public List<String> transactionsAt(long height) {
            var ids = new ArrayList<String>();
            block(height)
                    .path("transactions")
                    .forEach(id -> ids.add(id.asString().substring(2)));
            return ids;
        }

        @Override
        public String mine() {
            node.mine(1);
            return hashAt(node.height());
        }

        @Override
        public List<String> fork(int depth, int length) {
            long common = node.height() - depth;
            node.reorg(depth);
            node.mine(length - depth);
            return LongStream.rangeClosed(common + 1, common + length)
                    .mapToObj(this::hashAt)
                    .toList();
        }

        /** Anvil forgets them at once; geth and others keep side blocks and answer by hash. */
        @Override
        public boolean keepsLostBranches() {
            return false;
        }

        private JsonNode block(long height) {
            return node.call("eth_getBlockByNumber", "0x" + Long.toHexString(height), false);
        }
    }
}

package org.holdfast.chain.evm.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.holdfast.chain.evm.generate.GeneratedBlock;
import org.holdfast.chain.evm.generate.GeneratedEvmChain;
import org.holdfast.chain.evm.generate.ReplayNode;
import org.holdfast.chain.evm.generate.ReplayNode.Reply;
import org.holdfast.chain.spi.Places;
import org.holdfast.chain.spi.SourceUnavailableException;
import org.holdfast.chain.spi.VerifiedBlock;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.TxId;
import org.holdfast.records.chain.v1.BlockOpened;
import org.holdfast.records.chain.v1.BlockSealed;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EvmRpcBlockSourceTest {
    static final ChainId CHAIN = new ChainId("eip155:31337");
    private static final Duration SHORT = Duration.ofMillis(500);
    static final List<GeneratedBlock> BLOCKS = blocks(100);

    @Test
    void handsOutEveryBlockOfTheChainInOrder() {
        try (var node = ReplayNode.start(BLOCKS);
                var source = open(node)) {
            assertThat(source.segments().getFirst().last())
                    .isEqualTo(BLOCKS.getLast().ref());
            assertThat(read(source))
                    .isEqualTo(BLOCKS.stream().map(GeneratedBlock::ref).toList());
            assertThat(source.blockAt(BLOCKS.size())).isEmpty();
            assertThat(source.refAt(BLOCKS.size())).isEmpty();
            // Reading ahead is given up when somebody jumps.
            assertThat(source.blockAt(3).orElseThrow().ref())
                    .isEqualTo(BLOCKS.get(3).ref());
            assertThat(source.blockAt(9).orElseThrow().ref())
                    .isEqualTo(BLOCKS.get(9).ref());
            BlockRef known = BLOCKS.get(7).ref();
            assertThat(source.block(known.hash()).orElseThrow().ref()).isEqualTo(known);
            assertThat(source.block(BlockHash.parse("11".repeat(32)))).isEmpty();
            assertThat(source.finalTip()).contains(BLOCKS.getLast().ref());
        }
    }

    @Test
    void refusesAnotherBlockThanTheOneAskedFor() {
        BlockRef asked = BLOCKS.get(5).ref();
        BiFunction<String, JsonNode, Optional<Reply>> other = (method, parameters) -> {
            boolean fifth = parameters.get(0) != null
                    && List.of("0x5", "0x" + asked.hash())
                            .contains(parameters.get(0).asString());
            return fifth && method.startsWith("eth_getBlockBy")
                    ? Optional.of(new Reply(false, BLOCKS.get(7).block()))
                    : Optional.empty();
        };
        try (var node = ReplayNode.start(BLOCKS, other);
                var source = open(node)) {
            assertThatThrownBy(() -> source.blockAt(5))
                    .hasMessageContaining("evm.node.another-block")
                    .hasMessageContaining("height 7");
            assertThatThrownBy(() -> source.refAt(5)).hasMessageContaining("evm.node.another-block");
            assertThatThrownBy(() -> source.block(asked.hash()))
                    .hasMessageContaining("evm.node.another-block")
                    .hasMessageContaining(BLOCKS.get(7).ref().hash().toString());
            assertThat(source.blockAt(6).orElseThrow().ref())
                    .isEqualTo(BLOCKS.get(6).ref());
        }
    }

    @Test
    void waitsNoLongerThanAskedForANewTip() throws Exception {
        try (var node = ReplayNode.start(BLOCKS);
                var source = open(node)) {
            assertThat(source.awaitNewTip(BLOCKS.getLast().ref(), Duration.ofMillis(50)))
                    .isFalse();
            assertThat(source.awaitNewTip(BLOCKS.getFirst().ref(), Duration.ofMinutes(1)))
                    .isTrue();
        }
    }

    /** Asks the node directly: the source reads ahead and would send further calls. */
    @Test
    void leavesANodeAloneThatAsksForPatience() {
        try (var node = ReplayNode.start(BLOCKS)) {
            NodeSettings settings = settings(CHAIN, node.http());
            try (var calls = new NodeCalls(Web3jNode.at(settings), settings.limits())) {
                node.answerNext(2, new ReplayNode.Raw(429, Map.of("Retry-After", "1"), ""));
                long begin = System.nanoTime();
                assertThat(calls.ask(NodeCalls.Call.of("eth_chainId"))).isInstanceOf(NodeCalls.Answer.Result.class);
                // Two refusals ask for a second each; without patience all attempts would be used up in between.
                assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofMillis(1_900));
                assertThat(node.requests()).isEqualTo(3);
            }
        }
    }

    @Test
    void halvesABatchThatIsTooLarge() {
        try (var node = ReplayNode.start(BLOCKS);
                var source = open(node)) {
            node.limitBatches(1);
            assertThat(read(source)).hasSameSizeAs(BLOCKS);
        }
    }

    @Test
    void asksAgainWhereTheNodeCountsCallsAndNotRequests() {
        var refused = new AtomicInteger();
        BiFunction<String, JsonNode, Optional<Reply>> limited = (method, parameters) -> {
            boolean once = method.equals("eth_getBlockReceipts") && refused.getAndIncrement() == 1;
            return once ? Optional.of(new Reply(true, "{\"code\":-32005,\"message\":\"limit\"}")) : Optional.empty();
        };
        try (var node = ReplayNode.start(BLOCKS, limited);
                var source = open(node)) {
            assertThat(source.blockAt(5).orElseThrow().ref())
                    .isEqualTo(BLOCKS.get(5).ref());
            // One of the probe, one that was refused, one more; what is read ahead may have begun.
            assertThat(refused.get()).isGreaterThanOrEqualTo(3);
        }
    }

    @Test
    void refusesABlockWhosePartsAreMissingOrFalse() {
        refuses("eth_getBlockReceipts", "null", "the node gives no");
        refuses("eth_getBlockReceipts", BLOCKS.get(5).receipts(), "keeps changing");
        refuses("eth_getBlockReceipts", BLOCKS.get(4).receipts().replaceFirst("0x1\"", "0x0\""), "evm.block.mismatch");
        refuses("eth_getBlockReceipts", "[]", "the node gives 0 receipts");
        refuses("debug_traceBlockByHash", "null", "the node gives no");
        refuses("debug_traceBlockByHash", BLOCKS.get(5).calls(), "evm.call.mismatch");
        refuses("debug_traceBlockByHash", "[]", "the node gives 0 traces");
        String block = BLOCKS.get(4).block();
        refuses(
                "eth_getBlockByNumber",
                block.replaceFirst("\"gasUsed\":\"0x", "\"gasUsed\":\"0x1"),
                "evm.header.mismatch");
        refuses("eth_getBlockByNumber", block.replaceFirst("\"type\":\"0x2\"", "\"type\":\"0x7e\""), "unknown-kind");
        refuses("eth_getBlockByNumber", block.replaceFirst("\"value\":\"0x", "\"value\":\"0x1"), "evm.rpc.malformed");
        refuses(
                "eth_getBlockByNumber",
                block.replaceFirst("\"nonce\":\"0x0000000000000000\",", ""),
                "evm.rpc.malformed");
    }

    @Test
    void refusesANodeOfAnotherChainAndAChainThatIsNone() {
        try (var node = ReplayNode.start(BLOCKS)) {
            assertThatThrownBy(() -> EvmRpcBlockSource.open(
                            settings(new ChainId("eip155:1"), node.http()), EvmRpcBlockSourceTest::plain))
                    .hasMessageContaining("evm.node.other-chain");
            assertThatThrownBy(() -> EvmRpcBlockSource.open(
                            settings(ChainId.BITCOIN_MAINNET, node.http()), EvmRpcBlockSourceTest::plain))
                    .hasMessageContaining("evm.node.not-an-evm-chain");
        }
    }

    @Test
    void aNodeThatRefusesToAnswerIsUnavailable() {
        var limits = new NodeSettings.Limits(2, 1, 1, 1_000, Duration.ofSeconds(5), Duration.ofMillis(20), SHORT);
        try (var node = ReplayNode.start(BLOCKS)) {
            var small = new NodeSettings(
                    CHAIN,
                    URI.create(node.http() + "/"),
                    null,
                    NodeSettings.Parts.USUAL,
                    NodeSettings.Finality.SAFE,
                    limits);
            try (var calls = new NodeCalls(Web3jNode.at(small), limits)) {
                assertThat(calls.ask(NodeCalls.Call.of("eth_chainId"))).isInstanceOf(NodeCalls.Answer.Result.class);
                // A block has more bytes than these limits allow.
                assertThatThrownBy(() -> new NodeBlocks(calls, small).at(5, 1))
                        .isInstanceOf(SourceUnavailableException.class);
            }
        }
    }

    @Test
    void provesATransactionAndItsReceipt() {
        try (var node = ReplayNode.start(BLOCKS, EvmRpcBlockSourceTest::transaction);
                var source = open(node)) {
            JsonNode wanted = JsonMapper.shared()
                    .readTree(BLOCKS.get(6).block())
                    .get("transactions")
                    .get(3);
            TxId id = TxId.parse(wanted.get("hash").asString().substring(2));
            var shown =
                    source.prove(id).orElseThrow().verify(BLOCKS.get(6).ref().hash());
            assertThat(shown.transaction().id()).isEqualTo(id);
            assertThat(shown.receipt().succeeded()).isTrue();
            assertThat(source.prove(TxId.parse("22".repeat(32)))).isEmpty();
        }
    }

    private static void refuses(String instead, String json, String why) {
        BiFunction<String, JsonNode, Optional<Reply>> forged = (method, parameters) ->
                method.equals(instead) && !parameters.path(0).asString("").equals("latest") && isFor(4, parameters)
                        ? Optional.of(new Reply(false, json))
                        : Optional.empty();
        var byHash =
                NodeSettings.Parts.USUAL.with(NodeSettings.Receipts.BLOCK_HASH).with(NodeSettings.Traces.DEBUG_HASH);
        try (var node = ReplayNode.start(BLOCKS, forged);
                var source =
                        EvmRpcBlockSource.open(settings(CHAIN, node.http(), byHash), EvmRpcBlockSourceTest::plain)) {
            assertThatThrownBy(() -> source.blockAt(4)).hasMessageContaining(why);
        }
    }

    private static boolean isFor(int height, JsonNode parameters) {
        String asked = parameters.path(0).asString("");
        return asked.equals("0x" + height)
                || asked.equals("0x" + BLOCKS.get(height).ref().hash());
    }

    private static Optional<Reply> transaction(String method, JsonNode parameters) {
        if (!method.equals("eth_getTransactionByHash")) {
            return Optional.empty();
        }
        for (GeneratedBlock block : BLOCKS) {
            for (JsonNode one : JsonMapper.shared().readTree(block.block()).get("transactions")) {
                if (one.get("hash").equals(parameters.get(0))) {
                    return Optional.of(new Reply(false, one.toString()));
                }
            }
        }
        return Optional.of(new Reply(false, "null"));
    }

    private static List<BlockRef> read(EvmRpcBlockSource source) {
        var refs = new ArrayList<BlockRef>();
        for (int height = 0; height < BLOCKS.size(); height++) {
            refs.add(source.blockAt(height).orElseThrow().ref());
        }
        return refs;
    }

    private static EvmRpcBlockSource open(ReplayNode node) {
        return EvmRpcBlockSource.open(settings(CHAIN, node.http()), EvmRpcBlockSourceTest::plain);
    }

    static NodeSettings settings(ChainId chain, URI http) {
        return settings(chain, http, NodeSettings.Parts.USUAL);
    }

    static NodeSettings settings(ChainId chain, URI http, NodeSettings.Parts parts) {
        return new NodeSettings(
                chain,
                http,
                null,
                parts,
                NodeSettings.Finality.FINALIZED,
                new NodeSettings.Limits(
                        5, 3, 2, 1 << 24, Duration.ofSeconds(20), Duration.ofMillis(20), Duration.ofSeconds(3)));
    }

    /** The block's borders alone: what stands between them is another class's to make. */
    static VerifiedBlock plain(NodeBlock block) {
        var header = block.block().header();
        var place = Places.place(new BlockRef(header.number(), header.hash()));
        return new VerifiedBlock(
                BlockOpened.newBuilder()
                        .setBlock(place)
                        .setParentHash(com.google.protobuf.ByteString.copyFrom(
                                header.parent().displayBytes()))
                        .build(),
                List.of(),
                BlockSealed.newBuilder().setBlock(place).build());
    }

    private static List<GeneratedBlock> blocks(int count) {
        var chain = new GeneratedEvmChain(1);
        var blocks = new ArrayList<GeneratedBlock>();
        for (int i = 0; i < count; i++) {
            blocks.add(chain.next(i == 0 ? 0 : 8));
        }
        return blocks;
    }
}

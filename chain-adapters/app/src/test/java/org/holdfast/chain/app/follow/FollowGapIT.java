package org.holdfast.chain.app.follow;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.assertj.core.api.Assumptions;
import org.holdfast.api.health.FollowHealthResponse;
import org.holdfast.chain.app.BlockImport;
import org.holdfast.chain.app.kafka.KafkaBlockPublisher;
import org.holdfast.chain.app.kafka.TopicReader;
import org.holdfast.chain.bitcoin.BitcoinNetwork;
import org.holdfast.chain.bitcoin.file.BlockFileImport;
import org.holdfast.chain.bitcoin.node.NodeBlockSource;
import org.holdfast.chain.bitcoin.node.http.JsonRpcNode;
import org.holdfast.chain.bitcoin.node.http.NodeCredentials;
import org.holdfast.chain.spi.BlockPublisher;
import org.holdfast.chain.spi.BlockSource;
import org.holdfast.chain.spi.FencedException;
import org.holdfast.chain.spi.TopicFold;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;
import org.holdfast.servers.KafkaBroker;
import org.holdfast.servers.LoopbackPort;
import org.holdfast.servers.ServerBinaries;
import org.holdfast.testkit.MovableClock;
import org.holdfast.testservers.BitcoinRegtestNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that is pruned and was away for too long: nothing is published above the blocks that cannot be had. */
class FollowGapIT {
    private static final BitcoinNetwork REGTEST = BitcoinNetwork.REGTEST;
    private static final int FINAL_DEPTH = 100;
    private static final HexFormat HEX = HexFormat.of();

    private final Clock clock = new MovableClock(Instant.parse("2026-01-01T00:00:00Z"));

    @TempDir
    Path folder;

    @Test
    void missingBlocksAreWaitedForAndAnImportBringsThem() throws Exception {
        Assumptions.assumeThat(BitcoinRegtestNode.canRun()).as("Node.js").isTrue();
        try (var broker = broker();
                var node = BitcoinRegtestNode.start(folder.resolve("node"));
                var proxy = new FaultyProxy(node.rpc())) {
            node.mine(30);
            try (var publisher = publisher(broker);
                    var run = start(source(node, proxy), publisher)) {
                run.awaitTip(tip(node));
            }
            node.mine(40);
            proxy.prune(node.activeChain().subList(31, 60), 60);
            try (var publisher = publisher(broker);
                    var run = start(source(node, proxy), publisher)) {
                run.awaitState(FollowHealthResponse.BLOCKS_MISSING);
                assertThat(run.status.health()).isEqualTo(FollowStatus.Health.DEGRADED);
                assertThat(run.status.trouble()).contains("blocks 31 to 59", FaultyProxy.PRUNED);
                assertThat(run.status.height()).isEqualTo(30);
                importFile(broker, file(node, 31, 60));
                assertThat(run.failure()).isInstanceOf(FencedException.class);
            }
            try (var publisher = publisher(broker);
                    var run = start(source(node, proxy), publisher)) {
                run.awaitTip(tip(node));
                node.fork(3, 4);
                run.awaitTip(tip(node));
                assertThat(run.status.retractions()).isEqualTo(3);
                assertThat(run.status.health()).isEqualTo(FollowStatus.Health.UP);
            }
            var fold = TopicFold.of(TopicReader.all(broker.bootstrap(), REGTEST.chain()));
            assertThat(fold.chain()).extracting(ref -> ref.hash().toString()).isEqualTo(node.activeChain());
        }
    }

    private static void importFile(KafkaBroker broker, Path file) throws InterruptedException {
        try (var publisher = publisher(broker)) {
            var blocks = BlockFileImport.plan(REGTEST, List.of(file), publisher.published());
            new BlockImport(blocks, REGTEST.finality()).run(publisher, block -> {});
            assertThat(publisher.published().segments()).hasSize(1);
        }
    }

    /** Blocks as Bitcoin Core writes them. */
    private Path file(BitcoinRegtestNode node, long from, long to) throws IOException {
        var out = new ByteArrayOutputStream();
        for (long height = from; height < to; height++) {
            byte[] raw = HEX.parseHex(node.rawBlock(node.hashAt(height)));
            out.writeBytes(HEX.parseHex("fabfb5da"));
            out.writeBytes(ByteBuffer.allocate(Integer.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(raw.length)
                    .array());
            out.writeBytes(raw);
        }
        return Files.write(folder.resolve("blk00000.dat"), out.toByteArray());
    }

    private KafkaBroker broker() {
        Path home = Path.of(System.getProperty("holdfast.home")).toAbsolutePath();
        String cluster = Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[16]);
        return KafkaBroker.start(
                ServerBinaries.below(home), folder.resolve("kafka"), LoopbackPort.free(), () -> cluster);
    }

    private static BlockPublisher publisher(KafkaBroker broker) {
        return KafkaBlockPublisher.open(broker.bootstrap(), REGTEST.chain(), (short) 1);
    }

    private FollowRun start(BlockSource source, BlockPublisher publisher) {
        return FollowRun.start(source, publisher, FINAL_DEPTH, clock);
    }

    private static BlockSource source(BitcoinRegtestNode node, FaultyProxy proxy) {
        var credentials = new NodeCredentials.UserPassword(BitcoinRegtestNode.USER, node.password());
        return new NodeBlockSource(REGTEST, new JsonRpcNode(REGTEST, proxy.uri(), credentials));
    }

    private static BlockRef tip(BitcoinRegtestNode node) {
        return new BlockRef(node.height(), BlockHash.parse(node.tip()));
    }
}

package org.holdfast.bench;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.holdfast.bench.peer.PlainNode;
import org.holdfast.bench.sample.Measurements;
import org.holdfast.bench.sample.Row;
import org.holdfast.chain.app.follow.ChainFollowing;
import org.holdfast.chain.app.follow.FollowBounds;
import org.holdfast.chain.app.follow.FollowStatus;
import org.holdfast.chain.app.kafka.KafkaBlockPublisher;
import org.holdfast.chain.evm.generate.GeneratedBlock;
import org.holdfast.chain.evm.generate.GeneratedEvmChain;
import org.holdfast.chain.evm.generate.ReplayNode;
import org.holdfast.chain.evm.network.EvmNetwork;
import org.holdfast.chain.evm.node.EvmBlockRecords;
import org.holdfast.chain.evm.node.EvmRpcBlockSource;
import org.holdfast.chain.evm.node.NodeSettings;
import org.holdfast.chain.spi.BlockSource;
import org.holdfast.chain.spi.follow.Finality;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.chain.ChainProfile;
import org.holdfast.primitives.chain.Chains;
import org.holdfast.servers.OwnProcess;

/** From a node that replays generated EVM blocks, with receipts and calls, over JSON-RPC to Kafka. */
final class EvmBench {
    static final String CHAIN = "evm";

    private static final String TRANSACTIONS = "transactions";
    private static final int TRANSACTIONS_PER_BLOCK = 200;
    private static final int DEPTH = 100;
    private static final long SEED = 1;
    private static final short ONE_COPY = 1;
    private static final Duration FOLLOWED_MAX = Duration.ofMinutes(10);

    private final List<GeneratedBlock> blocks;
    private final int transactions;
    private final String bootstrap;

    EvmBench(int transactions, String bootstrap) {
        var chain = new GeneratedEvmChain(SEED);
        var made = new ArrayList<GeneratedBlock>();
        made.add(chain.next(0));
        for (int left = transactions; left > 0; left -= TRANSACTIONS_PER_BLOCK) {
            made.add(chain.next(Math.min(left, TRANSACTIONS_PER_BLOCK)));
        }
        this.blocks = List.copyOf(made);
        this.transactions = transactions;
        this.bootstrap = bootstrap;
    }

    /** What chain it is. */
    String text() {
        return "%d blocks, %d transactions; seed %d".formatted(blocks.size(), transactions, SEED);
    }

    /** Measures one whole way; the topic is named by the given chain id. */
    void run(ChainId topicChain, Measurements found) throws InterruptedException {
        try (var node = ReplayNode.start(blocks)) {
            long checking = check(node);
            found.rate(Row.EVM_CHECK, CHAIN, TRANSACTIONS, transactions, checking);
            long parsing = parse(node);
            found.rate(Row.EVM_PARSE_PEER, CHAIN, TRANSACTIONS, transactions, parsing);
            found.ratio(Row.EVM_CHECK_RATIO, CHAIN, "x", checking, parsing);
            long following = follow(node, topicChain);
            found.rate(Row.EVM_FOLLOW, CHAIN, TRANSACTIONS, transactions, following);
        }
    }

    private long check(ReplayNode node) {
        try (var source = open(node)) {
            long begin = System.nanoTime();
            int counted = 0;
            for (GeneratedBlock block : blocks) {
                var read = source.blockAt(block.ref().height()).orElseThrow();
                counted += read.opened().getTransactionCount();
            }
            require(counted);
            return System.nanoTime() - begin;
        }
    }

    private long parse(ReplayNode node) {
        long begin = System.nanoTime();
        require(PlainNode.read(node.http(), blocks.size()).transactions());
        return System.nanoTime() - begin;
    }

    private long follow(ReplayNode node, ChainId topicChain) throws InterruptedException {
        try (var source = open(node);
                var publisher = KafkaBlockPublisher.open(bootstrap, topicChain, ONE_COPY)) {
            var status = new FollowStatus(
                    topicChain, List.of(), Clock.systemUTC(), FollowBounds.DEFAULT.patience(), line -> {});
            var following = new ChainFollowing(
                    source,
                    publisher,
                    new Finality.ByDepth(DEPTH),
                    OptionalLong.empty(),
                    Optional.empty(),
                    FollowBounds.DEFAULT,
                    status);
            Optional<BlockRef> tip = Optional.of(blocks.getLast().ref());
            long begin = System.nanoTime();
            Thread ending = Thread.ofPlatform().start(() -> {
                OwnProcess.await(() -> status.tip().equals(tip), FOLLOWED_MAX);
                following.stop();
            });
            following.run();
            long nanos = System.nanoTime() - begin;
            ending.join();
            if (!publisher.published().tip().equals(tip)) {
                throw new IllegalStateException(
                        "published up to " + publisher.published().tip() + ", not " + tip);
            }
            return nanos;
        }
    }

    private static BlockSource open(ReplayNode node) {
        ChainProfile profile = Chains.profile(Chains.evm(GeneratedEvmChain.CHAIN));
        var settings = new NodeSettings(
                profile.chain(),
                node.http(),
                null,
                NodeSettings.Parts.USUAL,
                NodeSettings.Finality.FINALIZED,
                NodeSettings.Limits.USUAL);
        return EvmRpcBlockSource.open(settings, new EvmBlockRecords(EvmNetwork.of(profile)));
    }

    private void require(int counted) {
        if (counted != transactions) {
            throw new IllegalStateException("read " + counted + " transactions of " + transactions);
        }
    }
}

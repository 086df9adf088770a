package org.holdfast.chain.app.follow;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.assertj.core.api.Assumptions;
import org.holdfast.api.health.FollowHealthResponse;
import org.holdfast.chain.app.kafka.KafkaBlockPublisher;
import org.holdfast.chain.app.kafka.KafkaStoredBlocks;
import org.holdfast.chain.app.kafka.TopicReader;
import org.holdfast.chain.bitcoin.BitcoinNetwork;
import org.holdfast.chain.bitcoin.node.NodeBlockSource;
import org.holdfast.chain.bitcoin.node.http.JsonRpcNode;
import org.holdfast.chain.bitcoin.node.http.NodeCredentials;
import org.holdfast.chain.spi.BlockPublisher;
import org.holdfast.chain.spi.BlockSource;
import org.holdfast.chain.spi.FencedException;
import org.holdfast.chain.spi.InMemoryBlockSource;
import org.holdfast.chain.spi.TopicFold;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.ChainId;
import org.holdfast.records.BrokerAccess;
import org.holdfast.records.chain.v1.ChainRecord;
import org.holdfast.records.chain.v1.ScriptType;
import org.holdfast.servers.OwnProcess;
import org.holdfast.testkit.MovableClock;
import org.holdfast.testservers.BitcoinRegtestNode;
import org.holdfast.testservers.TestServers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real node, a real broker: after everything that happens to the node, the topic holds its active chain. */
class FollowRegtestIT {
    /** As the profile of every Bitcoin network has it. */
    private static final int FINAL_DEPTH = 100;

    private static final ChainId REGTEST = BitcoinNetwork.REGTEST.chain();
    private static final BrokerAccess BROKER = BrokerAccess.open(TestServers.kafka());
    private static final int BLOCKS = 500;
    private static final Duration SEEN_MAX = Duration.ofMinutes(1);

    private final Clock clock = new MovableClock(Instant.parse("2026-01-01T00:00:00Z"));

    @TempDir
    Path folder;

    @Test
    void theTopicHoldsTheActiveChainWhateverHappensToTheNode() throws Exception {
        Assumptions.assumeThat(BitcoinRegtestNode.canRun()).as("Node.js").isTrue();
        try (var node = BitcoinRegtestNode.start(folder.resolve("node"));
                var proxy = new FaultyProxy(node.rpc())) {
            node.mineVaried(BLOCKS);
            try (var publisher = publisher(REGTEST);
                    var run = start(source(proxy.uri(), node.password()), publisher)) {
                equal(run, node);
                everyScriptTypeIsThere();
                for (int depth : new int[] {1, 6, FINAL_DEPTH}) {
                    long before = run.status.retractions();
                    node.fork(depth, depth + 1);
                    equal(run, node);
                    assertThat(run.status.retractions() - before).isEqualTo(depth);
                }
                spoiltAnswersAreNeverPublished(node, proxy, run);
                killed(node, run);
            }
            syncing(node);
            tooDeep(node);
            wrong(node);
        }
    }

    private static void everyScriptTypeIsThere() {
        var types = TopicReader.all(TestServers.kafka(), REGTEST).stream()
                .filter(ChainRecord::hasUtxoTransactions)
                .flatMap(r -> r.getUtxoTransactions().getTransactionsList().stream())
                .flatMap(t -> t.getOutputsList().stream())
                .map(output -> output.getScriptType())
                .collect(Collectors.toSet());
        var named = new ArrayList<>(List.of(ScriptType.values()));
        named.removeAll(List.of(ScriptType.UNRECOGNIZED, ScriptType.SCRIPT_TYPE_UNKNOWN));
        assertThat(types).containsAll(named);
    }

    private static void spoiltAnswersAreNeverPublished(BitcoinRegtestNode node, FaultyProxy proxy, FollowRun run) {
        for (FaultyProxy.Fault fault : FaultyProxy.Fault.values()) {
            proxy.spoil(fault, 1);
            node.variety();
            node.mine(3);
            equal(run, node);
            assertThat(proxy.left()).isZero();
        }
        assertThat(run.status.refusals() + run.status.sourceErrors()).isPositive();
    }

    private static void killed(BitcoinRegtestNode node, FollowRun run) {
        long errors = run.status.sourceErrors();
        node.kill();
        assertThat(OwnProcess.await(() -> run.status.sourceErrors() > errors, SEEN_MAX))
                .isTrue();
        node.restart();
        node.fork(2, 3);
        node.mine(2);
        equal(run, node);
    }

    /** Another node, from nothing: a prefix of what is published is waited for, and nothing is retracted. */
    private void syncing(BitcoinRegtestNode whole) {
        try (var young = BitcoinRegtestNode.start(folder.resolve("young"));
                var publisher = publisher(REGTEST)) {
            give(whole, young, 0, 50);
            try (var run = start(source(young.rpc(), young.password()), publisher)) {
                assertThat(OwnProcess.await(() -> run.status.state().contains("behind"), SEEN_MAX))
                        .isTrue();
                assertThat(chain()).isEqualTo(active(whole));
                give(whole, young, 50, whole.height());
                young.fork(3, 4);
                run.awaitTip(tip(young));
                assertThat(run.status.retractions()).isEqualTo(3);
                assertThat(chain()).isEqualTo(active(young));
            }
            // Back to the first node, which has one block less than the branch of the young one.
            whole.mine(2);
            try (var run = start(source(whole.rpc(), whole.password()), publisher)) {
                equal(run, whole);
            }
        }
    }

    private static void give(BitcoinRegtestNode from, BitcoinRegtestNode to, long after, long until) {
        for (long height = after + 1; height <= until; height++) {
            to.call("submitblock", from.rawBlock(from.hashAt(height)));
        }
    }

    private void tooDeep(BitcoinRegtestNode node) {
        List<BlockRef> before = chain();
        try (var publisher = publisher(REGTEST)) {
            node.fork(FINAL_DEPTH + 1, FINAL_DEPTH + 2);
            try (var run = start(source(node.rpc(), node.password()), publisher)) {
                run.awaitState(FollowHealthResponse.OTHER_BRANCH);
                assertThat(run.status.trouble()).contains("chain.follow.reorg-too-deep");
                assertThat(run.status.health()).isEqualTo(FollowStatus.Health.DEGRADED);
            }
            assertThat(chain()).isEqualTo(before);
            var branch = AcceptedBranch.of(tip(node).toString(), "a test", "a tester");
            PublishedHashes hashes = (published, height) -> KafkaStoredBlocks.hashesFrom(BROKER, published, height);
            var acceptance = new BranchAcceptance(branch, hashes, clock);
            try (var run = FollowRun.accepting(
                    source(node.rpc(), node.password()), publisher, FINAL_DEPTH, acceptance, clock)) {
                equal(run, node);
                assertThat(run.status.retractions()).isEqualTo(FINAL_DEPTH + 1);
            }
        }
        theBranchThatWasGivenUpIsNotFoundAnyMore(node);
    }

    private static void theBranchThatWasGivenUpIsNotFoundAnyMore(BitcoinRegtestNode node) {
        for (long height : List.of(node.height() - FINAL_DEPTH - 1, node.height() - FINAL_DEPTH, node.height() - 1)) {
            assertThat(KafkaStoredBlocks.at(BROKER, REGTEST, height)
                            .map(block -> block.ref().hash().toString()))
                    .contains(node.hashAt(height));
        }
    }

    private void wrong(BitcoinRegtestNode node) throws Exception {
        List<BlockRef> before = chain();
        try (var publisher = publisher(REGTEST);
                var run = start(source(node.rpc(), "wrong"), publisher)) {
            assertThat(OwnProcess.await(
                            () -> run.status.trouble().contains("bitcoin.node.wrong-credentials"), SEEN_MAX))
                    .isTrue();
        }
        try (var other = BitcoinRegtestNode.start(folder.resolve("other"), "testnet");
                var publisher = publisher(REGTEST);
                var run = start(source(other.rpc(), other.password()), publisher)) {
            run.awaitState(FollowHealthResponse.OTHER_NETWORK);
            assertThat(run.status.trouble()).contains("bitcoin.node.wrong-network");
        }
        assertThat(chain()).isEqualTo(before);
    }

    @Test
    void ofTwoFollowersTheOlderStops() throws Exception {
        var chain = new ChainId("test:two");
        var source = new InMemoryBlockSource(chain, 0);
        source.grow(5);
        try (var older = publisher(chain);
                var first = start(source, older)) {
            first.awaitTip(source.tip());
            try (var newer = publisher(chain);
                    var second = start(source, newer)) {
                source.reorganise(2, 3);
                second.awaitTip(source.tip());
                assertThat(first.failure()).isInstanceOf(FencedException.class);
            }
        }
        assertThat(TopicFold.of(TopicReader.all(TestServers.kafka(), chain)).chain())
                .isEqualTo(source.refs());
    }

    private static BlockPublisher publisher(ChainId chain) {
        return KafkaBlockPublisher.open(TestServers.kafka(), chain, (short) 1);
    }

    private FollowRun start(BlockSource source, BlockPublisher publisher) {
        return FollowRun.start(source, publisher, FINAL_DEPTH, clock);
    }

    private static BlockSource source(URI uri, String password) {
        var credentials = new NodeCredentials.UserPassword(BitcoinRegtestNode.USER, password);
        return new NodeBlockSource(BitcoinNetwork.REGTEST, new JsonRpcNode(BitcoinNetwork.REGTEST, uri, credentials));
    }

    private static void equal(FollowRun run, BitcoinRegtestNode node) {
        run.awaitTip(tip(node));
        assertThat(chain()).isEqualTo(active(node));
    }

    private static BlockRef tip(BitcoinRegtestNode node) {
        return new BlockRef(node.height(), BlockHash.parse(node.tip()));
    }

    private static List<BlockRef> active(BitcoinRegtestNode node) {
        List<String> hashes = node.activeChain();
        var refs = new ArrayList<BlockRef>(hashes.size());
        for (int height = 0; height < hashes.size(); height++) {
            refs.add(new BlockRef(height, BlockHash.parse(hashes.get(height))));
        }
        return refs;
    }

    private static List<BlockRef> chain() {
        var fold = TopicFold.of(TopicReader.all(TestServers.kafka(), REGTEST));
        assertThat(fold.finalBlock()).isNotEqualTo(Optional.empty());
        return fold.chain();
    }
}

package org.holdfast.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.api.Assumptions;
import org.holdfast.chain.app.kafka.KafkaBlockPublisher;
import org.holdfast.chain.bitcoin.BitcoinNetwork;
import org.holdfast.chain.spi.PublishedSegments;
import org.holdfast.chain.spi.TopicFold;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.ChainId;
import org.holdfast.servers.OwnProcess;
import org.holdfast.testkit.Campaign;
import org.holdfast.testservers.BitcoinRegtestNode;
import org.holdfast.testservers.TestServers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * The adapter is killed again and again while it catches up and while it takes back a reorg; in the end no block is
 * lost, repeated or half published. A kill comes some moves after the start, counted by a reader of the topic; the
 * adapter works until the signal arrives, so the kill hits any line.
 */
class KillDuringFollowScenario {
    private static final int KILLS = Campaign.size(8, 50);
    private static final int FIRST_BLOCKS = 250;
    private static final int DEPTH_MAX = 12;
    private static final int GROWTH_MAX = 12;
    private static final int FINAL_DEPTH = 100;
    private static final int DEEP_EVERY = 20;
    private static final int FENCED = 4;
    private static final int TERMINATED = 128 + 15;
    private static final Duration MOVES_MAX = Duration.ofMinutes(1);
    private static final ChainId CHAIN = BitcoinNetwork.REGTEST.chain();

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    private final Random random = new Random(17);
    private final List<String> phases = new ArrayList<>();

    @Test
    void noBlockIsLostRepeatedOrHalfPublished() throws Exception {
        Assumptions.assumeThat(BitcoinRegtestNode.canRun()).as("Node.js").isTrue();
        String bootstrap = TestServers.kafka();
        try (var node = BitcoinRegtestNode.start(folder.resolve("node"))) {
            node.mine(FIRST_BLOCKS);
            // The first run makes the topics, and ends as an adapter should.
            AdapterProcess first = start(node, bootstrap);
            try (var tail = new TopicTail(bootstrap, CHAIN)) {
                awaitMoves(first, tail, node, 3);
                assertThat(first.stop()).as(first.log()).isEqualTo(TERMINATED);
                for (int kill = 0; kill < KILLS; kill++) {
                    round(node, bootstrap, tail, kill);
                }
                AdapterProcess last = start(node, bootstrap);
                awaitMoves(last, tail, node, Integer.MAX_VALUE);
                AdapterProcess newer = start(node, bootstrap);
                awaitLog(newer, "following");
                node.mine(1);
                awaitMoves(newer, tail, node, Integer.MAX_VALUE);
                // The older one tries to publish the same block, is fenced, and says so.
                assertThat(last.await()).as(last.log()).isEqualTo(FENCED);
                assertThat(last.log()).contains("chain.publisher.fenced");
                assertThat(newer.stop()).as(newer.log()).isEqualTo(TERMINATED);
                check(tail.toEnd(), node, bootstrap);
            }
        }
        assertThat(phases).hasSize(KILLS);
        if (KILLS >= 50) {
            assertThat(phases).as("kills by what the adapter was at").contains("catching up", "retracting");
        }
    }

    /** A reorg before the start or while it runs, some growth, and a kill after some moves. */
    private void round(BitcoinRegtestNode node, String bootstrap, TopicTail tail, int kill) throws Exception {
        int depth = kill % DEEP_EVERY == DEEP_EVERY - 1 ? FINAL_DEPTH : 1 + random.nextInt(DEPTH_MAX);
        int growth = 1 + random.nextInt(GROWTH_MAX);
        boolean live = random.nextInt(4) == 0;
        if (!live) {
            node.fork(depth, depth + growth);
        }
        AdapterProcess adapter = start(node, bootstrap);
        if (live) {
            awaitMoves(adapter, tail, node, 1);
            node.fork(depth, depth + growth);
        }
        awaitMoves(adapter, tail, node, 1 + random.nextInt(2 * depth + growth));
        adapter.kill();
        TopicFold seen = tail.poll();
        phases.add(phase(seen, node));
    }

    /** Waits for so many moves more, or until there are none. */
    private static void awaitMoves(AdapterProcess adapter, TopicTail tail, BitcoinRegtestNode node, int moves)
            throws Exception {
        long wanted = (long) tail.fold().moves() + moves;
        BlockRef tip = tip(node);
        long end = System.nanoTime() + MOVES_MAX.toNanos();
        while (tail.poll().moves() < wanted && !tail.fold().tip().equals(Optional.of(tip))) {
            assertThat(adapter.isAlive()).as(adapter.log()).isTrue();
            assertThat(System.nanoTime() - end)
                    .as("no move in time: %s", adapter.log())
                    .isNegative();
        }
    }

    private static void awaitLog(AdapterProcess adapter, String text) {
        boolean said = OwnProcess.await(
                () -> {
                    try {
                        return adapter.log().contains(text);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                MOVES_MAX);
        assertThat(said).isTrue();
    }

    private static String phase(TopicFold seen, BitcoinRegtestNode node) {
        BlockRef tip = seen.tip().orElseThrow();
        if (tip.equals(tip(node))) {
            return "at the tip";
        }
        boolean active = tip.height() <= node.height()
                && node.hashAt(tip.height()).equals(tip.hash().toString());
        return active ? "catching up" : "retracting";
    }

    private static void check(TopicFold fold, BitcoinRegtestNode node, String bootstrap) {
        var active = new ArrayList<BlockRef>();
        node.activeChain().forEach(hash -> active.add(new BlockRef(active.size(), BlockHash.parse(hash))));
        assertThat(fold.chain()).isEqualTo(active);
        try (var publisher = KafkaBlockPublisher.open(bootstrap, CHAIN, (short) 1)) {
            PublishedSegments cursor = publisher.published();
            assertThat(cursor.tip()).contains(active.getLast());
            assertThat(cursor.finalBlock()).isEqualTo(fold.finalBlock());
            assertThat(cursor.segments()).hasSize(1);
            assertThat(cursor.segments().getFirst().first()).isEqualTo(active.getFirst());
        }
    }

    private static BlockRef tip(BitcoinRegtestNode node) {
        return new BlockRef(node.height(), BlockHash.parse(node.tip()));
    }

    private AdapterProcess start(BitcoinRegtestNode node, String bootstrap) throws Exception {
        Path password = Files.writeString(folder.resolve("password"), node.password());
        return AdapterProcess.start(
                folder,
                "follow",
                "--chain",
                "regtest",
                "--node",
                node.rpc().toString(),
                "--user",
                node.user(),
                "--password-file",
                password.toString(),
                "--kafka",
                bootstrap,
                "--final-depth",
                Integer.toString(FINAL_DEPTH));
    }
}

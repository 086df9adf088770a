package org.holdfast.chain.app.follow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Semaphore;
import org.holdfast.chain.app.ChainAdapter;
import org.holdfast.chain.app.kafka.TopicReader;
import org.holdfast.chain.spi.BlockSource;
import org.holdfast.chain.spi.Places;
import org.holdfast.primitives.BlockRef;
import org.holdfast.records.chain.v1.ChainRecord;
import org.holdfast.servers.OwnProcess;
import org.holdfast.testkit.Campaign;
import org.holdfast.testservers.AnvilNode;
import org.holdfast.testservers.EvmTown;
import org.holdfast.testservers.TestServers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The adapter's process is killed again and again while the chain grows and reorganises. */
class KillFollowEvmIT {
    private static final int KILLS = Campaign.size(6, 50);
    private static final Duration BEGUN_MAX = Duration.ofSeconds(90);
    private static final Duration DONE_MAX = Duration.ofMinutes(5);
    private static final int KILL_MILLIS_MAX = 900;
    private static final int REORG_MAX = 12;
    private static final int STEPS_PER_KILL = 2;

    @TempDir
    Path folder;

    @Test
    void theTopicIsTheChainHoweverOftenTheAdapterIsKilled() throws Exception {
        String bootstrap = TestServers.kafka();
        try (var node = AnvilNode.startChain(31_402)) {
            var town = new EvmTown(node, 12);
            town.build();
            // A way to go, so that the first kills hit the catching up.
            town.live(100, 15);
            Path contracts = EvmAdapter.contracts(town, folder);
            var random = new Random(50);
            var steps = new Semaphore(0);
            Thread life = Thread.ofPlatform().daemon().start(() -> live(node, town, new Random(51), steps));
            int killed = 0;
            for (int i = 0; i < KILLS; i++) {
                OwnProcess adapter = start(node, bootstrap, contracts, i);
                try {
                    if (i == KILLS / 3) {
                        // Until here kills hit the catching up; from here on they hit a tip that reorganises.
                        catchUp(bootstrap, node, contracts);
                    }
                    steps.release(STEPS_PER_KILL);
                    OwnProcess.await(() -> false, Duration.ofMillis(random.nextInt(KILL_MILLIS_MAX)));
                    assertThat(adapter.isAlive()).as(adapter.logText()).isTrue();
                } finally {
                    adapter.stop("KILL", BEGUN_MAX);
                }
                killed++;
            }
            life.join();
            try (var fresh = EvmAdapter.source(node.chain(), node.http(), null, contracts)) {
                BlockRef tip = fresh.segments().getLast().last();
                OwnProcess last = start(node, bootstrap, contracts, KILLS);
                try {
                    boolean done = OwnProcess.await(() -> publishedTip(bootstrap, fresh, tip), DONE_MAX);
                    assertThat(done).as(last.logText()).isTrue();
                } finally {
                    last.stop("KILL", BEGUN_MAX);
                }
                EvmTopic topic = EvmAdapter.requireEqual(bootstrap, node, fresh);
                EvmAdapter.requireBalances(topic, node, town, tip.height());
                assertThat(killed).isEqualTo(KILLS);
                assertThat(topic.retractions()).isPositive();
            }
        }
    }

    private static void catchUp(String bootstrap, AnvilNode node, Path contracts) {
        try (var fresh = EvmAdapter.source(node.chain(), node.http(), null, contracts)) {
            assertThat(OwnProcess.await(
                            () -> publishedTip(
                                    bootstrap, fresh, fresh.segments().getLast().last()),
                            DONE_MAX))
                    .isTrue();
        }
    }

    /** With each kill the chain grows by blocks with acts in them, and now and then its last blocks are replaced. */
    private static void live(AnvilNode node, EvmTown town, Random random, Semaphore steps) {
        for (int step = 0; step < KILLS * STEPS_PER_KILL; step++) {
            steps.acquireUninterruptibly();
            town.live(1 + random.nextInt(3), 8);
            if (random.nextInt(3) == 0) {
                node.reorg(1 + random.nextInt(REORG_MAX));
            }
        }
        town.live(1, 8);
    }

    private OwnProcess start(AnvilNode node, String bootstrap, Path contracts, int number) {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                ChainAdapter.class.getName(),
                "follow",
                "--chain",
                EvmAdapter.chain(node).text(),
                "--node",
                node.http().toString(),
                "--kafka",
                bootstrap,
                "--contracts",
                contracts.toString(),
                "--final-depth",
                "100");
        OwnProcess process = OwnProcess.start("adapter-" + number, command, folder, 0);
        process.awaitLog("following", BEGUN_MAX);
        return process;
    }

    /** Read while the adapter works, so that the read may end in the middle of a block. */
    private static boolean publishedTip(String bootstrap, BlockSource fresh, BlockRef tip) {
        return TopicReader.all(bootstrap, fresh.chain()).stream()
                .filter(ChainRecord::hasSealed)
                .map(record -> Places.ref(record.getSealed().getBlock()))
                .reduce((first, last) -> last)
                .equals(Optional.of(tip));
    }
}

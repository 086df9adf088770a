package org.holdfast.chain.app.follow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.holdfast.chain.app.config.SystemClock;
import org.holdfast.chain.app.kafka.KafkaBlockPublisher;
import org.holdfast.chain.spi.BlockSource;
import org.holdfast.testservers.AnvilNode;
import org.holdfast.testservers.CutLine;
import org.holdfast.testservers.EvmTown;
import org.holdfast.testservers.TestServers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real node followed into a real broker. */
class FollowEvmIT {
    private static final int FINAL_DEPTH = 100;

    @TempDir
    Path folder;

    @Test
    void topicAndBalancesAreTheNodesThroughReorgsAndARestart() {
        String bootstrap = TestServers.kafka();
        try (var node = AnvilNode.startChain(31_401);
                var line = new CutLine(node.http())) {
            var town = new EvmTown(node, 11);
            town.build();
            Path contracts = EvmAdapter.contracts(town, folder);
            try (var source = EvmAdapter.source(node.chain(), node.http(), line.websocket(), contracts);
                    var fresh = EvmAdapter.source(node.chain(), node.http(), null, contracts);
                    var publisher = KafkaBlockPublisher.open(bootstrap, source.chain(), (short) 1);
                    var run = FollowRun.start(source, publisher, FINAL_DEPTH, SystemClock.utc())) {
                town.freezeAndDestroy();
                town.live(10, 25);
                awaitTip(run, fresh);
                EvmAdapter.requireBalances(EvmAdapter.requireEqual(bootstrap, node, fresh), node, town, 0);
                // The line on which the node tells of blocks is lost and comes back; the node is asked meanwhile.
                line.cut();
                town.live(2, 5);
                awaitTip(run, fresh);
                line.mend();
                int retractions = 0;
                for (int depth : List.of(1, 10, 64)) {
                    town.live(depth, 2);
                    awaitTip(run, fresh);
                    node.reorg(depth);
                    town.live(1, 25);
                    awaitTip(run, fresh);
                    EvmTopic topic = EvmAdapter.requireEqual(bootstrap, node, fresh);
                    assertThat(topic.retractions()).isEqualTo(retractions + depth);
                    retractions += depth;
                    EvmAdapter.requireBalances(topic, node, town, node.height() - depth - 1);
                }
                node.restart();
                town.live(2, 10);
                awaitTip(run, fresh);
                EvmTopic topic = EvmAdapter.requireEqual(bootstrap, node, fresh);
                EvmAdapter.requireBalances(topic, node, town, node.height() - 10);
            }
        }
    }

    private static void awaitTip(FollowRun run, BlockSource fresh) {
        run.awaitTip(fresh.segments().getLast().last());
    }
}

package org.holdfast.testservers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import org.holdfast.servers.OwnProcess;
import org.junit.jupiter.api.Test;

class AnvilNodeIT {
    private static final Duration MINED_MAX = Duration.ofSeconds(10);
    private static final String TO = "0x00000000000000000000000000000000deadbeef";

    @Test
    void minesReorganisesAndKeepsItsChainOverARestart() {
        try (var node = AnvilNode.start()) {
            assertThat(node.call("eth_chainId").asString()).isEqualTo("0x" + Long.toHexString(AnvilNode.CHAIN));
            String payer = node.call("eth_accounts").get(0).asString();
            node.call("eth_sendTransaction", Map.of("from", payer, "to", TO, "value", "0x5"));
            // The node answers before it has mined.
            assertThat(OwnProcess.await(() -> node.height() == 1, MINED_MAX)).isTrue();
            node.mine(3);
            assertThat(node.height()).isEqualTo(4);
            String before = hash(node, 3);
            String kept = hash(node, 1);
            node.reorg(2);
            assertThat(node.height()).isEqualTo(4);
            assertThat(hash(node, 3)).isNotEqualTo(before);
            assertThat(hash(node, 2)).isNotEqualTo(kept);
            node.rollback(1);
            String tip = hash(node, 3);
            node.restart();
            assertThat(node.height()).isEqualTo(3);
            assertThat(hash(node, 3)).isEqualTo(tip);
            assertThat(hash(node, 1)).isEqualTo(kept);
            assertThat(node.call("eth_getBalance", TO, "latest").asString()).isEqualTo("0x5");
            node.kill();
            assertThat(node.isAlive()).isFalse();
            assertThatThrownBy(node::height).isInstanceOf(UncheckedIOException.class);
        }
    }

    /** Blocks that are mined at once are a second apart, so new ones get the times of those that they replace. */
    @Test
    void replacesEmptyBlocksByOthersWhereTheChainIsAheadOfTheClock() {
        try (var node = AnvilNode.start()) {
            for (int round = 0; round < 12; round++) {
                node.mine(20);
                long tip = node.height();
                String before = hash(node, tip);
                node.reorg(6);
                node.mine(1);
                assertThat(hash(node, tip)).as("round %d", round).isNotEqualTo(before);
            }
        }
    }

    private static String hash(AnvilNode node, long height) {
        return node.call("eth_getBlockByNumber", "0x" + Long.toHexString(height), false)
                .get("hash")
                .asString();
    }
}

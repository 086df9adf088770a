package org.holdfast.testservers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashSet;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

class BitcoinRegtestNodeIT {
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @BeforeEach
    void needsNode() {
        Assumptions.assumeTrue(BitcoinRegtestNode.canRun(), "SKIPPED: Node.js and npm are absent");
    }

    @Test
    void keepsItsChainOverAKill() {
        try (var node = BitcoinRegtestNode.start(folder)) {
            node.mine(30);
            var before = node.activeChain();
            node.kill();
            assertThat(node.isAlive()).isFalse();
            node.restart();
            assertThat(node.activeChain()).isEqualTo(before).hasSize(31);
        }
    }

    @Test
    void reorganisesAtTheDepthAsked() {
        try (var node = BitcoinRegtestNode.start(folder)) {
            node.mine(20);
            var before = node.activeChain();
            var fork = node.fork(6, 7);
            assertThat(fork.height()).isEqualTo(21);
            assertThat(fork.tip()).isEqualTo(node.tip());
            assertThat(node.activeChain().subList(0, 15)).isEqualTo(before.subList(0, 15));
            assertThat(node.activeChain().subList(15, 21)).doesNotContainAnyElementsOf(before);
            var losing = node.fork(3, 2);
            assertThat(node.tip())
                    .isEqualTo(fork.tip())
                    .isNotEqualTo(losing.blocks().getLast());
        }
    }

    @Test
    void replacesAPaymentInAnotherBranch() {
        try (var node = BitcoinRegtestNode.start(folder)) {
            node.mine(110);
            String paid = node.send("51", 1_000);
            String block = node.mine(1).getFirst();
            assertThat(node.call("getblock", block, true).get("tx").toString()).contains(paid);
            var fork = node.fork(1, 2, paid);
            assertThat(node.tip()).isEqualTo(fork.tip());
            var first = node.call("getblock", fork.blocks().getFirst(), true).get("tx");
            assertThat(first.size()).isEqualTo(2);
            assertThat(node.call("getrawmempool").toString()).doesNotContain(paid);
        }
    }

    @Test
    void spendsEveryFormItCanOnceTheChainHasSegwit() {
        try (var node = BitcoinRegtestNode.start(folder)) {
            assertThatThrownBy(node::variety)
                    .isInstanceOf(BitcoinRegtestNode.CallFailedException.class)
                    .hasMessageContaining("no mature coin");
            node.mineVaried(BitcoinRegtestNode.SEGWIT_FROM + 8);
            var types = new HashSet<String>();
            var answer = node.variety();
            answer.get("types").forEach(type -> types.add(type.asString()));
            assertThat(types).containsExactlyInAnyOrder("P2PK", "P2PKH", "P2SH", "P2WPKH", "P2WSH", "BARE_MULTISIG");
            String block = node.mine(1).getFirst();
            var txids = node.call("getblock", block, true).get("tx").toString();
            assertThat(txids)
                    .contains(answer.get("made").asString(), answer.get("spent").asString());
            String paid = node.send("51", 1_000);
            assertThat(node.call("getrawmempool").toString()).contains(paid);
        }
    }

    @Test
    void runsAnotherNetworkWithoutPeers() {
        try (var node = BitcoinRegtestNode.start(folder, "main")) {
            assertThat(node.hashAt(0)).isEqualTo("000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f");
            assertThat(node.call("getpeerinfo").size()).isZero();
        }
    }
}

package org.holdfast.chain.bitcoin.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import org.holdfast.chain.bitcoin.BitcoinNetwork;
import org.holdfast.chain.bitcoin.header.Checkpoints;
import org.holdfast.chain.bitcoin.node.peer.PeerNode;
import org.holdfast.chain.spi.SourceUnavailableException;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.servers.LoopbackPort;
import org.holdfast.servers.OwnProcess;
import org.holdfast.testservers.BitcoinRegtestNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong among peers. */
class PeerNodeIT {
    private static final BitcoinNetwork NETWORK = BitcoinNetwork.REGTEST;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    BitcoinRegtestNode node;

    @BeforeEach
    void sharedNode() {
        node = SharedRegtest.node();
    }

    /** Changes a byte of each message with this command: a lock time of a block, the parent of the first header. */
    private StubPeerProxy liar(String command) throws Exception {
        return liar(command, () -> true);
    }

    private StubPeerProxy liar(String command, BooleanSupplier lies) throws Exception {
        BiFunction<String, byte[], byte[]> change = (name, content) -> {
            if (lies.getAsBoolean() && name.equals(command) && content.length > 80) {
                content[name.equals("headers") ? 12 : content.length - 2] ^= 1;
            }
            return content;
        };
        return new StubPeerProxy(node.p2pPort(), change);
    }

    private static PeerNode peers(InetSocketAddress... addresses) {
        return new PeerNode(NETWORK, Checkpoints.none(), List.of(addresses));
    }

    @Test
    void aPeerThatServesAChangedBlockIsDroppedAndTheNextOneAsked() throws Exception {
        try (var liar = liar("block");
                var peers = peers(liar.address(), PeerBlockSourceIT.address(node));
                var source = new NodeBlockSource(NETWORK, peers)) {
            for (long height = 1; height <= 30; height++) {
                assertThat(source.blockAt(height).orElseThrow().ref().hash()).hasToString(node.hashAt(height));
            }
            // It may connect late; then it is asked sooner or later, and dropped.
            for (long height = 31; height <= 400 && peers.dropped() == 0; height++) {
                assertThat(source.blockAt(height)).isPresent();
            }
            assertThat(peers.dropped()).isEqualTo(1);
        }
    }

    @Test
    void onlyLiarsAreNoPeersAtAll() throws Exception {
        try (var blocks = liar("block");
                var peers = peers(blocks.address())) {
            assertThat(peers.state().tip().hash()).hasToString(node.tip());
            var hash = BlockHash.parse(node.hashAt(9));
            assertThatThrownBy(() -> peers.rawBlock(hash))
                    .isInstanceOf(InputFaultException.class)
                    .hasMessageContaining("bitcoin.peer.none-left");
            assertThatThrownBy(peers::state).hasMessageContaining("bitcoin.peer.none-left");
        }
        try (var headers = liar("headers");
                var peers = peers(headers.address())) {
            assertThatThrownBy(peers::state).hasMessageContaining("bitcoin.peer.none-left");
        }
    }

    /** Following from peers heals without a restart once a peer serves what holds. */
    @Test
    void aDroppedPeerIsAskedAgainAfterAWhile() throws Exception {
        var lies = new AtomicBoolean(true);
        try (var liar = liar("block", lies::get);
                var peers = new PeerNode(NETWORK, Checkpoints.none(), List.of(liar.address()), Duration.ofSeconds(2))) {
            assertThat(peers.state().tip().hash()).hasToString(node.tip());
            var hash = BlockHash.parse(node.hashAt(9));
            assertThatThrownBy(() -> peers.rawBlock(hash)).hasMessageContaining("bitcoin.peer.none-left");
            lies.set(false);
            assertThat(OwnProcess.await(() -> serves(peers, hash), Duration.ofMinutes(1)))
                    .isTrue();
        }
    }

    private static boolean serves(PeerNode peers, BlockHash hash) {
        try {
            return peers.rawBlock(hash) instanceof RawBlock.Bytes;
        } catch (InputFaultException | SourceUnavailableException notYet) {
            return false;
        }
    }

    @Test
    void theChainWithTheMostWorkCountsWhoeverHasIt() throws Exception {
        try (var small = BitcoinRegtestNode.start(folder)) {
            small.mine(5);
            var other = BlockHash.parse(small.tip());
            try (var peers = peers(PeerBlockSourceIT.address(small), PeerBlockSourceIT.address(node))) {
                var waited = peers.awaitNewTip(other, Duration.ofSeconds(30));
                assertThat(waited).isTrue();
                for (int looks = 0; looks < 20 && !isNodesTip(peers); looks++) {
                    waited = peers.awaitNewTip(peers.state().tip().hash(), Duration.ofSeconds(1));
                }
                assertThat(isNodesTip(peers)).isTrue();
                assertThat(peers.rawBlock(BlockHash.parse(node.hashAt(3)))).isInstanceOf(RawBlock.Bytes.class);
            }
        }
    }

    private boolean isNodesTip(PeerNode peers) {
        return peers.state().tip().hash().toString().equals(node.tip());
    }

    @Test
    void aPeerMayDieAndComeBack() throws Exception {
        try (var own = BitcoinRegtestNode.start(folder);
                var peers = peers(PeerBlockSourceIT.address(own));
                var source = new NodeBlockSource(NETWORK, peers)) {
            own.mine(20);
            assertThat(source.blockAt(10)).isPresent();
            own.kill();
            own.restart();
            String tip = own.mine(1).getFirst();
            boolean back = false;
            for (int tries = 0; tries < 10 && !back; tries++) {
                back = sees(source, tip);
            }
            assertThat(back).isTrue();
            assertThat(source.blockAt(21).orElseThrow().ref().hash()).hasToString(tip);
        }
    }

    private static boolean sees(NodeBlockSource source, String tip) {
        try {
            return source.segments().getLast().last().hash().toString().equals(tip);
        } catch (SourceUnavailableException notYet) {
            return false;
        }
    }

    @Test
    void nobodyIsReportedAway() {
        var silent = new InetSocketAddress(InetAddress.getLoopbackAddress(), LoopbackPort.free());
        try (var peers = peers(silent)) {
            assertThatThrownBy(peers::state)
                    .isInstanceOf(SourceUnavailableException.class)
                    .hasMessageContaining("cannot be reached");
        }
    }

    @Test
    void onePeerThatIsAwayIsSaidWhileTheOtherServes() {
        var silent = new InetSocketAddress(InetAddress.getLoopbackAddress(), LoopbackPort.free());
        try (var peers = peers(silent, PeerBlockSourceIT.address(node))) {
            assertThat(peers.state().tip().hash()).hasToString(node.tip());
            assertThat(OwnProcess.await(() -> !peers.notices().isEmpty(), Duration.ofSeconds(20)))
                    .isTrue();
            assertThat(peers.notices())
                    .singleElement()
                    .asString()
                    .contains(":" + silent.getPort())
                    .doesNotContain(":" + node.p2pPort());
        }
    }

    @Test
    void aNetworkThatTheLibraryDoesNotSpeakIsRefused() {
        var address = PeerBlockSourceIT.address(node);
        assertThatThrownBy(() -> new PeerNode(BitcoinNetwork.TESTNET4, Checkpoints.none(), List.of(address)))
                .hasMessageContaining("bitcoin.peer.network-not-spoken");
    }
}

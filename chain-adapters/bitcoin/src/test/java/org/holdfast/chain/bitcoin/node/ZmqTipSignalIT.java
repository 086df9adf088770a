package org.holdfast.chain.bitcoin.node;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.Executors;
import org.holdfast.chain.bitcoin.BitcoinNetwork;
import org.holdfast.chain.bitcoin.node.http.JsonRpcNode;
import org.holdfast.chain.bitcoin.node.tip.ZmqTipSignal;
import org.holdfast.primitives.BlockHash;
import org.holdfast.servers.OwnProcess;
import org.holdfast.testservers.BitcoinRegtestNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bitcoin Core's announcements, by way of {@link RegtestRestBridge}. */
class ZmqTipSignalIT {
    private static final Duration SAID_MAX = Duration.ofSeconds(20);
    private static final Duration LONG = Duration.ofMinutes(5);

    BitcoinRegtestNode node;

    @BeforeEach
    void sharedNode() {
        node = SharedRegtest.node();
    }

    @Test
    void anAnnouncementEndsTheWait() throws Exception {
        try (var bridge = new RegtestRestBridge(node);
                var signal = new ZmqTipSignal(bridge.zmq(), LONG);
                var rpc = new JsonRpcNode(BitcoinNetwork.REGTEST, node.rpc(), SharedRegtest.credentials(node), signal);
                var other = Executors.newSingleThreadExecutor()) {
            bridge.awaitSubscriber();
            bridge.announce();
            // Silence is believed for minutes here, so nothing but the announcement ends the wait.
            assertThat(signal.await(LONG)).isTrue();
            assertThat(signal.received()).isEqualTo(1);
            var known = BlockHash.parse(node.tip());
            var waiting = other.submit(() -> rpc.awaitNewTip(known, LONG));
            node.mine(1);
            bridge.announce();
            assertThat(waiting.get()).isTrue();
            assertThat(signal.lost()).isZero();
        }
    }

    @Test
    void aGapInTheNumbersIsCountedAndEndsTheWaitToo() throws Exception {
        try (var bridge = new RegtestRestBridge(node);
                var signal = new ZmqTipSignal(bridge.zmq(), LONG)) {
            bridge.awaitSubscriber();
            bridge.announce();
            assertThat(signal.await(LONG)).isTrue();
            bridge.lose();
            bridge.lose();
            bridge.announce();
            assertThat(signal.await(LONG)).isTrue();
            assertThat(signal.lost()).isEqualTo(2);
            bridge.garble();
            assertThat(signal.await(LONG)).isTrue();
            assertThat(signal.garbled()).isEqualTo(1);
        }
    }

    /** The first connection is taken and left without a greeting, as a stalled one is; the second goes through. */
    @Test
    void aConnectionWithoutGreetingIsMadeAnew() throws Exception {
        try (var bridge = new RegtestRestBridge(node);
                var front = listening();
                var signal = new ZmqTipSignal("tcp://127.0.0.1:" + front.getLocalPort(), LONG);
                var silent = front.accept();
                var second = front.accept();
                var publisher = new Socket(InetAddress.getLoopbackAddress(), bridge.zmqPort())) {
            pipe(second, publisher);
            pipe(publisher, second);
            bridge.awaitSubscriber();
            bridge.announce();
            assertThat(signal.await(LONG)).isTrue();
            assertThat(signal.received()).isEqualTo(1);
            assertThat(silent.getInputStream().read())
                    .as("it said hello on the first connection too")
                    .isNotEqualTo(-1);
        }
    }

    /** Does not wait for a connection as long as JeroMQ's own 30 s. */
    private static ServerSocket listening() throws IOException {
        var socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static void pipe(Socket from, Socket to) {
        Thread.ofVirtual().start(() -> {
            try {
                from.getInputStream().transferTo(to.getOutputStream());
                to.shutdownOutput();
            } catch (IOException ended) {
                // One side was closed: so ends the test.
            }
        });
    }

    @Test
    void silenceFallsBackToLookingNowAndThen() throws Exception {
        try (var signal = new ZmqTipSignal("tcp://127.0.0.1:1", Duration.ofMillis(20));
                var rpc = new JsonRpcNode(BitcoinNetwork.REGTEST, node.rpc(), SharedRegtest.credentials(node), signal);
                var other = Executors.newSingleThreadExecutor()) {
            var known = BlockHash.parse(node.tip());
            var waiting = other.submit(() -> rpc.awaitNewTip(known, LONG));
            node.mine(1);
            assertThat(waiting.get()).isTrue();
            assertThat(signal.received()).isZero();
        }
    }

    @Test
    void anAddressWithoutAPublisherIsSaidAndTheRestOfTheNodeIsNot() {
        try (var signal = new ZmqTipSignal("tcp://127.0.0.1:1");
                var rpc =
                        new JsonRpcNode(BitcoinNetwork.REGTEST, node.rpc(), SharedRegtest.credentials(node), signal)) {
            assertThat(OwnProcess.await(() -> !rpc.notices().isEmpty(), SAID_MAX))
                    .isTrue();
            assertThat(rpc.notices()).singleElement().asString().contains("tcp://127.0.0.1:1", "every 5 s");
        }
    }

    @Test
    void aPublisherThatGoesAwayIsSaid() throws Exception {
        var bridge = new RegtestRestBridge(node);
        try (var signal = new ZmqTipSignal(bridge.zmq(), LONG)) {
            bridge.awaitSubscriber();
            bridge.announce();
            assertThat(signal.await(LONG)).isTrue();
            assertThat(signal.trouble()).isEmpty();
            Thread.sleep(Duration.ofSeconds(4));
            assertThat(signal.trouble())
                    .as("connected for longer than the first wait")
                    .isEmpty();
            bridge.close();
            assertThat(OwnProcess.await(() -> signal.trouble().isPresent(), SAID_MAX))
                    .isTrue();
        }
    }

    @Test
    void whatAnswersOtherwiseThanAPublisherIsSaid() throws Exception {
        try (var other = listening();
                var signal = new ZmqTipSignal("tcp://127.0.0.1:" + other.getLocalPort(), LONG)) {
            Thread.ofVirtual().start(() -> {
                try (var taken = other.accept()) {
                    taken.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(US_ASCII));
                } catch (IOException ended) {
                    // The test is over.
                }
            });
            assertThat(OwnProcess.await(() -> signal.trouble().isPresent(), SAID_MAX))
                    .isTrue();
        }
    }
}

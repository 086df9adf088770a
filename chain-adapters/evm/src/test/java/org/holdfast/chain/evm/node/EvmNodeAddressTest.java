package org.holdfast.chain.evm.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.holdfast.chain.evm.generate.GeneratedBlock;
import org.holdfast.chain.evm.generate.GeneratedEvmChain;
import org.holdfast.chain.evm.generate.ReplayNode;
import org.holdfast.primitives.ChainId;
import org.holdfast.servers.LoopbackPort;
import org.holdfast.servers.OwnProcess;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Keys, users and passwords in the addresses of a node: sent to it, and shown in no message. */
class EvmNodeAddressTest {
    private static final ChainId CHAIN = new ChainId("eip155:31337");
    private static final String BASIC = "Basic dTpTRUNSRVQ=";
    private static final Duration SOON = Duration.ofSeconds(30);

    private final Queue<String> asked = new ConcurrentLinkedQueue<>();

    private static List<GeneratedBlock> blocks() {
        var chain = new GeneratedEvmChain(1);
        return List.of(chain.next(0), chain.next(1), chain.next(1));
    }

    private static URI address(String scheme, int port) {
        return URI.create(scheme + "://u:SECRET@127.0.0.1:" + port + "/v1/SECRET?k=SECRET");
    }

    private static EvmRpcBlockSource source(URI http, @Nullable URI websocket) {
        var settings = new NodeSettings(
                CHAIN,
                http,
                websocket,
                NodeSettings.Parts.USUAL,
                NodeSettings.Finality.FINALIZED,
                NodeSettings.Limits.USUAL);
        assertThat(settings.toString()).doesNotContain("SECRET");
        return EvmRpcBlockSource.of(settings, EvmRpcBlockSourceTest::plain);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            asked.add(exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            String question = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String id = question.replaceFirst(".*\"id\":([0-9]+).*", "$1");
            byte[] said =
                    ("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"result\":\"0x1\"}").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, said.length);
            exchange.getResponseBody().write(said);
        }
    }

    @Test
    void theWholePathIsAskedWithTheUserOfTheAddressAndNoRefusalShowsEither() throws Exception {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        try (var source = source(address("http", server.getAddress().getPort()), null)) {
            assertThatThrownBy(source::segments)
                    .hasMessageContaining("evm.node.other-chain")
                    .hasMessageContaining(
                            "http://127.0.0.1:" + server.getAddress().getPort())
                    .hasMessageNotContaining("SECRET");
            assertThat(asked).containsExactly("/v1/SECRET?k=SECRET " + BASIC);
        } finally {
            server.stop(0);
        }
    }

    @Test
    void theWebsocketIsOpenedInTheSameWay() throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var node = ReplayNode.start(blocks());
                var source = source(node.http(), address("ws", server.getLocalPort()))) {
            // The first look connects; while blocks are read ahead there is no other.
            assertThat(source.notices()).isEmpty();
            server.setSoTimeout((int) SOON.toMillis());
            try (var line = server.accept();
                    var in = new BufferedReader(
                            new InputStreamReader(line.getInputStream(), StandardCharsets.US_ASCII))) {
                List<String> handshake = new ArrayList<>();
                for (String said = in.readLine(); said != null && !said.isEmpty(); said = in.readLine()) {
                    handshake.add(said);
                }
                assertThat(handshake).contains("GET /v1/SECRET?k=SECRET HTTP/1.1", "Authorization: " + BASIC);
            }
        }
    }

    @Test
    void aWebsocketAtADeadAddressIsSaidWhileBlocksAreReadAndItsSecretsAreNot() {
        int nothing = LoopbackPort.free();
        try (var node = ReplayNode.start(blocks());
                var source = source(node.http(), address("ws", nothing))) {
            assertThat(source.blockAt(1)).isPresent();
            assertThat(OwnProcess.await(() -> source.notices().toString().contains("refused"), SOON))
                    .as(() -> source.notices().toString())
                    .isTrue();
            assertThat(source.notices())
                    .singleElement()
                    .asString()
                    .contains("no announcements of blocks from ws://127.0.0.1:" + nothing + "/***")
                    .doesNotContain("SECRET");
            assertThat(source.blockAt(2)).isPresent();
        }
    }
}

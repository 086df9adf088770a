package org.holdfast.chain.bitcoin.node.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.holdfast.chain.bitcoin.BitcoinNetwork;
import org.holdfast.chain.bitcoin.node.tip.TipSignal;
import org.holdfast.chain.spi.SourceUnavailableException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The address of a node, and the rest that it asks for. */
class NodeHttpTest {
    private static final String BASIC = "Basic dTpTRUNSRVQ=";

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<Long> times = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private volatile int status = 429;
    private volatile int troubled = Integer.MAX_VALUE;
    private volatile String retryAfter = "0";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            times.add(System.nanoTime());
            asked.add(exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.getResponseHeaders().set("Retry-After", retryAfter);
            byte[] said = "{\"result\":\"key SECRET-KEY is unknown\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(asked.size() <= troubled ? status : 200, said.length);
            exchange.getResponseBody().write(said);
        }
    }

    private URI address() {
        return URI.create("http://u:SECRET@127.0.0.1:" + server.getAddress().getPort() + "/v1/SECRET-KEY?k=SECRET");
    }

    @Test
    void theWholeAddressIsAskedWithItsUserAndNoRefusalShowsEither() {
        status = 401;
        try (var rpc = new JsonRpc(address(), new NodeCredentials.None())) {
            assertThatThrownBy(() -> rpc.call("getblockchaininfo"))
                    .hasMessageContaining("bitcoin.node.wrong-credentials")
                    .hasMessageContaining("the user in the address")
                    .hasMessageContaining("key *** is unknown")
                    .hasMessageContaining(
                            "http://127.0.0.1:" + server.getAddress().getPort() + "/***")
                    .hasMessageNotContaining("SECRET");
        }
        status = 404;
        try (var rest = new RestNode(BitcoinNetwork.REGTEST, address(), TipSignal.polling(JsonRpcNode.POLL))) {
            assertThatThrownBy(rest::state)
                    .hasMessageContaining("bitcoin.node.rest-off")
                    .hasMessageNotContaining("SECRET");
        }
        assertThat(asked)
                .containsExactly(
                        "/v1/SECRET-KEY?k=SECRET " + BASIC, "/v1/SECRET-KEY/rest/chaininfo.json?k=SECRET " + BASIC);
    }

    @Test
    void aShortRestIsKeptWithinOneQuestion() {
        retryAfter = "1";
        troubled = 2;
        try (var rpc = new JsonRpc(address(), new NodeCredentials.None())) {
            assertThat(rpc.call("getblockhash", 0).asString()).contains("unknown");
        }
        assertThat(times).hasSize(3);
        assertThat(Duration.ofNanos(times.get(2) - times.get(0))).isGreaterThan(Duration.ofMillis(1_900));
    }

    @Test
    void aLongRestIsSaidAtOnceAndNothingIsAskedMeanwhile() {
        retryAfter = "6";
        troubled = 1;
        try (var rpc = new JsonRpc(address(), new NodeCredentials.None())) {
            assertThatThrownBy(() -> rpc.call("getblockhash", 0))
                    .isInstanceOf(SourceUnavailableException.class)
                    .hasMessageContaining("asks for 6 s of rest")
                    .hasMessageNotContaining("SECRET");
            assertThat(times).hasSize(1);
            assertThat(rpc.call("getblockhash", 0).asString()).contains("unknown");
        }
        assertThat(Duration.ofNanos(times.get(1) - times.get(0))).isGreaterThan(Duration.ofMillis(5_900));
    }

    @Test
    void noRestAtAllIsNoLeaveToHammer() {
        long begin = System.nanoTime();
        try (var rpc = new JsonRpc(address(), new NodeCredentials.None())) {
            assertThatThrownBy(() -> rpc.call("getblockhash", 0)).hasMessageContaining("HTTP 429");
        }
        assertThat(times).hasSize(NodeHttp.TRIES_MAX);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Duration.ofSeconds(6));
    }
}

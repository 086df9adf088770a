package org.holdfast.chain.bitcoin.node;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BinaryOperator;
import org.holdfast.testservers.BitcoinRegtestNode;

/** Stands between a source and a real node, and changes what the node answers. */
final class StubProxy implements AutoCloseable {
    /** An answer that is cut off below HTTP: fewer bytes than announced. */
    static final String CUT = "cut";

    private final BitcoinRegtestNode node;
    private final HttpServer server;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicInteger requests = new AtomicInteger();
    private volatile BinaryOperator<String> change = (request, answer) -> answer;
    private volatile int status = 200;

    StubProxy(BitcoinRegtestNode node) throws IOException {
        this.node = node;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/", this::answer);
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    int requests() {
        return requests.get();
    }

    /** From now on answers are this function of request and the node's answer. */
    void change(BinaryOperator<String> function) {
        change = function;
    }

    void status(int code) {
        status = code;
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        String request = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String authorization = exchange.getRequestHeaders().getFirst("authorization");
        try {
            var forwarded = HttpRequest.newBuilder(node.rpc())
                    .header("content-type", "application/json")
                    .header("authorization", authorization == null ? "Basic none" : authorization)
                    .POST(HttpRequest.BodyPublishers.ofString(request))
                    .build();
            String real =
                    http.send(forwarded, HttpResponse.BodyHandlers.ofString()).body();
            String said = change.apply(request, real);
            byte[] body = said.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, said.equals(CUT) ? body.length + 100 : body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            exchange.close();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        http.close();
    }
}

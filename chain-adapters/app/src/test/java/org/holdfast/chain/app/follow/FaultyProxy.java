package org.holdfast.chain.app.follow;

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
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands between an adapter and a node, and spoils the next answers when told to. */
final class FaultyProxy implements AutoCloseable {
    /** What is done to an answer. */
    enum Fault {
        GARBAGE,
        HALF
    }

    private static final int LONG_ANSWER_BYTES = 600;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI node;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(8);
    private final AtomicInteger spoilt = new AtomicInteger();
    private volatile Fault fault = Fault.GARBAGE;

    FaultyProxy(URI node) throws IOException {
        this.node = node;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    /** Spoils the next answers that are long enough to hold a block. */
    void spoil(Fault how, int answers) {
        fault = how;
        spoilt.set(answers);
    }

    /** Answers that are still to be spoilt. */
    int left() {
        return spoilt.get();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var request = HttpRequest.newBuilder(node)
                    .header("content-type", "application/json")
                    .header(
                            "authorization",
                            String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")))
                    .POST(HttpRequest.BodyPublishers.ofByteArray(
                            exchange.getRequestBody().readAllBytes()))
                    .build();
            var answered = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            byte[] body = answered.body();
            if (body.length > LONG_ANSWER_BYTES && spoilt.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
                body = fault == Fault.HALF ? halved(body) : "<html>Bad gateway</html>".getBytes(StandardCharsets.UTF_8);
            }
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(answered.statusCode(), body.length);
            exchange.getResponseBody().write(body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The longest run of hexadecimal digits, which is a block, loses its second half; the answer stays well-formed. */
    private static byte[] halved(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        String longest = Arrays.stream(text.split("[^0-9a-f]+", -1))
                .max(java.util.Comparator.comparingInt(String::length))
                .orElseThrow();
        return text.replace(longest, longest.substring(0, longest.length() / 4 * 2))
                .getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        client.close();
    }
}

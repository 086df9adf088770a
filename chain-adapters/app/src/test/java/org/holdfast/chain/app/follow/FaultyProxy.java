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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Stands between an adapter and a node, and spoils the next answers when told to. */
final class FaultyProxy implements AutoCloseable {
    /** What is done to an answer. */
    enum Fault {
        GARBAGE,
        HALF
    }

    @SuppressWarnings("ArrayRecordComponent") // Handed on once, never compared.
    private record Instead(int status, byte[] body) {}

    /** The words of Bitcoin Core and bcoin. */
    static final String PRUNED = "Block not available (pruned data)";

    private static final int LONG_ANSWER_BYTES = 600;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI node;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(8);
    private final AtomicInteger spoilt = new AtomicInteger();
    private final JsonMapper json = JsonMapper.shared();
    private volatile Optional<Instead> instead = Optional.empty();
    private volatile Fault fault = Fault.GARBAGE;
    private volatile Set<String> pruned = Set.of();
    private volatile long pruneHeight = -1;

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

    /** Answers every question in this way, until {@link #answerAgain}. */
    void answer(int status, byte[] body) {
        instead = Optional.of(new Instead(status, body));
    }

    void answerAgain() {
        instead = Optional.empty();
    }

    /** Answers that are still to be spoilt. */
    int left() {
        return spoilt.get();
    }

    /** Answers as a pruned node does: the blocks are not available, the first that is has this height. */
    void prune(List<String> hashes, long firstAvailable) {
        pruned = Set.copyOf(hashes);
        pruneHeight = firstAvailable;
    }

    private byte[] asPruned(byte[] request, byte[] answer) {
        JsonNode asked = json.readTree(request);
        if (pruned.isEmpty() || !asked.isObject()) {
            return answer;
        }
        String method = asked.path("method").asString("");
        if (method.equals("getblock")
                && pruned.contains(asked.path("params").path(0).asString(""))) {
            return "{\"result\":null,\"id\":0,\"error\":{\"code\":-1,\"message\":\"%s\"}}"
                    .formatted(PRUNED)
                    .getBytes(StandardCharsets.UTF_8);
        }
        if (method.equals("getblockchaininfo")) {
            var told = (ObjectNode) json.readTree(answer);
            var result = (ObjectNode) told.get("result");
            result.put("pruned", true).put("pruneheight", pruneHeight);
            return json.writeValueAsBytes(told);
        }
        return answer;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] question = exchange.getRequestBody().readAllBytes();
            var request = HttpRequest.newBuilder(node)
                    .header("content-type", "application/json")
                    .header(
                            "authorization",
                            String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")))
                    .POST(HttpRequest.BodyPublishers.ofByteArray(question))
                    .build();
            var answered = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
            byte[] body = asPruned(question, answered.body());
            if (body.length > LONG_ANSWER_BYTES && spoilt.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
                body = fault == Fault.HALF ? halved(body) : "<html>Bad gateway</html>".getBytes(StandardCharsets.UTF_8);
            }
            var told = instead.orElse(new Instead(answered.statusCode(), body));
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.getResponseHeaders().set("Retry-After", "0");
            exchange.sendResponseHeaders(told.status(), told.body().length == 0 ? -1 : told.body().length);
            exchange.getResponseBody().write(told.body());
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

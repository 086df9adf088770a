package org.holdfast.testservers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A plain JSON-RPC client with which tests drive a node; the adapters under test do not use it. */
public final class JsonRpc implements AutoCloseable {
    private static final Duration ANSWER_MAX = Duration.ofSeconds(60);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(ANSWER_MAX)
            .build();
    private final AtomicLong ids = new AtomicLong();
    private final URI node;

    public JsonRpc(URI node) {
        this.node = node;
    }

    /** The result; throws {@link IllegalStateException} where the node answers with an error. */
    public JsonNode call(String method, Object... parameters) {
        JsonNode answer = post(
                Map.of("jsonrpc", "2.0", "id", ids.incrementAndGet(), "method", method, "params", List.of(parameters)));
        if (answer.hasNonNull("error")) {
            throw new IllegalStateException(method + ": " + answer.get("error"));
        }
        return answer.path("result");
    }

    /** The results of many calls of one method, in their order. */
    public List<JsonNode> batch(String method, List<List<Object>> parameters) {
        if (parameters.isEmpty()) {
            return List.of();
        }
        long first = ids.getAndAdd(parameters.size()) + 1;
        var calls = new java.util.ArrayList<Map<String, Object>>();
        for (int i = 0; i < parameters.size(); i++) {
            calls.add(Map.of("jsonrpc", "2.0", "id", first + i, "method", method, "params", parameters.get(i)));
        }
        var results = new JsonNode[parameters.size()];
        for (JsonNode answer : post(calls)) {
            if (answer.hasNonNull("error")) {
                throw new IllegalStateException(method + ": " + answer.get("error"));
            }
            results[(int) (answer.get("id").asLong() - first)] = answer.path("result");
        }
        return List.of(results);
    }

    private JsonNode post(Object body) {
        var request = HttpRequest.newBuilder(node)
                .timeout(ANSWER_MAX)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                .build();
        try {
            return JSON.readTree(
                    http.send(request, HttpResponse.BodyHandlers.ofByteArray()).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}

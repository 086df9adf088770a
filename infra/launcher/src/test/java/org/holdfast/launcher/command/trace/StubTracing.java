package org.holdfast.launcher.command.trace;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Answers like the tracing service, word by word what a test says. */
final class StubTracing implements AutoCloseable {
    private record Canned(int status, String body) {}

    private final HttpServer server;
    private final Map<String, Canned> answers = new ConcurrentHashMap<>();
    private final Map<String, CountDownLatch> seen = new ConcurrentHashMap<>();
    final List<String> asked = new CopyOnWriteArrayList<>();
    /** Streams stay open until then. */
    final CountDownLatch streamsEnd = new CountDownLatch(1);

    StubTracing() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** The answer to a method and path with its query. */
    StubTracing on(String request, int status, String body) {
        answers.put(request, new Canned(status, body));
        return this;
    }

    boolean awaitAsked(String request) throws InterruptedException {
        return latch(request).await(1, TimeUnit.MINUTES);
    }

    private CountDownLatch latch(String request) {
        return seen.computeIfAbsent(request, r -> new CountDownLatch(1));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            asked.add(body.isEmpty() ? request : request + " " + body);
            Canned canned = answers.getOrDefault(request, new Canned(404, "{\"code\":\"stub.request.unknown\"}"));
            byte[] bytes = canned.body().getBytes(StandardCharsets.UTF_8);
            boolean stream = canned.body().startsWith("event:");
            exchange.getResponseHeaders().set("Content-Type", stream ? "text/event-stream" : "application/json");
            exchange.sendResponseHeaders(canned.status(), 0);
            exchange.getResponseBody().write(bytes);
            exchange.getResponseBody().flush();
            latch(request).countDown();
            if (stream && !streamsEnd.await(1, TimeUnit.MINUTES)) {
                throw new IllegalStateException("nobody ended the stream");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}

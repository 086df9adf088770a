package org.holdfast.launcher.stub;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.holdfast.api.Problem;
import org.holdfast.launcher.client.ContractJson;
import org.holdfast.primitives.InputFault;

/** A service on loopback that gives the answers of a test, made from the records of the contract. */
public final class StubService implements AutoCloseable {
    private static final Canned UNKNOWN = problem(404, "stub.request.unknown");

    private record Canned(int status, String type, String body) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, Canned> answers = new ConcurrentHashMap<>();
    private final Map<String, CountDownLatch> seen = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<String> tokens = new CopyOnWriteArrayList<>();
    private final CountDownLatch streamsEnd = new CountDownLatch(1);

    /** Opens the service at a free port. */
    public StubService() throws IOException {
        this(0);
    }

    /** Opens the service at a port. */
    public StubService(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    /** A service that breaks so many connections at a port without an answer, and then is there with answers. */
    public static Thread afterBreaking(int connections, int port, Consumer<StubService> opened) throws IOException {
        var breaking = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
        return Thread.ofPlatform().daemon().name("stub-breaking").start(() -> {
            try (breaking) {
                for (int n = 0; n < connections; n++) {
                    breaking.accept().close();
                }
                breaking.close();
                opened.accept(new StubService(port));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public String url() {
        return "http://127.0.0.1:" + port();
    }

    /** Answers a request, such as {@code GET /v1/chains}, with a record of the contract. */
    public StubService on(String request, int status, Object body) {
        return onText(request, status, "application/json", ContractJson.write(body));
    }

    /** Answers a request with any text. */
    public StubService onText(String request, int status, String type, String body) {
        answers.put(request, new Canned(status, type, body));
        return this;
    }

    /** Refuses a request with a problem of that code. */
    public StubService refuse(String request, int status, String code) {
        answers.put(request, problem(status, code));
        return this;
    }

    /** Answers a request with a stream of server-sent events, open until {@link #endStreams}. */
    public StubService stream(String request, String name, Object data) {
        return onText(
                request, 200, "text/event-stream", "event:" + name + "\ndata:" + ContractJson.write(data) + "\n\n");
    }

    private static Canned problem(int status, String code) {
        var fault = new InputFault(code, "a stub refuses", "stub", "another request", "this one", "ask otherwise");
        return new Canned(status, "application/problem+json", ContractJson.write(Problem.of(fault, status)));
    }

    /** Lets streams end, those that are open and those to come. */
    public void endStreams() {
        streamsEnd.countDown();
    }

    /** The requests so far, each with its body if it had one. */
    public List<String> asked() {
        return asked;
    }

    /** The bearer tokens of the requests so far. */
    public List<String> tokens() {
        return tokens;
    }

    /** Waits until a request has come; false after a minute. */
    public boolean awaitAsked(String request) throws InterruptedException {
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
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            tokens.add(authorization == null ? "" : authorization.replace("Bearer ", ""));
            Canned canned = answers.getOrDefault(request, UNKNOWN);
            exchange.getResponseHeaders().set("Content-Type", canned.type());
            exchange.sendResponseHeaders(canned.status(), 0);
            exchange.getResponseBody().write(canned.body().getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            latch(request).countDown();
            if (canned.type().equals("text/event-stream") && !streamsEnd.await(1, TimeUnit.MINUTES)) {
                throw new IllegalStateException("no test ended the stream");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        endStreams();
        server.stop(0);
        threads.shutdownNow();
    }
}

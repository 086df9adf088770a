package org.holdfast.chain.evm.generate;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A node that has a run of generated blocks and tells them over JSON-RPC on a loopback port. */
public final class ReplayNode implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String NO_METHOD = "{\"code\":-32601,\"message\":\"the method does not exist\"}";
    private static final int OK = 200;
    private static final int WORKERS = 4;

    static {
        // The JDK's server would otherwise wait 40 ms between the head and the body of an answer.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
    private final AtomicInteger rawLeft = new AtomicInteger();
    private final AtomicReference<Raw> raw = new AtomicReference<>(Raw.of(OK, ""));
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger batchMax = new AtomicInteger(Integer.MAX_VALUE);
    private final List<GeneratedBlock> blocks;
    private final Map<String, GeneratedBlock> byHash = new HashMap<>();
    private final BiFunction<String, JsonNode, Optional<Reply>> instead;

    /**
     * What is answered to one call.
     *
     * @param error whether the JSON is an error object and no result
     */
    public record Reply(boolean error, String json) {}

    /** An answer of HTTP, whatever was asked. */
    public record Raw(int status, Map<String, String> headers, String body) {
        public static Raw of(int status, String body) {
            return new Raw(status, Map.of(), body);
        }
    }

    private ReplayNode(
            HttpServer server, List<GeneratedBlock> blocks, BiFunction<String, JsonNode, Optional<Reply>> instead) {
        this.server = server;
        this.blocks = List.copyOf(blocks);
        this.instead = instead;
        blocks.forEach(block -> byHash.put("0x" + block.ref().hash(), block));
    }

    /**
     * Starts serving.
     *
     * @param blocks from height 0 on
     * @param instead may answer a method in the node's place
     */
    public static ReplayNode start(List<GeneratedBlock> blocks, BiFunction<String, JsonNode, Optional<Reply>> instead) {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            var node = new ReplayNode(server, blocks, instead);
            server.setExecutor(node.workers);
            server.createContext("/", node::handle);
            server.start();
            return node;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A node that answers for itself. */
    public static ReplayNode start(List<GeneratedBlock> blocks) {
        return start(blocks, (method, parameters) -> Optional.empty());
    }

    public URI http() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Answers the next requests with this. */
    public void answerNext(int count, Raw answer) {
        raw.set(answer);
        rawLeft.set(count);
    }

    /** From now on batches of more calls are refused as a whole. */
    public void limitBatches(int callsMax) {
        batchMax.set(callsMax);
    }

    /** How many requests there were, refused ones included. */
    public int requests() {
        return requests.get();
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        try (exchange) {
            if (rawLeft.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                send(exchange, raw.get());
                return;
            }
            JsonNode request = JSON.readTree(exchange.getRequestBody());
            String answer;
            if (request.size() > batchMax.get() && request.isArray()) {
                answer = "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":-32600,\"message\":\"too many calls\"}}";
            } else if (request.isArray()) {
                var answers = new ArrayList<String>(request.size());
                request.forEach(call -> answers.add(answer(call)));
                // The specification allows any order, and some reader might believe otherwise.
                Collections.reverse(answers);
                answer = "[" + String.join(",", answers) + "]";
            } else {
                answer = answer(request);
            }
            send(exchange, new Raw(OK, Map.of("Content-Type", "application/json"), answer));
        }
    }

    private static void send(HttpExchange exchange, Raw answer) throws IOException {
        byte[] body = answer.body.getBytes(StandardCharsets.ISO_8859_1);
        answer.headers.forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(answer.status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private String answer(JsonNode call) {
        String method = call.path("method").asString("");
        JsonNode parameters = call.path("params");
        Reply reply = instead.apply(method, parameters).orElseGet(() -> own(method, parameters));
        return "{\"jsonrpc\":\"2.0\",\"id\":" + call.path("id") + ",\"" + (reply.error ? "error" : "result") + "\":"
                + reply.json + "}";
    }

    private Reply own(String method, JsonNode parameters) {
        return switch (method) {
            case "eth_chainId" -> result("\"0x" + Long.toHexString(GeneratedEvmChain.CHAIN) + "\"");
            case "eth_getBlockByNumber" ->
                result(at(parameters.path(0).asString("")).map(GeneratedBlock::block));
            case "eth_getBlockByHash" -> result(of(parameters).map(GeneratedBlock::block));
            case "eth_getBlockReceipts" ->
                result(of(parameters)
                        .or(() -> at(parameters.path(0).asString("")))
                        .map(GeneratedBlock::receipts));
            case "eth_getTransactionReceipt" ->
                result(ofTransaction(parameters)
                        .flatMap(block -> item(block.receipts(), "transactionHash", parameters)));
            case "debug_traceBlockByHash" -> result(of(parameters).map(GeneratedBlock::calls));
            case "debug_traceBlockByNumber" ->
                result(at(parameters.path(0).asString("")).map(GeneratedBlock::calls));
            case "debug_traceTransaction" ->
                result(ofTransaction(parameters)
                        .flatMap(block -> item(block.calls(), "txHash", parameters))
                        .map(item -> JSON.readTree(item).path("result").toString()));
            default -> new Reply(true, NO_METHOD);
        };
    }

    private Optional<GeneratedBlock> of(JsonNode parameters) {
        return Optional.ofNullable(byHash.get(parameters.path(0).asString("")));
    }

    private Optional<GeneratedBlock> ofTransaction(JsonNode parameters) {
        String quoted = parameters.path(0).toString();
        return blocks.stream().filter(block -> block.calls().contains(quoted)).findFirst();
    }

    private static Optional<String> item(String list, String field, JsonNode parameters) {
        for (JsonNode item : JSON.readTree(list)) {
            if (item.path(field).equals(parameters.path(0))) {
                return Optional.of(item.toString());
            }
        }
        return Optional.empty();
    }

    private Optional<GeneratedBlock> at(String number) {
        if (!number.startsWith("0x")) {
            return Optional.of(blocks.getLast());
        }
        long height = number.length() > 18 ? Long.MAX_VALUE : Long.decode(number);
        return height < blocks.size() ? Optional.of(blocks.get((int) height)) : Optional.empty();
    }

    private static Reply result(Optional<String> json) {
        return result(json.orElse("null"));
    }

    private static Reply result(String json) {
        return new Reply(false, json);
    }
}

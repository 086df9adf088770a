package org.holdfast.chain.bitcoin.node.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.holdfast.chain.bitcoin.node.BitcoinNode;
import org.holdfast.chain.bitcoin.node.NodeFault;
import org.holdfast.chain.spi.node.NodeWords;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON-RPC 1.0 as Bitcoin nodes speak it: one call, or many in one request. */
public final class JsonRpc implements AutoCloseable {
    /** Calls in one request. */
    static final int BATCH_MAX = BitcoinNode.HASHES_MAX;

    /** Bitcoin Core while it loads its index; providers that limit a client, with HTTP's code or Ethereum's. */
    private static final Set<Integer> NOT_NOW = Set.of(-28, 429, -32_005);

    /** One call of a batch. */
    record Call(String method, List<Object> parameters) {
        Call(String method, Object... parameters) {
            this(method, List.of(parameters));
        }
    }

    /** What a call gave: a result, or the node's error. */
    record Reply(@Nullable JsonNode result, int errorCode, String errorText) {
        boolean failed() {
            return errorCode != 0;
        }
    }

    private final NodeHttp http;
    private final JsonMapper json = JsonMapper.builder().build();

    JsonRpc(URI uri, NodeCredentials credentials) {
        this.http = new NodeHttp(uri, credentials);
    }

    String where() {
        return http.where();
    }

    long failures() {
        return http.failures();
    }

    /** One call that must succeed. */
    JsonNode call(String method, Object... parameters) {
        return result(reply(new Call(method, parameters)), method);
    }

    /** One call that may fail. */
    Reply reply(Call call) {
        return http.patiently(() -> {
            var answer = http.post(json.writeValueAsBytes(body(call, 0)));
            return ready(read(parse(answer, call.method()), call.method()));
        });
    }

    /** Many calls in one request; the replies in the order of the calls. */
    List<Reply> batch(List<Call> calls) {
        if (calls.size() > BATCH_MAX) {
            throw new IllegalArgumentException("a batch has at most " + BATCH_MAX + " calls, got " + calls.size());
        }
        if (calls.size() == 1) {
            return List.of(reply(calls.getFirst()));
        }
        String name = "batch of " + calls.size() + " calls";
        return http.patiently(() -> {
            var bodies = IntStream.range(0, calls.size())
                    .mapToObj(i -> body(calls.get(i), i))
                    .toList();
            JsonNode tree = parse(http.post(json.writeValueAsBytes(bodies)), name);
            if (tree.path("error").isObject()) {
                // One error for all calls.
                Reply reply = ready(read(tree, name));
                return Collections.nCopies(calls.size(), reply);
            }
            if (!tree.isArray() || tree.size() != calls.size()) {
                throw NodeFault.garbled(where() + ", " + name, calls.size() + " replies", shape(tree));
            }
            return sorted(tree, name);
        });
    }

    /** A reply's result. Throws where it is an error. */
    JsonNode result(Reply reply, String method) {
        if (reply.result() == null) {
            throw NodeFault.fault(
                    "bitcoin.node.call-failed",
                    "a node refuses a call",
                    where() + ", " + method,
                    "a result",
                    "error " + words(reply),
                    "look into the node's log; it may be too old, or restrict the call");
        }
        return reply.result();
    }

    /** The error of a reply, for messages. */
    String words(Reply reply) {
        return reply.errorCode() + " "
                + http.hidden(NodeWords.of(reply.errorText().getBytes(StandardCharsets.UTF_8)));
    }

    private List<Reply> sorted(JsonNode tree, String name) throws NodeHttp.NotNowException {
        var byId = new HashMap<Integer, Reply>();
        for (JsonNode reply : tree) {
            int id = reply.path("id").isInt() ? reply.path("id").intValue() : -1;
            byId.put(id, ready(read(reply, name)));
        }
        var replies = new ArrayList<Reply>(Collections.nCopies(tree.size(), new Reply(null, -1, "")));
        for (int i = 0; i < tree.size(); i++) {
            Reply reply = byId.get(i);
            if (reply == null) {
                throw NodeFault.garbled(where() + ", " + name, "a reply to call " + i, "none");
            }
            replies.set(i, reply);
        }
        return replies;
    }

    private static Map<String, Object> body(Call call, int id) {
        var body = new LinkedHashMap<String, Object>();
        body.put("jsonrpc", "1.0");
        body.put("id", id);
        body.put("method", call.method());
        body.put("params", call.parameters());
        return body;
    }

    private JsonNode parse(NodeHttp.Answer answer, String name) {
        try {
            JsonNode tree = json.readTree(answer.body());
            if (!tree.isMissingNode()) {
                return tree;
            }
        } catch (JacksonException e) {
            // Refused below, as an empty answer is.
        }
        throw NodeFault.garbled(where() + ", " + name, "JSON", http.words(answer));
    }

    private Reply read(JsonNode tree, String name) {
        JsonNode error = tree.path("error");
        if (error.isObject()) {
            int code = error.path("code").isInt() ? error.path("code").intValue() : -1;
            return new Reply(null, code == 0 ? -1 : code, error.path("message").asString(""));
        }
        JsonNode result = tree.get("result");
        if (result == null || result.isNull()) {
            throw NodeFault.garbled(where() + ", " + name, "a result or an error", shape(tree));
        }
        return new Reply(result, 0, "");
    }

    private Reply ready(Reply reply) throws NodeHttp.NotNowException {
        if (NOT_NOW.contains(reply.errorCode())) {
            throw new NodeHttp.NotNowException("error " + words(reply));
        }
        return reply;
    }

    private String shape(JsonNode tree) {
        return tree.isArray()
                ? tree.size() + " replies"
                : http.hidden(NodeWords.of(tree.toString().getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public void close() {
        http.close();
    }
}

package org.holdfast.chain.evm.node;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.holdfast.chain.evm.call.BlockCalls;
import org.holdfast.chain.evm.call.GethCalls;
import org.holdfast.chain.evm.call.ParityCalls;
import org.holdfast.chain.evm.node.NodeCalls.Answer;
import org.holdfast.chain.evm.node.NodeCalls.Call;
import org.holdfast.chain.evm.node.NodeSettings.Traces;
import org.holdfast.chain.evm.node.PartException.Kind;
import org.holdfast.chain.evm.node.json.RpcFields;
import org.holdfast.primitives.TxId;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/**
 * The calls inside the transactions of a block, asked for in one of several ways. An answer of geth's tracer names its
 * transactions and not its block: where it was not asked for by the block's hash, the node is asked afterwards whether
 * that block still stands at its height.
 */
final class NodeTraces implements Part<Traces, BlockCalls.Traced> {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final NodeCalls calls;
    private final Map<String, Object> tracer;

    NodeTraces(NodeCalls calls, NodeSettings settings) {
        this.calls = calls;
        long millis = settings.parts().traceTimeout().toMillis();
        this.tracer = Map.of("tracer", "callTracer", "timeout", millis + "ms");
    }

    @Override
    public List<Call> calls(Traces way, JsonNode block) {
        return switch (way) {
            case DEBUG_HASH -> List.of(Call.of("debug_traceBlockByHash", RpcFields.text(block, "hash"), tracer));
            case DEBUG_NUMBER -> List.of(Call.of("debug_traceBlockByNumber", RpcFields.text(block, "number"), tracer));
            case PARITY -> List.of(Call.of("trace_block", RpcFields.text(block, "number")));
            case DEBUG_TRANSACTION ->
                transactions(block).stream().map(this::single).toList();
        };
    }

    private Call single(String transaction) {
        return Call.of("debug_traceTransaction", transaction, tracer);
    }

    private static List<String> transactions(JsonNode block) {
        var hashes = new ArrayList<String>();
        for (JsonNode transaction : RpcFields.items(block, "transactions")) {
            hashes.add(RpcFields.text(transaction, "hash").toLowerCase(Locale.ROOT));
        }
        return hashes;
    }

    @Override
    public BlockCalls.Traced read(Traces way, JsonNode block, List<Answer> answers) throws PartException {
        String what = "traces of block " + RpcFields.text(block, "hash");
        List<TxId> ids = transactions(block).stream()
                .map(hash -> TxId.parse(hash.substring(2)))
                .toList();
        if (way == Traces.PARITY) {
            return ParityCalls.decode(parity(PartException.result(answers.getFirst(), what), block), ids);
        }
        JsonNode traces = way == Traces.DEBUG_TRANSACTION
                ? joined(block, answers)
                : PartException.result(answers.getFirst(), what);
        Part.requireWhole(traces, block, "traces");
        boolean byHash = way == Traces.DEBUG_HASH;
        boolean alone = complete((ArrayNode) traces, block, !byHash);
        if (alone || !byHash) {
            requireStill(block);
        }
        return GethCalls.decode(traces, ids);
    }

    private static JsonNode parity(JsonNode traces, JsonNode block) throws PartException {
        var traced = new HashSet<JsonNode>();
        for (JsonNode trace : RpcFields.list(traces, "traces")) {
            Part.requireOfBlock(trace, RpcFields.text(block, "hash"));
            if (trace.hasNonNull("transactionPosition")) {
                traced.add(trace.get("transactionPosition"));
            }
        }
        Part.requireNumber(traced.size(), block, "traces");
        return traces;
    }

    /** Traces of single transactions in the form in which those of a block come. */
    private static JsonNode joined(JsonNode block, List<Answer> answers) throws PartException {
        ArrayNode traces = JSON.createArrayNode();
        List<String> hashes = transactions(block);
        for (int i = 0; i < hashes.size(); i++) {
            JsonNode trace = PartException.result(answers.get(i), "trace of transaction " + hashes.get(i));
            traces.add(JSON.createObjectNode().put("txHash", hashes.get(i)).set("result", trace));
        }
        return traces;
    }

    /**
     * Asks once more, alone, for each transaction that the node could not trace together with the others.
     *
     * @return whether there was one
     */
    private boolean complete(ArrayNode traces, JsonNode block, boolean mustName) throws PartException {
        List<String> hashes = transactions(block);
        boolean asked = false;
        for (int i = 0; i < hashes.size(); i++) {
            JsonNode trace = traces.get(i);
            String hash = hashes.get(i);
            requireCalls(trace);
            if (mustName && !hash.equals(trace.path("txHash").asString("").toLowerCase(Locale.ROOT))) {
                throw new PartException(Kind.MOVED, "trace " + i + " is not of transaction " + hash);
            }
            if (trace.path("result").isObject()) {
                continue;
            }
            var failed = failure(trace.path("error"));
            if (failed.meaning() == Refusal.NOT_THIS_WAY) {
                throw new PartException(Kind.NOT_THIS_WAY, failed.words());
            }
            String what = "trace of transaction " + hash + " (together with its block: " + failed.words() + ")";
            JsonNode alone = PartException.result(calls.ask(single(hash)), what);
            traces.set(i, JSON.createObjectNode().put("txHash", hash).set("result", alone));
            asked = true;
        }
        return asked;
    }

    /** A node that knows no tracers answers with the steps of the machine, whatever it was asked for. */
    private static void requireCalls(JsonNode trace) throws PartException {
        JsonNode result = trace.path("result");
        if (trace.has("structLogs") || result.has("structLogs")) {
            throw new PartException(Kind.NOT_THIS_WAY, "it answers with steps of the machine instead of calls");
        }
    }

    private static Answer.Refused failure(JsonNode error) {
        String words =
                error.isString() ? error.stringValue() : error.path("message").asString("no reason");
        int code = error.path("code").asInt(0);
        return new Answer.Refused(Refusal.of(code, words), code, Refusal.quote(words));
    }

    private void requireStill(JsonNode block) throws PartException {
        String number = RpcFields.text(block, "number");
        JsonNode now = PartException.result(
                calls.ask(Call.of("eth_getBlockByNumber", number, false)), "block at height " + number);
        if (!RpcFields.text(now, "hash").equalsIgnoreCase(RpcFields.text(block, "hash"))) {
            throw new PartException(Kind.MOVED, "another block at height " + number);
        }
    }
}

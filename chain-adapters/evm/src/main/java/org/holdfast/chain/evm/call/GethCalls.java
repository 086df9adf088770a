package org.holdfast.chain.evm.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.holdfast.chain.evm.coding.EvmAddress;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.primitives.TxId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads what {@code debug_traceBlockByNumber} and {@code ...ByHash} answer with the tracer {@code callTracer}. */
public final class GethCalls {
    private static final Map<String, CallKind> KINDS = Map.of(
            "CALL", CallKind.CALL,
            "CALLCODE", CallKind.CALLCODE,
            "DELEGATECALL", CallKind.DELEGATECALL,
            "STATICCALL", CallKind.STATICCALL,
            "CREATE", CallKind.CREATE,
            "CREATE2", CallKind.CREATE2,
            "SELFDESTRUCT", CallKind.SELFDESTRUCT);

    private GethCalls() {}

    /**
     * Reads the calls of a block.
     *
     * @param result the array in the answer's field {@code result}: {@code {txHash, result}} for each transaction
     * @param transactions the block's transactions, in order
     * @throws InputFaultException where a trace is missing, belongs to another transaction or does not have its form
     */
    public static BlockCalls.Traced decode(JsonNode result, List<TxId> transactions) {
        JsonNode items = CallJson.array(result, "traces");
        if (items.size() != transactions.size()) {
            throw CallJson.mismatch("number of traces", transactions.size(), items.size());
        }
        var roots = new ArrayList<CallFrame>(transactions.size());
        for (int i = 0; i < transactions.size(); i++) {
            JsonNode item = CallJson.object(items.get(i), "a trace");
            CallJson.sameTransaction(transactions.get(i), CallJson.textOrNone(item, "txHash"));
            roots.add(frame(CallJson.object(item.get("result"), "the trace of " + transactions.get(i)), 0));
        }
        return new BlockCalls.Traced(roots, List.of());
    }

    private static CallFrame frame(JsonNode node, int depth) {
        if (depth >= CallFrame.DEPTH_MAX) {
            throw CallJson.malformed("at most " + CallFrame.DEPTH_MAX + " nested calls", "more");
        }
        String type = CallJson.text(node, "type").toUpperCase(Locale.ROOT);
        CallKind kind = KINDS.get(type);
        if (kind == null) {
            throw CallJson.malformed("a type of call", type);
        }
        var children = new ArrayList<CallFrame>();
        JsonNode calls = node.get("calls");
        if (calls != null && !calls.isNull()) {
            for (JsonNode call : CallJson.array(calls, "calls")) {
                children.add(frame(CallJson.object(call, "a call"), depth + 1));
            }
        }
        String error = CallJson.textOrNone(node, "error");
        return new CallFrame(
                kind,
                CallJson.address(node, "from"),
                receiver(node, error),
                CallJson.quantityOrZero(node, "value"),
                CallJson.bytesOrNone(node, "input"),
                error,
                children);
    }

    /** Only a creation that failed may lack it. */
    private static @Nullable EvmAddress receiver(JsonNode node, @Nullable String error) {
        return error == null ? CallJson.address(node, "to") : CallJson.addressOrNone(node, "to");
    }
}

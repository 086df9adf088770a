package org.holdfast.chain.evm.call;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.holdfast.chain.evm.coding.Bytes;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.primitives.TxId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads what {@code trace_block} answers: a flat list in which each call names its place in the tree. */
public final class ParityCalls {
    private ParityCalls() {}

    /**
     * Reads the calls of a block and what is stated of rewards.
     *
     * @param result the array in the answer's field {@code result}
     * @param transactions the block's transactions, in order
     * @throws InputFaultException where a trace is missing, belongs to another transaction or does not have its form
     */
    public static BlockCalls.Traced decode(JsonNode result, List<TxId> transactions) {
        var roots = new ArrayList<@Nullable Node>();
        transactions.forEach(transaction -> roots.add(null));
        var rewards = new ArrayList<BlockCalls.StatedReward>();
        for (JsonNode item : CallJson.array(result, "traces")) {
            CallJson.object(item, "a trace");
            JsonNode action = CallJson.object(item.get("action"), "an action");
            String type = CallJson.text(item, "type").toLowerCase(Locale.ROOT);
            if (type.equals("reward")) {
                rewards.add(new BlockCalls.StatedReward(
                        CallJson.address(action, "author"), CallJson.quantityOrZero(action, "value")));
            } else {
                int index = transactionOf(item, transactions);
                hang(roots, index, path(item), new Node(frame(type, item, action)));
            }
        }
        var built = new ArrayList<CallFrame>(roots.size());
        for (int i = 0; i < roots.size(); i++) {
            Node root = roots.get(i);
            if (root == null) {
                throw CallJson.mismatch("traces of transaction " + transactions.get(i), "at least one", "none");
            }
            built.add(root.build());
        }
        return new BlockCalls.Traced(built, rewards);
    }

    private static int transactionOf(JsonNode item, List<TxId> transactions) {
        JsonNode position = item.get("transactionPosition");
        boolean inside = position != null
                && position.isIntegralNumber()
                && position.canConvertToInt()
                && position.intValue() >= 0
                && position.intValue() < transactions.size();
        if (!inside) {
            throw CallJson.mismatch("transaction of a trace", "0 to " + (transactions.size() - 1), position + "");
        }
        CallJson.sameTransaction(transactions.get(position.intValue()), CallJson.textOrNone(item, "transactionHash"));
        return position.intValue();
    }

    private static List<Integer> path(JsonNode item) {
        var path = new ArrayList<Integer>();
        for (JsonNode step : CallJson.array(item.get("traceAddress"), "child numbers")) {
            if (!step.isIntegralNumber() || !step.canConvertToInt()) {
                throw CallJson.malformed("child numbers", step.toString());
            }
            path.add(step.intValue());
        }
        if (path.size() >= CallFrame.DEPTH_MAX) {
            throw CallJson.malformed("at most " + CallFrame.DEPTH_MAX + " nested calls", "more");
        }
        return path;
    }

    /** Parents come before their children and children in their order, so each goes to the end of its parent's list. */
    private static void hang(List<@Nullable Node> roots, int index, List<Integer> path, Node node) {
        Node parent = roots.get(index);
        if (path.isEmpty()) {
            if (parent != null) {
                throw CallJson.mismatch("traces of transaction " + index, "one outermost call", "two");
            }
            roots.set(index, node);
            return;
        }
        for (int step : path.subList(0, path.size() - 1)) {
            parent = parent != null && step >= 0 && step < parent.children.size() ? parent.children.get(step) : null;
        }
        if (parent == null || parent.children.size() != path.getLast()) {
            throw CallJson.malformed("a parent and all earlier siblings before a call", "a call at " + path);
        }
        parent.children.add(node);
    }

    private static CallFrame frame(String type, JsonNode item, JsonNode action) {
        String error = CallJson.textOrNone(item, "error");
        return switch (type) {
            case "call" ->
                new CallFrame(
                        callKind(CallJson.text(action, "callType")),
                        CallJson.address(action, "from"),
                        CallJson.address(action, "to"),
                        CallJson.quantityOrZero(action, "value"),
                        CallJson.bytesOrNone(action, "input"),
                        error,
                        List.of());
            case "create" ->
                new CallFrame(
                        "create2".equals(CallJson.textOrNone(action, "creationMethod"))
                                ? CallKind.CREATE2
                                : CallKind.CREATE,
                        CallJson.address(action, "from"),
                        error == null
                                ? CallJson.address(
                                        CallJson.object(item.get("result"), "a creation's result"), "address")
                                : null,
                        CallJson.quantityOrZero(action, "value"),
                        CallJson.bytesOrNone(action, "init"),
                        error,
                        List.of());
            case "suicide", "selfdestruct" ->
                new CallFrame(
                        CallKind.SELFDESTRUCT,
                        CallJson.address(action, "address"),
                        CallJson.address(action, "refundAddress"),
                        CallJson.quantityOrZero(action, "balance"),
                        Bytes.EMPTY,
                        error,
                        List.of());
            default -> throw CallJson.malformed("a type of trace", type);
        };
    }

    private static CallKind callKind(String type) {
        return switch (type.toLowerCase(Locale.ROOT)) {
            case "call" -> CallKind.CALL;
            case "callcode" -> CallKind.CALLCODE;
            case "delegatecall" -> CallKind.DELEGATECALL;
            case "staticcall" -> CallKind.STATICCALL;
            default -> throw CallJson.malformed("a type of call", type);
        };
    }

    /** A frame whose children are still arriving. */
    private static final class Node {
        private final CallFrame frame;
        private final List<Node> children = new ArrayList<>();

        Node(CallFrame frame) {
            this.frame = frame;
        }

        CallFrame build() {
            return new CallFrame(
                    frame.kind(),
                    frame.from(),
                    frame.to(),
                    frame.value(),
                    frame.input(),
                    frame.error(),
                    children.stream().map(Node::build).toList());
        }
    }
}

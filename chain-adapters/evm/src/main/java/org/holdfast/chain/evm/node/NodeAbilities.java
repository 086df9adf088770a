package org.holdfast.chain.evm.node;

import java.util.Map;
import org.holdfast.chain.evm.node.NodeCalls.Answer;
import org.holdfast.chain.evm.node.NodeCalls.Call;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import tools.jackson.databind.JsonNode;

/**
 * What a node can do, found out by asking it once at the start.
 *
 * @param blockReceipts whether it gives all receipts of a block at once
 * @param traces how it tells the calls inside transactions
 */
record NodeAbilities(boolean blockReceipts, Traces traces) {
    private static final int METHOD_NOT_FOUND = -32_601;
    private static final int METHOD_NOT_SUPPORTED = -32_004;

    /** How a node tells the calls inside transactions. */
    enum Traces {
        /** {@code debug_traceBlockByHash} with geth's {@code callTracer}: by hash, so it cannot be of another block. */
        CALL_TRACER,
        /** {@code trace_block}, by number; each trace states its block's hash. */
        TRACE_BLOCK,
        /** Not at all. */
        NONE
    }

    static final Map<String, Object> CALL_TRACER = Map.of("tracer", "callTracer");

    /**
     * Asks the node.
     *
     * @throws InputFaultException where it is of another chain, or cannot trace and that was not accepted
     */
    static NodeAbilities probe(NodeCalls calls, NodeSettings settings) {
        requireChain(calls, settings);
        JsonNode tip = result(calls.ask(Call.of("eth_getBlockByNumber", "latest", false)), "latest block");
        String hash = RpcFields.text(tip, "hash");
        boolean blockReceipts = isOffered(calls.ask(Call.of("eth_getBlockReceipts", hash)));
        Traces traces = traces(calls, hash, RpcFields.text(tip, "number"));
        if (traces == Traces.NONE && settings.internalTransfers() == NodeSettings.InternalTransfers.REQUIRED) {
            throw new InputFaultException(new InputFault(
                    "evm.node.no-traces",
                    "a node does not tell the calls inside transactions",
                    settings.where(),
                    "debug_traceBlockByHash with callTracer, or trace_block",
                    "neither",
                    "use a node that traces, or accept with the setting \"no internal transfers\" that value moved"
                            + " inside transactions is missing everywhere"));
        }
        return new NodeAbilities(blockReceipts, traces);
    }

    private static void requireChain(NodeCalls calls, NodeSettings settings) {
        JsonNode stated = result(calls.ask(Call.of("eth_chainId")), "chain id");
        if (!stated.isString()) {
            throw RpcFields.malformed("chain id", "a quantity", stated.toString());
        }
        String number = RpcFields.quantity(stated.stringValue(), "chain id").toString();
        if (!number.equals(Long.toUnsignedString(settings.chainNumber()))) {
            throw new InputFaultException(new InputFault(
                    "evm.node.other-chain",
                    "a node is of another chain",
                    settings.where(),
                    settings.chain().text(),
                    "chain id " + number,
                    "give the address of a node of this chain, or name the other chain"));
        }
    }

    private static Traces traces(NodeCalls calls, String hash, String number) {
        if (isOffered(calls.ask(Call.of("debug_traceBlockByHash", hash, CALL_TRACER)))) {
            return Traces.CALL_TRACER;
        }
        return isOffered(calls.ask(Call.of("trace_block", number))) ? Traces.TRACE_BLOCK : Traces.NONE;
    }

    /** An error of another kind, such as geth's for the first block, says that the method is there. */
    private static boolean isOffered(Answer answer) {
        return switch (answer) {
            case Answer.Result result -> true;
            case Answer.Refused refused ->
                refused.code() != METHOD_NOT_FOUND
                        && refused.code() != METHOD_NOT_SUPPORTED
                        && !refused.message().contains("not available")
                        && !refused.message().contains("not supported");
        };
    }

    /** The result, or what was refused as a fault. */
    static JsonNode result(Answer answer, String what) {
        return switch (answer) {
            case Answer.Result result -> result.value();
            case Answer.Refused refused ->
                throw new InputFaultException(new InputFault(
                        "evm.node.refused",
                        "a node refuses to answer",
                        what,
                        "an answer",
                        refused.code() + " " + InputFault.quote(refused.message()),
                        "ask another node, or one that keeps old blocks and their state"));
        };
    }
}

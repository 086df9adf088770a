package org.holdfast.chain.evm.node.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.holdfast.chain.evm.block.EvmTransaction;
import org.holdfast.chain.evm.coding.Bytes;
import org.holdfast.chain.evm.coding.Rlp;
import org.holdfast.chain.evm.coding.RlpItem;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import tools.jackson.databind.JsonNode;

/**
 * Brings a transaction of a node's answer into its consensus coding. No further statement of the node is
 * believed: the id and the sender follow from the coding, and the block's transactions root covers it.
 */
final class TransactionJson {
    private static final String KINDS = "kind 0 (legacy), 1 (EIP-2930), 2 (EIP-1559), 3 (EIP-4844) or 4 (EIP-7702)";
    /** Kinds that have a meaning on some chains only. */
    private static final Map<Long, String> KNOWN_ELSEWHERE = Map.of(
            0x7eL, " (a deposit of the OP stack)",
            0x64L, " (a deposit of Arbitrum)",
            0x65L, " (of Arbitrum)",
            0x66L, " (of Arbitrum)",
            0x68L, " (of Arbitrum)",
            0x69L, " (of Arbitrum)",
            0x6aL, " (of Arbitrum)",
            0x71L, " (of ZKsync)",
            0xffL, " (of ZKsync)",
            0x7bL, " (of Celo)");

    private static final int BLOBS = 3;
    private static final int DELEGATIONS = 4;

    private TransactionJson() {}

    /**
     * Reads one transaction.
     *
     * @throws InputFaultException where its kind is unknown, a field is missing, or its id is not its coding's hash
     */
    static EvmTransaction decode(JsonNode json) {
        requireKnownKind(json, "");
        long kind = kind(json);
        EvmTransaction transaction = EvmTransaction.decode(kind == 0 ? legacy(json) : typed((int) kind, json));
        String stated = RpcFields.text(json, "hash").toLowerCase(Locale.ROOT);
        if (!stated.equals("0x" + transaction.id())) {
            throw RpcFields.malformed("transaction's hash", "the hash of its fields, 0x" + transaction.id(), stated);
        }
        return transaction;
    }

    private static long kind(JsonNode json) {
        return RpcFields.has(json, "type") ? RpcFields.longQuantity(json, "type") : 0;
    }

    /**
     * Refuses a transaction whose coding is not known, and with it its id and sender.
     *
     * @param ofChain the chain for the message, or nothing
     */
    static void requireKnownKind(JsonNode json, String ofChain) {
        RpcFields.object(json, "transaction");
        long kind = kind(json);
        boolean unsigned = RpcFields.has(json, "r")
                && RpcFields.has(json, "s")
                && RpcFields.quantity(json, "r").signum() == 0
                && RpcFields.quantity(json, "s").signum() == 0;
        if (kind > DELEGATIONS || unsigned) {
            String known = KNOWN_ELSEWHERE.getOrDefault(kind, "");
            throw new InputFaultException(new InputFault(
                    "evm.transaction.unknown-kind",
                    "a transaction is of a kind that is not known",
                    "transaction " + InputFault.quote(RpcFields.text(json, "hash")) + ofChain,
                    KINDS + ", with a signature",
                    "kind 0x" + Long.toHexString(kind) + known + (unsigned ? ", without a signature" : ""),
                    "this chain cannot be followed past this block until a version knows the kind: end it with"
                            + " ./holdfast follow --chain CHAIN --off, or wait; the block is not published"));
        }
    }

    private static Bytes legacy(JsonNode json) {
        var fields = new ArrayList<RlpItem>();
        fields.add(RpcFields.number(json, "nonce"));
        fields.add(RpcFields.number(json, "gasPrice"));
        addPayment(fields, json);
        fields.add(RpcFields.number(json, "v"));
        fields.add(RpcFields.number(json, "r"));
        fields.add(RpcFields.number(json, "s"));
        return Rlp.encode(RlpItem.of(fields));
    }

    private static Bytes typed(int kind, JsonNode json) {
        var fields = new ArrayList<RlpItem>();
        fields.add(RpcFields.number(json, "chainId"));
        fields.add(RpcFields.number(json, "nonce"));
        if (kind == 1) {
            fields.add(RpcFields.number(json, "gasPrice"));
        } else {
            fields.add(RpcFields.number(json, "maxPriorityFeePerGas"));
            fields.add(RpcFields.number(json, "maxFeePerGas"));
        }
        addPayment(fields, json);
        fields.add(accessList(json));
        if (kind == BLOBS) {
            fields.add(RpcFields.number(json, "maxFeePerBlobGas"));
            fields.add(RpcFields.bytesList(json, "blobVersionedHashes"));
        } else if (kind == DELEGATIONS) {
            fields.add(delegations(json));
        }
        addSignature(fields, json);
        return Bytes.of((byte) kind).plus(Rlp.encode(RlpItem.of(fields)));
    }

    private static void addPayment(List<RlpItem> fields, JsonNode json) {
        fields.add(RpcFields.number(json, "gas"));
        fields.add(RpcFields.bytesOrNone(json, "to"));
        fields.add(RpcFields.number(json, "value"));
        fields.add(RpcFields.bytes(json, "input"));
    }

    /** Nodes from before the field yParity state the parity as v. */
    private static void addSignature(List<RlpItem> fields, JsonNode json) {
        fields.add(RpcFields.number(json, RpcFields.has(json, "yParity") ? "yParity" : "v"));
        fields.add(RpcFields.number(json, "r"));
        fields.add(RpcFields.number(json, "s"));
    }

    private static RlpItem accessList(JsonNode json) {
        var list = new ArrayList<RlpItem>();
        for (JsonNode entry : RpcFields.items(json, "accessList")) {
            list.add(RlpItem.of(List.of(RpcFields.bytes(entry, "address"), RpcFields.bytesList(entry, "storageKeys"))));
        }
        return RlpItem.of(list);
    }

    private static RlpItem delegations(JsonNode json) {
        var list = new ArrayList<RlpItem>();
        for (JsonNode entry : RpcFields.items(json, "authorizationList")) {
            var fields = new ArrayList<RlpItem>();
            fields.add(RpcFields.number(entry, "chainId"));
            fields.add(RpcFields.bytes(entry, "address"));
            fields.add(RpcFields.number(entry, "nonce"));
            addSignature(fields, entry);
            list.add(RlpItem.of(fields));
        }
        return RlpItem.of(list);
    }
}

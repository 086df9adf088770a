package org.holdfast.chain.evm.node.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.holdfast.chain.evm.block.EvmBlock;
import org.holdfast.chain.evm.block.EvmHeader;
import org.holdfast.chain.evm.block.EvmLog;
import org.holdfast.chain.evm.block.EvmReceipt;
import org.holdfast.chain.evm.block.EvmTransaction;
import org.holdfast.chain.evm.block.Withdrawal;
import org.holdfast.chain.evm.coding.Bytes;
import org.holdfast.chain.evm.coding.EvmAddress;
import org.holdfast.chain.evm.coding.Rlp;
import org.holdfast.chain.evm.coding.RlpItem;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.Hash256;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import tools.jackson.databind.JsonNode;

/**
 * Brings a block and its receipts from a node's answers into the forms that their hashes are made over, as
 * {@code eth_getBlockByHash} with whole transactions and {@code eth_getBlockReceipts} give them.
 */
public final class BlockJson {
    /** In the order in which the header's RLP holds them; the fields after the nonce came with hard forks. */
    private static final List<Field> HEADER = List.of(
            new Field("parentHash", false),
            new Field("sha3Uncles", false),
            new Field("miner", false),
            new Field("stateRoot", false),
            new Field("transactionsRoot", false),
            new Field("receiptsRoot", false),
            new Field("logsBloom", false),
            new Field("difficulty", true),
            new Field("number", true),
            new Field("gasLimit", true),
            new Field("gasUsed", true),
            new Field("timestamp", true),
            new Field("extraData", false),
            new Field("mixHash", false),
            new Field("nonce", false));

    private static final List<Field> HEADER_LATER = List.of(
            new Field("baseFeePerGas", true),
            new Field("withdrawalsRoot", false),
            new Field("blobGasUsed", true),
            new Field("excessBlobGas", true),
            new Field("parentBeaconBlockRoot", false),
            new Field("requestsHash", false));

    private static final Set<String> BESIDE_HEADER =
            Set.of("hash", "size", "totalDifficulty", "transactions", "uncles", "withdrawals");

    private record Field(String name, boolean number) {}

    private BlockJson() {}

    /**
     * Reads a header.
     *
     * @throws InputFaultException where the stated hash is not the hash of the stated fields
     */
    public static EvmHeader header(JsonNode json) {
        RpcFields.object(json, "block");
        var fields = new ArrayList<RlpItem>(HEADER.size() + HEADER_LATER.size());
        for (Field field : HEADER) {
            fields.add(item(json, field));
        }
        for (Field field : HEADER_LATER) {
            if (RpcFields.has(json, field.name)) {
                fields.add(item(json, field));
            }
        }
        EvmHeader header = EvmHeader.decode(Rlp.encode(RlpItem.of(fields)));
        BlockHash stated = RpcFields.hash(json, "hash");
        if (!stated.equals(header.hash())) {
            throw new InputFaultException(new InputFault(
                    "evm.header.mismatch",
                    "a block's hash is not the hash of its header",
                    "block " + header.number(),
                    header.hash().toString(),
                    stated + unknownFields(json),
                    "ask another node, or wait for a version that knows this chain's headers; the block is not"
                            + " published"));
        }
        return header;
    }

    /** Refuses a block with a transaction whose coding is not known, before anything else is asked for it. */
    public static void requireKnownKinds(JsonNode block, ChainId chain) {
        for (JsonNode transaction : RpcFields.items(block, "transactions")) {
            TransactionJson.requireKnownKind(transaction, " of " + chain.text());
        }
    }

    /**
     * A block of its parts, not yet verified against one another.
     *
     * @param block the whole block
     * @param receipts one for each transaction, in block order, as each states
     * @param ommers the headers of its uncles, in order
     */
    public static EvmBlock block(JsonNode block, List<JsonNode> receipts, List<EvmHeader> ommers) {
        EvmHeader header = header(block);
        var transactions = new ArrayList<EvmTransaction>();
        for (JsonNode transaction : RpcFields.items(block, "transactions")) {
            transactions.add(TransactionJson.decode(transaction));
        }
        var decoded = new ArrayList<EvmReceipt>(receipts.size());
        for (int i = 0; i < receipts.size(); i++) {
            requirePlace(receipts.get(i), i);
            decoded.add(receipt(receipts.get(i)));
        }
        var withdrawals = new ArrayList<Withdrawal>();
        for (JsonNode withdrawal : RpcFields.items(block, "withdrawals")) {
            withdrawals.add(withdrawal(withdrawal));
        }
        return new EvmBlock(header, transactions, decoded, ommers, withdrawals);
    }

    /** Fields that may belong to headers of a chain or of a fork that is not known. */
    private static String unknownFields(JsonNode json) {
        String unknown = json.propertyNames().stream()
                .filter(name -> !BESIDE_HEADER.contains(name))
                .filter(name -> Stream.of(HEADER, HEADER_LATER)
                        .flatMap(List::stream)
                        .noneMatch(field -> field.name.equals(name)))
                .sorted()
                .collect(Collectors.joining(", "));
        return unknown.isEmpty() ? "" : ", with fields that are not known: " + InputFault.quote(unknown);
    }

    /** Reads one receipt. Its bloom is not read: it follows from the logs, and the receipts root covers it. */
    public static EvmReceipt receipt(JsonNode json) {
        RpcFields.object(json, "receipt");
        var logs = new ArrayList<EvmLog>();
        for (JsonNode log : RpcFields.items(json, "logs")) {
            logs.add(log(log));
        }
        long kind = RpcFields.has(json, "type") ? RpcFields.longQuantity(json, "type") : 0;
        if (kind >= Byte.MAX_VALUE) {
            throw RpcFields.malformed("receipt's type", "below 127", Long.toString(kind));
        }
        // Receipts from before Byzantium state a root in place of the status.
        Bytes outcome = RpcFields.has(json, "status")
                ? Bytes.ofNumber(RpcFields.quantity(json, "status"))
                : Bytes.parse(RpcFields.text(json, "root"));
        return new EvmReceipt((int) kind, outcome, RpcFields.quantity(json, "cumulativeGasUsed"), logs);
    }

    private static EvmLog log(JsonNode json) {
        var topics = new ArrayList<Hash256>();
        for (JsonNode topic : RpcFields.items(json, "topics")) {
            Bytes bytes = Bytes.parse(topic.asString());
            if (bytes.size() != Hash256.BYTES) {
                throw RpcFields.malformed("topic", "32 bytes", bytes.toString());
            }
            topics.add(bytes.hash());
        }
        return new EvmLog(
                EvmAddress.parse(RpcFields.text(json, "address")), topics, Bytes.parse(RpcFields.text(json, "data")));
    }

    /** JSON states the amount in gwei, as the block does. */
    private static Withdrawal withdrawal(JsonNode json) {
        return Withdrawal.decode(RlpItem.of(List.of(
                RpcFields.number(json, "index"),
                RpcFields.number(json, "validatorIndex"),
                RpcFields.bytes(json, "address"),
                RpcFields.number(json, "amount"))));
    }

    private static void requirePlace(JsonNode receipt, int index) {
        long stated = RpcFields.longQuantity(RpcFields.object(receipt, "receipt"), "transactionIndex");
        if (stated != index) {
            throw RpcFields.malformed("receipt's place", Integer.toString(index), Long.toString(stated));
        }
    }

    private static RlpItem item(JsonNode json, Field field) {
        return field.number ? RpcFields.number(json, field.name) : RpcFields.bytes(json, field.name);
    }
}

package org.holdfast.chain.evm.generate;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.holdfast.chain.evm.block.EvmHeader;
import org.holdfast.chain.evm.block.EvmLog;
import org.holdfast.chain.evm.coding.Bytes;
import org.holdfast.chain.evm.coding.EvmAddress;
import org.holdfast.chain.evm.coding.Rlp;
import org.holdfast.chain.evm.coding.RlpItem;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.Hash256;

/** Generated blocks in the JSON of a node's answers. */
final class BlockText {
    private static final List<String> HEADER = List.of(
            "parentHash",
            "sha3Uncles",
            "miner",
            "stateRoot",
            "transactionsRoot",
            "receiptsRoot",
            "logsBloom",
            "difficulty",
            "number",
            "gasLimit",
            "gasUsed",
            "timestamp",
            "extraData",
            "mixHash",
            "nonce",
            "baseFeePerGas");
    private static final List<String> NUMBERS =
            List.of("difficulty", "number", "gasLimit", "gasUsed", "timestamp", "baseFeePerGas");
    private static final int HEX = 16;

    private BlockText() {}

    static String block(EvmHeader header, List<GeneratedTransaction> transactions) {
        var text = new StringBuilder("{\"hash\":\"0x").append(header.hash()).append('"');
        List<RlpItem> fields = Rlp.decode(header.encoded()).list();
        for (int i = 0; i < fields.size(); i++) {
            Bytes value = fields.get(i).text();
            text.append(",\"").append(HEADER.get(i)).append("\":\"");
            text.append(NUMBERS.contains(HEADER.get(i)) ? quantity(value.unsigned()) : value.toString());
            text.append('"');
        }
        var list = new ArrayList<String>(transactions.size());
        for (int i = 0; i < transactions.size(); i++) {
            list.add(transaction(header, i, transactions.get(i)));
        }
        return text.append(",\"size\":\"0x1\",\"uncles\":[],\"transactions\":[")
                .append(String.join(",", list))
                .append("]}")
                .toString();
    }

    private static String transaction(EvmHeader header, int index, GeneratedTransaction generated) {
        var t = generated.transaction();
        String gas = quantity(BigInteger.valueOf(generated.gasLimit()));
        String parity = t.signature().odd() ? "0x1" : "0x0";
        return ("{\"type\":\"0x2\",\"chainId\":\"%s\",\"nonce\":\"%s\",\"gas\":\"%s\",\"maxFeePerGas\":\"%s\","
                        + "\"maxPriorityFeePerGas\":\"%s\",\"to\":\"%s\",\"value\":\"%s\",\"accessList\":[],"
                        + "\"input\":\"%s\",\"r\":\"%s\",\"s\":\"%s\",\"yParity\":\"%s\",\"v\":\"%s\","
                        + "\"hash\":\"0x%s\",\"blockHash\":\"0x%s\",\"blockNumber\":\"%s\","
                        + "\"transactionIndex\":\"%s\",\"from\":\"%s\",\"gasPrice\":\"%s\"}")
                .formatted(
                        quantity(BigInteger.valueOf(GeneratedTransaction.CHAIN)),
                        quantity(t.nonce()),
                        gas,
                        quantity(t.feeCap()),
                        quantity(t.tipCap()),
                        t.to(),
                        quantity(t.value()),
                        t.input(),
                        quantity(t.signature().r()),
                        quantity(t.signature().s()),
                        parity,
                        parity,
                        t.id(),
                        header.hash(),
                        quantity(BigInteger.valueOf(header.number())),
                        quantity(BigInteger.valueOf(index)),
                        generated.sender(),
                        quantity(t.feeCap()));
    }

    static String receipts(BlockRef block, List<GeneratedTransaction> transactions) {
        var list = new ArrayList<String>(transactions.size());
        int log = 0;
        for (int i = 0; i < transactions.size(); i++) {
            var generated = transactions.get(i);
            var logs = new ArrayList<String>();
            for (EvmLog one : generated.receipt().logs()) {
                logs.add(log(block, generated, i, log++, one));
            }
            list.add(("{\"type\":\"0x2\",\"status\":\"0x1\",\"cumulativeGasUsed\":\"%s\",\"logs\":[%s],"
                            + "\"logsBloom\":\"%s\",\"transactionHash\":\"0x%s\",\"transactionIndex\":\"0x%x\","
                            + "\"blockHash\":\"0x%s\",\"blockNumber\":\"0x%x\",\"from\":\"%s\",\"to\":\"%s\","
                            + "\"gasUsed\":\"0xea60\",\"effectiveGasPrice\":\"0x3b9aca00\",\"contractAddress\":null}")
                    .formatted(
                            quantity(generated.receipt().cumulativeGas()),
                            String.join(",", logs),
                            generated.receipt().bloom(),
                            generated.transaction().id(),
                            i,
                            block.hash(),
                            block.height(),
                            generated.sender(),
                            generated.transaction().to()));
        }
        return "[" + String.join(",", list) + "]";
    }

    private static String log(BlockRef block, GeneratedTransaction generated, int index, int number, EvmLog log) {
        var topics = log.topics().stream().map(topic -> "\"0x" + topic + "\"").toList();
        return ("{\"address\":\"%s\",\"topics\":[%s],\"data\":\"%s\",\"blockHash\":\"0x%s\",\"blockNumber\":\"0x%x\","
                        + "\"transactionHash\":\"0x%s\",\"transactionIndex\":\"0x%x\",\"logIndex\":\"0x%x\","
                        + "\"removed\":false}")
                .formatted(
                        log.contract(),
                        String.join(",", topics),
                        log.data(),
                        block.hash(),
                        block.height(),
                        generated.transaction().id(),
                        index,
                        number);
    }

    static String calls(List<GeneratedTransaction> transactions) {
        var list = transactions.stream()
                .map(t -> "{\"txHash\":\"0x" + t.transaction().id() + "\",\"result\":" + t.calls() + "}")
                .toList();
        return "[" + String.join(",", list) + "]";
    }

    /** A frame of the call tracer; no error where the text is empty. */
    static String call(
            String type,
            EvmAddress from,
            EvmAddress to,
            BigInteger value,
            Bytes input,
            String error,
            List<String> calls) {
        return ("{\"type\":\"%s\",\"from\":\"%s\",\"to\":\"%s\",\"value\":\"%s\",\"gas\":\"0x1d4c0\","
                        + "\"gasUsed\":\"0xea60\",\"input\":\"%s\",\"output\":\"0x%s\"%s%s}")
                .formatted(
                        type,
                        from,
                        to,
                        quantity(value),
                        input,
                        Hash256.ZERO,
                        error.isEmpty() ? "" : ",\"error\":\"" + error + "\"",
                        calls.isEmpty() ? "" : ",\"calls\":[" + String.join(",", calls) + "]");
    }

    private static String quantity(BigInteger number) {
        return "0x" + number.toString(HEX);
    }
}

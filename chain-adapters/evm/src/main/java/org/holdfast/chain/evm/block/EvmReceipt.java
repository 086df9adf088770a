package org.holdfast.chain.evm.block;

import java.math.BigInteger;
import java.util.List;
import org.holdfast.chain.evm.coding.Bytes;
import org.holdfast.chain.evm.coding.Rlp;
import org.holdfast.chain.evm.coding.RlpItem;

/**
 * What a transaction left. The bloom is not held: it follows from the logs.
 *
 * @param kind of the transaction
 * @param outcome empty: failed; one byte 1: succeeded; 32 bytes: a state root from before Byzantium, which does not say
 * @param cumulativeGas gas of the block up to and with this transaction
 */
public record EvmReceipt(int kind, Bytes outcome, BigInteger cumulativeGas, List<EvmLog> logs) {
    private static final int LIST_HEAD = 0xC0;
    private static final Bytes SUCCESS = Bytes.of((byte) 1);
    private static final int STATE_ROOT = 32;

    public EvmReceipt {
        logs = List.copyOf(logs);
        boolean known = outcome.isEmpty() || outcome.equals(SUCCESS) || outcome.size() == STATE_ROOT;
        Shape.require("receipt", "status 0 or 1, or a state root of 32 bytes", known, outcome);
    }

    /** The consensus form: {@code [outcome, gas, bloom, logs]}, after the kind where it is not 0. */
    public static EvmReceipt decode(Bytes encoded) {
        Shape.require("receipt", "at least one byte", !encoded.isEmpty(), encoded);
        boolean legacy = encoded.at(0) >= LIST_HEAD;
        List<RlpItem> f =
                Rlp.decode(legacy ? encoded : encoded.slice(1, encoded.size())).list();
        Shape.require("receipt", "4 fields", f.size() == 4, f.size());
        var receipt = new EvmReceipt(
                legacy ? 0 : encoded.at(0), f.get(0).text(), Shape.number(f.get(1)), decodeLogs(f.get(3)));
        Shape.require("receipt bloom", "the filter of its logs", f.get(2).text().equals(receipt.bloom()), "another");
        return receipt;
    }

    /** The form that peers exchange since eth/69: {@code [kind, outcome, gas, logs]}, without bloom. */
    public static EvmReceipt decodeWithoutBloom(RlpItem item) {
        List<RlpItem> f = item.list();
        Shape.require("receipt without bloom", "4 fields", f.size() == 4, f.size());
        return new EvmReceipt(
                (int) Shape.longNumber(f.get(0)), f.get(1).text(), Shape.number(f.get(2)), decodeLogs(f.get(3)));
    }

    /** The form that peers exchange since eth/69; the bloom filter follows from the logs. */
    public Bytes encodedWithoutBloom() {
        return Rlp.encode(RlpItem.of(List.of(
                RlpItem.of(Bytes.ofNumber(BigInteger.valueOf(kind))),
                RlpItem.of(outcome),
                RlpItem.of(Bytes.ofNumber(cumulativeGas)),
                RlpItem.of(logs.stream().map(EvmLog::item).toList()))));
    }

    /** The receipts trie's value. */
    public Bytes encoded() {
        return encoded(bloom());
    }

    /** The same, where the filter of its logs is known already. */
    Bytes encoded(Bytes bloom) {
        Bytes body = Rlp.encode(RlpItem.of(List.of(
                RlpItem.of(outcome),
                RlpItem.of(Bytes.ofNumber(cumulativeGas)),
                RlpItem.of(bloom),
                RlpItem.of(logs.stream().map(EvmLog::item).toList()))));
        return kind == 0 ? body : Bytes.of((byte) kind).plus(body);
    }

    public Bytes bloom() {
        return LogsBloom.of(logs);
    }

    public boolean succeeded() {
        return outcome.equals(SUCCESS);
    }

    /** Whether the receipt is from before Byzantium, when only a trace told success from failure. */
    public boolean isSilentOnSuccess() {
        return outcome.size() == STATE_ROOT;
    }

    private static List<EvmLog> decodeLogs(RlpItem item) {
        return item.list().stream().map(EvmLog::decode).toList();
    }
}

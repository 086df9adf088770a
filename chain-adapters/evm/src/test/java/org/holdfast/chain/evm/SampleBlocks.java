package org.holdfast.chain.evm;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.holdfast.chain.evm.block.EvmBlock;
import org.holdfast.chain.evm.block.EvmHeader;
import org.holdfast.chain.evm.block.EvmLog;
import org.holdfast.chain.evm.block.EvmReceipt;
import org.holdfast.chain.evm.block.EvmSignature;
import org.holdfast.chain.evm.block.EvmTransaction;
import org.holdfast.chain.evm.block.LogsBloom;
import org.holdfast.chain.evm.block.Withdrawal;
import org.holdfast.chain.evm.call.CallFrame;
import org.holdfast.chain.evm.call.CallKind;
import org.holdfast.chain.evm.coding.Bytes;
import org.holdfast.chain.evm.coding.EvmAddress;
import org.holdfast.chain.evm.coding.Keccak;
import org.holdfast.chain.evm.trie.MerkleTrie;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.Hash256;
import org.holdfast.primitives.TxId;
import org.jspecify.annotations.Nullable;

/** Blocks made by hand. Their parts are not hashed into the header: extraction starts after that check. */
public final class SampleBlocks {
    public static final EvmAddress MINER = address(0xFEE);
    private static final Hash256 ONE = Keccak.hash(Bytes.of((byte) 1));
    /** The x of the curve's generator: as the r of a signature it always belongs to a point. */
    private static final BigInteger R =
            new BigInteger("79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798", 16);

    private SampleBlocks() {}

    public static EvmAddress address(long number) {
        Bytes tail = Bytes.ofNumber(number);
        return EvmAddress.of(Bytes.of(new byte[EvmAddress.BYTES - tail.size()]).plus(tail));
    }

    public static Hash256 word(EvmAddress address) {
        return Bytes.of(new byte[12]).plus(address.bytes()).hash();
    }

    public static Hash256 word(BigInteger number) {
        Bytes tail = Bytes.ofNumber(number);
        return Bytes.of(new byte[32 - tail.size()]).plus(tail).hash();
    }

    public static Bytes data(Object... words) {
        Bytes data = Bytes.EMPTY;
        for (Object word : words) {
            data = data.plus(Bytes.of(
                    switch (word) {
                        case EvmAddress address -> word(address).displayBytes();
                        case BigInteger number -> word(number).displayBytes();
                        case Integer number -> word(BigInteger.valueOf(number)).displayBytes();
                        case Long number -> word(BigInteger.valueOf(number)).displayBytes();
                        case Hash256 hash -> hash.displayBytes();
                        default -> throw new IllegalArgumentException(word.toString());
                    }));
        }
        return data;
    }

    public static EvmLog log(EvmAddress contract, Hash256 topic, List<?> indexed, Bytes data) {
        var topics = new ArrayList<Hash256>();
        topics.add(topic);
        indexed.forEach(word -> topics.add(data(word).hash()));
        return new EvmLog(contract, topics, data);
    }

    /** A transaction whose sender follows from its number. Prices are in wei per gas. */
    public static EvmTransaction transaction(
            int number, @Nullable EvmAddress to, BigInteger value, long feeCap, long tipCap, int blobs) {
        BigInteger n = BigInteger.valueOf(number);
        return new EvmTransaction(
                new TxId(Keccak.hash(Bytes.ofNumber(1_000_000L + number))),
                blobs > 0 ? 3 : 2,
                n,
                to,
                value,
                BigInteger.valueOf(feeCap),
                BigInteger.valueOf(tipCap),
                blobs,
                Bytes.EMPTY,
                new EvmSignature(false, R, n.add(BigInteger.ONE), ONE),
                Bytes.EMPTY);
    }

    public static EvmAddress sender(int number) {
        return transaction(number, MINER, BigInteger.ZERO, 0, 0, 0).signature().signer();
    }

    public static EvmReceipt receipt(boolean success, long cumulativeGas, EvmLog... logs) {
        return new EvmReceipt(
                2, success ? Bytes.of((byte) 1) : Bytes.EMPTY, BigInteger.valueOf(cumulativeGas), List.of(logs));
    }

    public static CallFrame call(EvmAddress from, EvmAddress to, long value, CallFrame... children) {
        return frame(CallKind.CALL, from, to, value, null, children);
    }

    public static CallFrame frame(
            CallKind kind,
            EvmAddress from,
            @Nullable EvmAddress to,
            long value,
            @Nullable String error,
            CallFrame... children) {
        return new CallFrame(kind, from, to, BigInteger.valueOf(value), Bytes.EMPTY, error, List.of(children));
    }

    public static EvmHeader header(long number, long difficulty, @Nullable Long baseFee, @Nullable Long excessBlobGas) {
        return new EvmHeader(
                new BlockHash(Keccak.hash(Bytes.ofNumber(number))),
                new BlockHash(Keccak.hash(Bytes.ofNumber(number + 7))),
                Hash256.ZERO,
                MINER,
                MerkleTrie.EMPTY_ROOT,
                MerkleTrie.EMPTY_ROOT,
                LogsBloom.of(List.of()),
                BigInteger.valueOf(difficulty),
                number,
                BigInteger.ZERO,
                1_800_000_000L,
                baseFee == null ? null : BigInteger.valueOf(baseFee),
                null,
                excessBlobGas == null ? null : BigInteger.valueOf(excessBlobGas),
                Bytes.EMPTY);
    }

    public static EvmBlock block(
            EvmHeader header, List<EvmTransaction> transactions, List<EvmReceipt> receipts, Withdrawal... withdrawals) {
        return new EvmBlock(header, transactions, receipts, List.of(), List.of(withdrawals));
    }
}

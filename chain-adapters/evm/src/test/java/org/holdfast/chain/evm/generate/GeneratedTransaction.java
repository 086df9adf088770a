package org.holdfast.chain.evm.generate;

import java.math.BigInteger;
import java.util.List;
import org.holdfast.chain.evm.block.EvmReceipt;
import org.holdfast.chain.evm.block.EvmTransaction;
import org.holdfast.chain.evm.coding.Bytes;
import org.holdfast.chain.evm.coding.EvmAddress;
import org.holdfast.chain.evm.coding.Keccak;
import org.holdfast.chain.evm.coding.Rlp;
import org.holdfast.chain.evm.coding.RlpItem;

/** One generated transaction of kind 2 with what it left and the calls it made. */
record GeneratedTransaction(
        EvmTransaction transaction, EvmAddress sender, long gasLimit, EvmReceipt receipt, String calls) {
    static final long CHAIN = 31_337;
    static final long FEE_CAP = 2_000_000_000;
    static final long TIP_CAP = 1_000_000;
    private static final int KIND = 2;

    static EvmTransaction sign(
            GeneratedKey key, long nonce, long gasLimit, EvmAddress to, BigInteger value, Bytes input) {
        List<RlpItem> unsigned = List.of(
                number(CHAIN),
                number(nonce),
                number(TIP_CAP),
                number(FEE_CAP),
                number(gasLimit),
                RlpItem.of(to.bytes()),
                RlpItem.of(Bytes.ofNumber(value)),
                RlpItem.of(input),
                RlpItem.of(List.of()));
        Bytes kind = Bytes.of((byte) KIND);
        var signature = key.sign(Keccak.hash(kind.plus(Rlp.encode(RlpItem.of(unsigned)))));
        var signed = new java.util.ArrayList<>(unsigned);
        signed.add(number(signature.odd() ? 1 : 0));
        signed.add(RlpItem.of(Bytes.ofNumber(signature.r())));
        signed.add(RlpItem.of(Bytes.ofNumber(signature.s())));
        return EvmTransaction.decode(kind.plus(Rlp.encode(RlpItem.of(signed))));
    }

    private static RlpItem number(long number) {
        return RlpItem.of(Bytes.ofNumber(number));
    }
}

package org.holdfast.chain.evm.block;

import java.math.BigInteger;
import java.util.List;
import org.holdfast.chain.evm.coding.Bytes;
import org.holdfast.chain.evm.coding.EvmAddress;
import org.holdfast.chain.evm.coding.Keccak;
import org.holdfast.chain.evm.coding.Rlp;
import org.holdfast.chain.evm.coding.RlpItem;
import org.holdfast.primitives.TxId;
import org.jspecify.annotations.Nullable;

/**
 * A signed transaction of one of the five kinds: 0 legacy, 1 with access list (EIP-2930), 2 with fee market
 * (EIP-1559), 3 with blobs (EIP-4844), 4 with delegations (EIP-7702).
 *
 * @param to null where the transaction creates a contract
 * @param value wei
 * @param feeCap wei per gas at most; the gas price of kinds 0 and 1
 * @param tipCap wei per gas beyond the base fee at most; equals {@code feeCap} for kinds 0 and 1
 * @param blobs number of blobs, 0 but for kind 3
 * @param signature what signs it, with the hash that was signed
 * @param encoded the consensus coding: the trie's value, hashed into the id
 */
public record EvmTransaction(
        TxId id,
        int kind,
        BigInteger nonce,
        @Nullable EvmAddress to,
        BigInteger value,
        BigInteger feeCap,
        BigInteger tipCap,
        int blobs,
        Bytes input,
        EvmSignature signature,
        Bytes encoded) {
    private static final int LIST_HEAD = 0xC0;
    private static final int KIND_MAX = 4;

    /** Reads the consensus coding. Throws {@link org.holdfast.primitives.InputFaultException} on anything else. */
    public static EvmTransaction decode(Bytes encoded) {
        Shape.require("transaction", "at least one byte", !encoded.isEmpty(), encoded);
        if (encoded.at(0) >= LIST_HEAD) {
            return legacy(encoded, Rlp.decode(encoded).list());
        }
        int kind = encoded.at(0);
        Shape.require("transaction kind", "0 to 4", kind >= 1 && kind <= KIND_MAX, kind);
        return typed(kind, encoded, Rlp.decode(encoded.slice(1, encoded.size())).list());
    }

    private static EvmTransaction legacy(Bytes encoded, List<RlpItem> f) {
        Shape.require("legacy transaction", "9 fields", f.size() == 9, f.size());
        BigInteger price = Shape.number(f.get(1));
        return new EvmTransaction(
                new TxId(Keccak.hash(encoded)),
                0,
                Shape.number(f.getFirst()),
                Shape.addressOrNone(f.get(3)),
                Shape.number(f.get(4)),
                price,
                price,
                0,
                f.get(5).text(),
                EvmSignature.ofLegacy(f),
                encoded);
    }

    private static EvmTransaction typed(int kind, Bytes encoded, List<RlpItem> f) {
        int fields = List.of(11, 12, 14, 13).get(kind - 1);
        Shape.require("transaction of kind " + kind, fields + " fields", f.size() == fields, f.size());
        // Kind 1 has one price where the later kinds have the tip and then the cap.
        int shift = kind == 1 ? 0 : 1;
        return new EvmTransaction(
                new TxId(Keccak.hash(encoded)),
                kind,
                Shape.number(f.get(1)),
                Shape.addressOrNone(f.get(4 + shift)),
                Shape.number(f.get(5 + shift)),
                Shape.number(f.get(2 + shift)),
                Shape.number(f.get(2)),
                kind == 3 ? f.get(10).list().size() : 0,
                f.get(6 + shift).text(),
                EvmSignature.ofTyped(kind, f),
                encoded);
    }

    /** Wei per gas that the sender pays in a block with this base fee; null before EIP-1559. */
    public BigInteger priceAt(@Nullable BigInteger baseFee) {
        return baseFee == null ? feeCap : feeCap.min(baseFee.add(tipCap));
    }
}

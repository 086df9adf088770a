package org.holdfast.chain.evm.block;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.holdfast.chain.evm.coding.Bytes;
import org.holdfast.chain.evm.coding.EvmAddress;
import org.holdfast.chain.evm.coding.Keccak;
import org.holdfast.chain.evm.coding.Rlp;
import org.holdfast.chain.evm.coding.RlpItem;
import org.holdfast.primitives.Hash256;

/**
 * A signature on secp256k1, from which the sender follows. No root covers the sender that a node states with a
 * transaction: this does.
 *
 * @param odd whether the curve point's y is odd
 * @param signed the hash that was signed
 */
public record EvmSignature(boolean odd, BigInteger r, BigInteger s, Hash256 signed) {
    private static final int PLAIN_V = 27;
    private static final int CHAIN_V = 35;
    private static final int LEGACY_UNSIGNED = 6;
    private static final int POINT = 65;

    static EvmSignature ofLegacy(List<RlpItem> fields) {
        BigInteger v = Shape.number(fields.get(6));
        var unsigned = new ArrayList<>(fields.subList(0, LEGACY_UNSIGNED));
        BigInteger parity;
        if (v.compareTo(BigInteger.valueOf(CHAIN_V)) >= 0) {
            // EIP-155: v = 35 + 2 * chain id + parity, and the chain id is signed with two empty fields.
            BigInteger rest = v.subtract(BigInteger.valueOf(CHAIN_V));
            parity = rest.and(BigInteger.ONE);
            unsigned.add(RlpItem.of(Bytes.ofNumber(rest.shiftRight(1))));
            unsigned.add(RlpItem.of(Bytes.EMPTY));
            unsigned.add(RlpItem.of(Bytes.EMPTY));
        } else {
            parity = v.subtract(BigInteger.valueOf(PLAIN_V));
        }
        return of(parity, fields.get(7), fields.get(8), Keccak.hash(Rlp.encode(RlpItem.of(unsigned))));
    }

    static EvmSignature ofTyped(int kind, List<RlpItem> fields) {
        int first = fields.size() - 3;
        Bytes unsigned = Bytes.of((byte) kind).plus(Rlp.encode(RlpItem.of(fields.subList(0, first))));
        return of(Shape.number(fields.get(first)), fields.get(first + 1), fields.get(first + 2), Keccak.hash(unsigned));
    }

    private static EvmSignature of(BigInteger parity, RlpItem r, RlpItem s, Hash256 signed) {
        boolean known = parity.signum() >= 0 && parity.bitLength() <= 1;
        Shape.require("signature", "a parity of 0 or 1", known, parity);
        return new EvmSignature(parity.testBit(0), Shape.number(r), Shape.number(s), signed);
    }

    /** The signer. Throws {@link org.holdfast.primitives.InputFaultException} if no key can have signed. */
    public EvmAddress signer() {
        BigInteger n = KeyRecovery.ORDER;
        boolean inRange = r.signum() > 0 && s.signum() > 0 && r.compareTo(n) < 0 && s.compareTo(n) < 0;
        Shape.require("signature", "r and s within the curve's order", inRange, r);
        Optional<Bytes> key = KeyRecovery.best().key(signed, odd, r, s);
        Shape.require("signature", "r as the x of a point on the curve, and a public key", key.isPresent(), r);
        return EvmAddress.ofHash(Keccak.hash(key.orElseThrow().slice(1, POINT)));
    }
}

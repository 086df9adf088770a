package org.holdfast.chain.evm.block;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.util.BigIntegers;
import org.holdfast.chain.evm.coding.Bytes;
import org.holdfast.chain.evm.coding.EvmAddress;
import org.holdfast.chain.evm.coding.Keccak;
import org.holdfast.chain.evm.coding.Rlp;
import org.holdfast.chain.evm.coding.RlpItem;
import org.holdfast.primitives.Hash256;

/**
 * A signature on secp256k1, from which the sender follows. No root covers the sender that a node states beside a
 * transaction: this does.
 *
 * @param odd whether the curve point's y is odd
 * @param signed the hash that was signed
 */
public record EvmSignature(boolean odd, BigInteger r, BigInteger s, Hash256 signed) {
    private static final X9ECParameters CURVE = CustomNamedCurves.getByName("secp256k1");
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

    /** Who signed. Throws {@link org.holdfast.primitives.InputFaultException} where nobody can have. */
    public EvmAddress signer() {
        BigInteger n = CURVE.getN();
        boolean inRange = r.signum() > 0 && s.signum() > 0 && r.compareTo(n) < 0 && s.compareTo(n) < 0;
        Shape.require("signature", "r and s within the curve's order", inRange, r);
        Bytes x = Bytes.of(new byte[32]).plus(Bytes.ofNumber(r));
        Bytes compressed = Bytes.of((byte) (odd ? 3 : 2)).plus(x.slice(x.size() - Hash256.BYTES, x.size()));
        ECPoint point;
        try {
            point = CURVE.getCurve().decodePoint(compressed.toArray());
        } catch (IllegalArgumentException e) {
            Shape.require("signature", "r as the x of a point on the curve", false, r);
            throw e;
        }
        BigInteger e = new BigInteger(1, signed.displayBytes());
        BigInteger inverse = BigIntegers.modOddInverseVar(n, r);
        BigInteger u1 = e.negate().mod(n).multiply(inverse).mod(n);
        BigInteger u2 = s.multiply(inverse).mod(n);
        byte[] key = ECAlgorithms.sumOfTwoMultiplies(CURVE.getG(), u1, point, u2)
                .normalize()
                .getEncoded(false);
        Shape.require("signature", "a public key", key.length == POINT, key.length);
        return EvmAddress.ofHash(Keccak.hash(Bytes.of(key).slice(1, POINT)));
    }
}

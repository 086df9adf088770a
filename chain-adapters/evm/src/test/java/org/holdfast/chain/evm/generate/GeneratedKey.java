package org.holdfast.chain.evm.generate;

import java.math.BigInteger;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.holdfast.chain.evm.coding.Bytes;
import org.holdfast.chain.evm.coding.EvmAddress;
import org.holdfast.chain.evm.coding.Keccak;
import org.holdfast.primitives.Hash256;

/**
 * A key whose secret is a small number, known to everybody: it signs generated transactions and guards nothing.
 *
 * @param secret the private key
 * @param address of its account
 */
record GeneratedKey(BigInteger secret, EvmAddress address) {
    private static final X9ECParameters CURVE = CustomNamedCurves.getByName("secp256k1");
    private static final int POINT = 65;

    /** A signature with the parity of its point's y. */
    record Signature(boolean odd, BigInteger r, BigInteger s) {}

    static GeneratedKey of(long secret) {
        BigInteger number = BigInteger.valueOf(secret);
        byte[] point = new FixedPointCombMultiplier()
                .multiply(CURVE.getG(), number)
                .normalize()
                .getEncoded(false);
        return new GeneratedKey(
                number, EvmAddress.ofHash(Keccak.hash(Bytes.of(point).slice(1, POINT))));
    }

    /** Signs after RFC 6979, with s in its lower half as EIP-2 asks. */
    Signature sign(Hash256 hash) {
        BigInteger n = CURVE.getN();
        var nonces = new HMacDSAKCalculator(new SHA256Digest());
        nonces.init(n, secret, hash.displayBytes());
        BigInteger k = nonces.nextK();
        ECPoint point = new FixedPointCombMultiplier().multiply(CURVE.getG(), k).normalize();
        BigInteger r = point.getAffineXCoord().toBigInteger().mod(n);
        BigInteger s = k.modInverse(n)
                .multiply(new BigInteger(1, hash.displayBytes()).add(secret.multiply(r)))
                .mod(n);
        boolean odd = point.getAffineYCoord().toBigInteger().testBit(0);
        boolean high = s.compareTo(n.shiftRight(1)) > 0;
        return new Signature(odd ^ high, r, high ? n.subtract(s) : s);
    }
}

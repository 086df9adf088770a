package org.holdfast.chain.evm.coding;

import java.nio.charset.StandardCharsets;
import org.bouncycastle.crypto.digests.KeccakDigest;
import org.holdfast.primitives.Hash256;

/** Keccak-256 with the padding from before it became SHA-3, as the Yellow Paper uses it. */
public final class Keccak {
    private static final int BITS = 256;

    private Keccak() {}

    public static Hash256 hash(Bytes bytes) {
        var digest = new KeccakDigest(BITS);
        digest.update(bytes.shared(), 0, bytes.size());
        byte[] out = new byte[Hash256.BYTES];
        digest.doFinal(out, 0);
        return Hash256.ofDisplayBytes(out);
    }

    /** The hash of a signature such as {@code Transfer(address,address,uint256)}: an event's first topic. */
    public static Hash256 ofSignature(String signature) {
        return hash(Bytes.of(signature.getBytes(StandardCharsets.US_ASCII)));
    }

    /** The first four bytes of a function's signature hash, which open its call data. */
    public static Bytes selector(String signature) {
        return Bytes.of(ofSignature(signature).displayBytes()).slice(0, 4);
    }
}

package org.holdfast.chain.bitcoin.block;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Bitcoin's hash: SHA-256 twice. Results are in internal byte order. One instance belongs to one thread. */
public final class DoubleSha256 {
    private final MessageDigest digest;

    public DoubleSha256() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The hash of a part of some bytes. */
    public byte[] hash(byte[] bytes, int offset, int length) {
        digest.update(bytes, offset, length);
        return digest.digest(digest.digest());
    }

    /** The hash of two hashes side by side: a node of a merkle tree. */
    public byte[] hashPair(byte[] left, byte[] right) {
        digest.update(left);
        digest.update(right);
        return digest.digest(digest.digest());
    }
}

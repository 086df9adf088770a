package org.holdfast.chain.bitcoin;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Bitcoin's hash: SHA-256 twice. Results are in internal byte order. One instance belongs to one thread. */
final class DoubleSha256 {
    private final MessageDigest digest;

    DoubleSha256() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    byte[] hash(byte[] bytes, int offset, int length) {
        digest.update(bytes, offset, length);
        return digest.digest(digest.digest());
    }

    byte[] hashPair(byte[] left, byte[] right) {
        digest.update(left);
        digest.update(right);
        return digest.digest(digest.digest());
    }
}

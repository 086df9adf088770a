package org.holdfast.freeze.app.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256 of text, for ids that follow from what they name. */
public final class Digests {
    private static final int ID_DIGITS = 32;

    private Digests() {}

    public static String sha256(String text) {
        return sha256(text.getBytes(StandardCharsets.UTF_8));
    }

    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first 128 bits as hexadecimal digits: enough that no two inputs of a life's work meet. */
    public static String id(String text) {
        return sha256(text).substring(0, ID_DIGITS);
    }
}

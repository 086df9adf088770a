package org.holdfast.primitives.chain;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Base58 with a checksum, as Bitcoin has it since its first version: the payload, then the first four bytes of the
 * double SHA-256 of the payload.
 */
final class Base58Check {
    /** Digits in ascending order. The letters O, I and l and the digit 0 are not used. */
    private static final String DIGITS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

    private static final int CHECKSUM_BYTES = 4;
    private static final BigInteger BASE = BigInteger.valueOf(DIGITS.length());

    private Base58Check() {}

    static boolean isBase58(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> DIGITS.indexOf(c) >= 0);
    }

    /** The payload of a text of base58 digits; empty where the checksum does not match. */
    static Optional<byte[]> payload(String text) {
        byte[] bytes = bytes(text);
        if (bytes.length < CHECKSUM_BYTES) {
            return Optional.empty();
        }
        byte[] payload = Arrays.copyOf(bytes, bytes.length - CHECKSUM_BYTES);
        byte[] stated = Arrays.copyOfRange(bytes, payload.length, bytes.length);
        return Arrays.equals(stated, checksum(payload)) ? Optional.of(payload) : Optional.empty();
    }

    /** The text of a payload. */
    static String text(byte[] payload) {
        byte[] bytes = Arrays.copyOf(payload, payload.length + CHECKSUM_BYTES);
        System.arraycopy(checksum(payload), 0, bytes, payload.length, CHECKSUM_BYTES);
        var digits = new StringBuilder();
        BigInteger rest = new BigInteger(1, bytes);
        while (rest.signum() > 0) {
            BigInteger[] parts = rest.divideAndRemainder(BASE);
            digits.append(DIGITS.charAt(parts[1].intValue()));
            rest = parts[0];
        }
        for (int i = 0; i < bytes.length && bytes[i] == 0; i++) {
            digits.append(DIGITS.charAt(0));
        }
        return digits.reverse().toString();
    }

    /** Each leading digit 1 stands for a leading zero byte. */
    private static byte[] bytes(String text) {
        int zeros = 0;
        while (zeros < text.length() && text.charAt(zeros) == DIGITS.charAt(0)) {
            zeros++;
        }
        BigInteger number = BigInteger.ZERO;
        for (int i = zeros; i < text.length(); i++) {
            number = number.multiply(BASE).add(BigInteger.valueOf(DIGITS.indexOf(text.charAt(i))));
        }
        byte[] magnitude = number.toByteArray();
        int sign = magnitude[0] == 0 ? 1 : 0; // BigInteger puts a zero byte before a high bit, and for zero itself.
        byte[] bytes = new byte[zeros + magnitude.length - sign];
        System.arraycopy(magnitude, sign, bytes, zeros, magnitude.length - sign);
        return bytes;
    }

    private static byte[] checksum(byte[] payload) {
        return Arrays.copyOf(sha256(sha256(payload)), CHECKSUM_BYTES);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}

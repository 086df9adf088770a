package org.holdfast.primitives.chain;

import java.util.Arrays;
import java.util.Optional;

/** Bech32 (BIP-173) and Bech32m (BIP-350): a prefix, the digit 1, data of five bits a character, a checksum of six. */
final class Bech32 {
    /** BIP-173: a longer text may pass the checksum with four errors. */
    static final int LENGTH_MAX = 90;

    /** The two values that the checksum of a whole text has. */
    enum Variant {
        BECH32(1),
        BECH32M(0x2BC8_30A3);

        private final int constant;

        Variant(int constant) {
            this.constant = constant;
        }
    }

    /**
     * A text that passed the checksum.
     *
     * @param data five bits each, without the checksum
     */
    @SuppressWarnings("ArrayRecordComponent") // Never compared; read once by the caller.
    record Decoded(Variant variant, byte[] data) {}

    private static final String CHARACTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private static final int CHECKSUM_LENGTH = 6;
    private static final int[] GENERATOR = {0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3};

    private Bech32() {}

    /** Whether a lower-case text after the prefix and the digit 1 consists of data characters. */
    static boolean isData(String text) {
        return text.length() >= CHECKSUM_LENGTH && text.chars().allMatch(c -> CHARACTERS.indexOf(c) >= 0);
    }

    /** Reads a lower-case prefix and its data characters; empty where the checksum does not match. */
    static Optional<Decoded> decode(String prefix, String characters) {
        byte[] values = new byte[characters.length()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) CHARACTERS.indexOf(characters.charAt(i));
        }
        int found = remainder(prefix, values);
        return Arrays.stream(Variant.values())
                .filter(variant -> variant.constant == found)
                .findFirst()
                .map(variant -> new Decoded(variant, Arrays.copyOf(values, values.length - CHECKSUM_LENGTH)));
    }

    static String encode(Variant variant, String prefix, byte[] data) {
        byte[] values = Arrays.copyOf(data, data.length + CHECKSUM_LENGTH);
        int checksum = remainder(prefix, values) ^ variant.constant;
        for (int i = 0; i < CHECKSUM_LENGTH; i++) {
            values[data.length + i] = (byte) ((checksum >>> (5 * (CHECKSUM_LENGTH - 1 - i))) & 31);
        }
        var text = new StringBuilder(prefix).append('1');
        for (byte value : values) {
            text.append(CHARACTERS.charAt(value));
        }
        return text.toString();
    }

    /** Groups of five bits as bytes. Empty where more than four bits are left over, or one of them is set. */
    static Optional<byte[]> bytes(byte[] data, int from) {
        byte[] bytes = new byte[(data.length - from) * 5 / 8];
        int bits = 0;
        int held = 0;
        int next = 0;
        for (int i = from; i < data.length; i++) {
            held = ((held << 5) | data[i]) & 0xFFF;
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                bytes[next] = (byte) (held >>> bits);
                next++;
            }
        }
        return bits > 4 || (held & ((1 << bits) - 1)) != 0 ? Optional.empty() : Optional.of(bytes);
    }

    /** Bytes as groups of five bits behind a first value, the last group filled up with zeros. */
    static byte[] groups(int first, byte[] bytes) {
        byte[] data = new byte[1 + (bytes.length * 8 + 4) / 5];
        data[0] = (byte) first;
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            int set = (bytes[bit / 8] >>> (7 - bit % 8)) & 1;
            data[1 + bit / 5] |= (byte) (set << (4 - bit % 5));
        }
        return data;
    }

    /** The remainder of BIP-173's polynomial over the prefix's high bits, a zero, its low bits, and the values. */
    private static int remainder(String prefix, byte[] values) {
        int sum = 1;
        for (int i = 0; i < prefix.length(); i++) {
            sum = step(sum, prefix.charAt(i) >>> 5);
        }
        sum = step(sum, 0);
        for (int i = 0; i < prefix.length(); i++) {
            sum = step(sum, prefix.charAt(i) & 31);
        }
        for (byte value : values) {
            sum = step(sum, value);
        }
        return sum;
    }

    private static int step(int sum, int value) {
        int top = sum >>> 25;
        int next = ((sum & 0x1FF_FFFF) << 5) ^ value;
        for (int i = 0; i < GENERATOR.length; i++) {
            if (((top >>> i) & 1) == 1) {
                next ^= GENERATOR[i];
            }
        }
        return next;
    }
}

package org.holdfast.primitives;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.Locale;

/**
 * Thirty-two bytes in <em>display order</em>: the order in which explorers and courts read a hash. Bitcoin hashes and
 * serialises in the reverse ("internal") order; Ethereum knows only one order, which is display order here.
 *
 * @param w0 bytes 0 to 7 of the display order, big endian
 * @param w1 bytes 8 to 15
 * @param w2 bytes 16 to 23
 * @param w3 bytes 24 to 31
 */
public record Hash256(long w0, long w1, long w2, long w3) implements Comparable<Hash256> {
    public static final int BYTES = 32;
    public static final Hash256 ZERO = new Hash256(0, 0, 0, 0);

    private static final HexFormat HEX = HexFormat.of();

    /** Reads 64 hexadecimal digits in display order. Throws {@link InputFaultException} on anything else. */
    public static Hash256 parse(String hex) {
        if (hex.length() != 2 * BYTES || !isHex(hex)) {
            throw new InputFaultException(new InputFault(
                    "primitives.hash.malformed",
                    "a hash is malformed",
                    "hash",
                    "64 hexadecimal digits",
                    InputFault.quote(hex),
                    "copy the whole identifier again"));
        }
        return ofDisplayBytes(HEX.parseHex(hex.toLowerCase(Locale.ROOT)));
    }

    /** Wraps 32 bytes that are in display order already. */
    public static Hash256 ofDisplayBytes(byte[] display) {
        requireLength(display);
        var buffer = ByteBuffer.wrap(display).order(ByteOrder.BIG_ENDIAN);
        return new Hash256(buffer.getLong(), buffer.getLong(), buffer.getLong(), buffer.getLong());
    }

    /** Wraps 32 bytes in Bitcoin's internal order, the order in which they were hashed; the result is reversed. */
    public static Hash256 ofBitcoinInternalBytes(byte[] internal) {
        requireLength(internal);
        var buffer = ByteBuffer.wrap(internal).order(ByteOrder.LITTLE_ENDIAN);
        long w3 = buffer.getLong();
        long w2 = buffer.getLong();
        long w1 = buffer.getLong();
        long w0 = buffer.getLong();
        return new Hash256(w0, w1, w2, w3);
    }

    public byte[] displayBytes() {
        return ByteBuffer.allocate(BYTES)
                .order(ByteOrder.BIG_ENDIAN)
                .putLong(w0)
                .putLong(w1)
                .putLong(w2)
                .putLong(w3)
                .array();
    }

    public byte[] bitcoinInternalBytes() {
        return ByteBuffer.allocate(BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(w3)
                .putLong(w2)
                .putLong(w1)
                .putLong(w0)
                .array();
    }

    public boolean isZero() {
        return (w0 | w1 | w2 | w3) == 0;
    }

    /** Orders by display bytes, unsigned. */
    @Override
    public int compareTo(Hash256 other) {
        int c = Long.compareUnsigned(w0, other.w0);
        if (c == 0) c = Long.compareUnsigned(w1, other.w1);
        if (c == 0) c = Long.compareUnsigned(w2, other.w2);
        return c == 0 ? Long.compareUnsigned(w3, other.w3) : c;
    }

    /** Sixty-four lower-case hexadecimal digits in display order. */
    @Override
    public String toString() {
        return HEX.formatHex(displayBytes());
    }

    private static void requireLength(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a 256-bit hash has 32 bytes, got " + bytes.length);
        }
    }

    private static boolean isHex(String text) {
        return text.chars().allMatch(HexFormat::isHexDigit);
    }
}

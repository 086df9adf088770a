package org.holdfast.tracing.store.address;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.holdfast.tracing.store.frame.file.RecordFile;
import org.jspecify.annotations.Nullable;

/**
 * Encodes addresses in few bytes: a code, then its data. An address that differs from the known forms in one character
 * is kept as text, so that decoding always gives the original text.
 *
 * <ul>
 *   <li>0: no address;
 *   <li>1: one byte of length, then UTF-8; 2: the same with two bytes of length;
 *   <li>16 to 24: segregated witness (BIP 173, BIP 350) without its checksum: three programs of three networks;
 *   <li>32 to 42: 25 to 35 characters of Base58, six bits each;
 *   <li>48 to 50: a reference to the same address earlier in the records: four to six bytes with its byte position.
 * </ul>
 */
public final class AddressCode {
    static final int LENGTH_MAX = 0xFFFF;

    static final byte NONE = 0;
    private static final int TEXT = 1;
    private static final int LONG_TEXT = 2;
    private static final int WITNESS = 16;
    private static final int BASE58 = 32;
    private static final int SEEN = 48;
    private static final int SEEN_LEAST = 4;
    private static final int SEEN_MOST = 6;
    private static final int BASE58_LEAST = 25;
    private static final int BASE58_MOST = 35;
    private static final int BASE58_BITS = 6;
    private static final int BYTE_MAX = 0xFF;
    private static final long MARK_BASIS = 0xcbf29ce484222325L;
    private static final long MARK_PRIME = 0x100000001b3L;
    private static final String BASE58_CHARACTERS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final byte[] BASE58_VALUES = values(BASE58_CHARACTERS);

    private AddressCode() {}

    /** Writes an address, empty for none; the array has {@link #roomFor} bytes left. Returns the next free index. */
    public static int write(String address, byte[] into, int at) {
        int length = address.length();
        if (length == 0) {
            into[at] = NONE;
            return at + 1;
        }
        int form = WitnessAddress.write(address, into, at + 1);
        if (form >= 0) {
            into[at] = (byte) (WITNESS + form);
            return at + 1 + WitnessAddress.bytes(form);
        }
        if (length >= BASE58_LEAST && length <= BASE58_MOST && writeBase58(address, into, at + 1)) {
            into[at] = (byte) (BASE58 + length - BASE58_LEAST);
            return at + 1 + base58Bytes(length);
        }
        byte[] text = address.getBytes(StandardCharsets.UTF_8);
        if (text.length > LENGTH_MAX) {
            throw new IllegalStateException("an address of " + text.length + " bytes");
        }
        int next = at;
        into[next++] = (byte) (text.length <= BYTE_MAX ? TEXT : LONG_TEXT);
        into[next++] = (byte) text.length;
        if (text.length > BYTE_MAX) {
            into[next++] = (byte) (text.length >>> 8);
        }
        System.arraycopy(text, 0, into, next, text.length);
        return next + text.length;
    }

    /** Writes a reference to an address in the records. Returns the next free index. */
    public static int writeSeen(long place, byte[] into, int at) {
        int width = Math.max(SEEN_LEAST, RecordFile.width(place));
        if (width > SEEN_MOST) {
            throw new IllegalStateException("a place of " + width + " bytes");
        }
        into[at] = (byte) (SEEN + width - SEEN_LEAST);
        for (int i = 0; i < width; i++) {
            into[at + 1 + i] = (byte) (place >>> (Byte.SIZE * i));
        }
        return at + 1 + width;
    }

    /** Whether the first byte is that of a reference. */
    public static boolean isSeen(int code) {
        return code >= SEEN;
    }

    /** The byte position in the records to which a reference leads. */
    public static long seenPlace(byte[] bytes, int at) {
        long place = 0;
        for (int i = bytes[at] - SEEN + SEEN_LEAST; i > 0; i--) {
            place = place << Byte.SIZE | (bytes[at + i] & BYTE_MAX);
        }
        return place;
    }

    /** An upper bound of the bytes that an address takes. */
    public static int roomFor(String address) {
        return 3 + 3 * address.length();
    }

    /** How many bytes an address takes, by its first three. */
    public static int bytes(int code, int second, int third) {
        if (code == NONE) {
            return 1;
        }
        if (code >= SEEN) {
            return 1 + SEEN_LEAST + code - SEEN;
        }
        if (code >= BASE58) {
            return 1 + base58Bytes(code - BASE58 + BASE58_LEAST);
        }
        if (code >= WITNESS) {
            return 1 + WitnessAddress.bytes(code - WITNESS);
        }
        return code == TEXT ? 2 + second : 3 + (second | third << 8);
    }

    /** How many bytes an address takes that begins at a place of a segment. */
    public static int bytes(MemorySegment segment, long place) {
        int code = segment.get(ValueLayout.JAVA_BYTE, place);
        boolean text = code == TEXT || code == LONG_TEXT;
        int second = text ? segment.get(ValueLayout.JAVA_BYTE, place + 1) & BYTE_MAX : 0;
        int third = code == LONG_TEXT ? segment.get(ValueLayout.JAVA_BYTE, place + 2) & BYTE_MAX : 0;
        return bytes(code, second, third);
    }

    /** The bytes of an address that begins at a place of a segment. */
    public static byte[] at(MemorySegment segment, long place) {
        byte[] bytes = new byte[bytes(segment, place)];
        MemorySegment.copy(segment, ValueLayout.JAVA_BYTE, place, bytes, 0, bytes.length);
        return bytes;
    }

    /** A number made of the bytes of a whole address, 0 for none; seldom the same for others. FNV-1a, then mixed. */
    public static long mark(byte[] bytes) {
        if (bytes[0] == NONE) {
            return 0;
        }
        long mark = MARK_BASIS;
        for (byte one : bytes) {
            mark = (mark ^ (one & BYTE_MAX)) * MARK_PRIME;
        }
        mark ^= mark >>> Integer.SIZE;
        return mark == 0 ? 1 : mark;
    }

    /** The text of an address, null for none. Not for a reference. */
    public static @Nullable String read(byte[] bytes, int at) {
        int code = bytes[at];
        if (isSeen(code)) {
            throw new IllegalStateException("a reference to an address was read as an address");
        }
        if (code == NONE) {
            return null;
        }
        if (code >= BASE58) {
            return readBase58(bytes, at + 1, code - BASE58 + BASE58_LEAST);
        }
        if (code >= WITNESS) {
            return WitnessAddress.read(code - WITNESS, bytes, at + 1);
        }
        int length = bytes[at + 1] & BYTE_MAX;
        if (code == TEXT) {
            return new String(bytes, at + 2, length, StandardCharsets.UTF_8);
        }
        return new String(bytes, at + 3, length | (bytes[at + 2] & BYTE_MAX) << Byte.SIZE, StandardCharsets.UTF_8);
    }

    public static byte[] values(String characters) {
        byte[] values = new byte[128];
        Arrays.fill(values, (byte) -1);
        for (int i = 0; i < characters.length(); i++) {
            values[characters.charAt(i)] = (byte) i;
        }
        return values;
    }

    public static int value(byte[] values, char character) {
        return character < values.length ? values[character] : -1;
    }

    private static int base58Bytes(int characters) {
        return (characters * BASE58_BITS + 7) >>> 3;
    }

    private static boolean writeBase58(String address, byte[] into, int at) {
        int bits = 0;
        int held = 0;
        int next = at;
        for (int i = 0; i < address.length(); i++) {
            int value = value(BASE58_VALUES, address.charAt(i));
            if (value < 0) {
                return false;
            }
            held = held << BASE58_BITS | value;
            bits += BASE58_BITS;
            if (bits >= 8) {
                bits -= 8;
                into[next++] = (byte) (held >>> bits);
                held &= (1 << bits) - 1;
            }
        }
        if (bits > 0) {
            into[next] = (byte) (held << (8 - bits));
        }
        return true;
    }

    private static String readBase58(byte[] bytes, int from, int length) {
        byte[] text = new byte[length];
        int bits = 0;
        int held = 0;
        int next = from;
        for (int i = 0; i < length; i++) {
            if (bits < BASE58_BITS) {
                held = held << 8 | (bytes[next++] & BYTE_MAX);
                bits += 8;
            }
            bits -= BASE58_BITS;
            text[i] = (byte) BASE58_CHARACTERS.charAt(held >>> bits & 0x3F);
            held &= (1 << bits) - 1;
        }
        return new String(text, StandardCharsets.ISO_8859_1);
    }
}

package org.holdfast.chain.evm.coding;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import org.holdfast.primitives.Hash256;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;

/** An immutable run of bytes that compares by content. Text form: {@code 0x} and lower-case hexadecimal digits. */
public final class Bytes implements Comparable<Bytes> {
    public static final Bytes EMPTY = new Bytes(new byte[0]);

    private static final HexFormat HEX = HexFormat.of();

    private final byte[] content;

    private Bytes(byte[] content) {
        this.content = content;
    }

    /** Copies the array in. */
    public static Bytes of(byte... content) {
        return new Bytes(content.clone());
    }

    /** Reads {@code 0x} and an even number of hexadecimal digits. Throws {@link InputFaultException} otherwise. */
    public static Bytes parse(String text) {
        boolean even = text.startsWith("0x") && text.length() % 2 == 0;
        byte[] content = new byte[even ? text.length() / 2 - 1 : 0];
        boolean digits = even;
        // By hand: nearly all of a node's answer passes here, digit by digit.
        for (int i = 0, at = 2; i < content.length; i++, at += 2) {
            int octet = (digit(text.charAt(at)) << 4) | digit(text.charAt(at + 1));
            digits &= octet >= 0;
            content[i] = (byte) octet;
        }
        if (!digits) {
            throw new InputFaultException(new InputFault(
                    "evm.hex.malformed",
                    "hexadecimal bytes are malformed",
                    "bytes",
                    "0x and an even number of hexadecimal digits",
                    InputFault.quote(text),
                    "ask the node again or report the answer to its maker"));
        }
        return new Bytes(content);
    }

    /** The digit's value; negative for any other character, and so is whatever it is put into. */
    private static int digit(char c) {
        return HexFormat.isHexDigit(c) ? HexFormat.fromHexDigit(c) : -1;
    }

    /** The shortest big-endian form of a number that is not negative; nothing for zero. */
    public static Bytes ofNumber(BigInteger number) {
        if (number.signum() < 0) {
            throw new IllegalArgumentException("a number on chain has no sign here, got " + number);
        }
        if (number.signum() == 0) {
            return EMPTY;
        }
        byte[] signed = number.toByteArray();
        return new Bytes(signed[0] == 0 ? Arrays.copyOfRange(signed, 1, signed.length) : signed);
    }

    public static Bytes ofNumber(long number) {
        return ofNumber(BigInteger.valueOf(number));
    }

    public int size() {
        return content.length;
    }

    public boolean isEmpty() {
        return content.length == 0;
    }

    /** The byte at a place, 0 to 255. */
    public int at(int index) {
        return content[index] & 0xFF;
    }

    public Bytes slice(int from, int to) {
        Objects.checkFromToIndex(from, to, size());
        return new Bytes(Arrays.copyOfRange(content, from, to));
    }

    public Bytes plus(Bytes tail) {
        byte[] joined = Arrays.copyOf(content, content.length + tail.content.length);
        System.arraycopy(tail.content, 0, joined, content.length, tail.content.length);
        return new Bytes(joined);
    }

    /** Read as a big-endian number without sign. */
    public BigInteger unsigned() {
        return new BigInteger(1, content);
    }

    /** Read as a big-endian number in two's complement, as the ABI writes int256. */
    public BigInteger signed() {
        return content.length == 0 ? BigInteger.ZERO : new BigInteger(content);
    }

    /** Thirty-two bytes as a hash; throws {@link IllegalArgumentException} at another length. */
    public Hash256 hash() {
        return Hash256.ofDisplayBytes(content);
    }

    public boolean startsWith(Bytes head) {
        return size() >= head.size() && Arrays.equals(content, 0, head.size(), head.content, 0, head.size());
    }

    /** A copy. */
    public byte[] toArray() {
        return content.clone();
    }

    byte[] shared() {
        return content;
    }

    /** By unsigned bytes. Maps that take strangers' bytes as keys stay fast by it whatever those hash to. */
    @Override
    public int compareTo(Bytes other) {
        return Arrays.compareUnsigned(content, other.content);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes bytes && Arrays.equals(content, bytes.content);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(content);
    }

    @Override
    public String toString() {
        return "0x" + HEX.formatHex(content);
    }
}

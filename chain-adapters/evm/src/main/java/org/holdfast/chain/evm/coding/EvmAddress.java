package org.holdfast.chain.evm.coding;

import java.nio.ByteBuffer;
import org.holdfast.primitives.Hash256;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;

/**
 * The twenty bytes of an account. Text form: {@code 0x} and 40 lower-case hexadecimal digits.
 *
 * @param high bytes 0 to 7, big endian
 * @param middle bytes 8 to 15
 * @param low bytes 16 to 19
 */
public record EvmAddress(long high, long middle, int low) implements Comparable<EvmAddress> {
    public static final int BYTES = 20;

    /** Its key is unknown: token contracts name it where tokens begin and end. */
    public static final EvmAddress ZERO = new EvmAddress(0, 0, 0);

    private static final int WORD = 32;

    /** Reads {@code 0x} and 40 hexadecimal digits in any case. Throws {@link InputFaultException} otherwise. */
    public static EvmAddress parse(String text) {
        Bytes bytes = Bytes.parse(text);
        if (bytes.size() != BYTES) {
            throw new InputFaultException(new InputFault(
                    "evm.address.malformed",
                    "an account address is malformed",
                    "address",
                    "0x and 40 hexadecimal digits",
                    InputFault.quote(text),
                    "copy the address again"));
        }
        return of(bytes);
    }

    /** Wraps exactly twenty bytes. */
    public static EvmAddress of(Bytes bytes) {
        if (bytes.size() != BYTES) {
            throw new IllegalArgumentException("an address has 20 bytes, got " + bytes.size());
        }
        var buffer = ByteBuffer.wrap(bytes.shared());
        return new EvmAddress(buffer.getLong(), buffer.getLong(), buffer.getInt());
    }

    /** The last twenty bytes of a Keccak-256 hash, as public keys and contracts get their address. */
    public static EvmAddress ofHash(Hash256 hash) {
        return of(Bytes.of(hash.displayBytes()).slice(WORD - BYTES, WORD));
    }

    public Bytes bytes() {
        return Bytes.of(ByteBuffer.allocate(BYTES)
                .putLong(high)
                .putLong(middle)
                .putInt(low)
                .array());
    }

    @Override
    public int compareTo(EvmAddress other) {
        int c = Long.compareUnsigned(high, other.high);
        if (c == 0) c = Long.compareUnsigned(middle, other.middle);
        return c == 0 ? Integer.compareUnsigned(low, other.low) : c;
    }

    @Override
    public String toString() {
        return bytes().toString();
    }
}

package org.holdfast.primitives;

/** Identifies a block by its hash. Text form: 64 hexadecimal digits in display order. */
public record BlockHash(Hash256 hash) implements Comparable<BlockHash> {
    /** Reads the text form. Throws {@link InputFaultException} on anything else. */
    public static BlockHash parse(String hex) {
        return new BlockHash(Hash256.parse(hex));
    }

    /** Wraps 32 bytes in display order. */
    public static BlockHash ofDisplayBytes(byte[] display) {
        return new BlockHash(Hash256.ofDisplayBytes(display));
    }

    /** Wraps 32 bytes in Bitcoin's internal order. */
    public static BlockHash ofBitcoinInternalBytes(byte[] internal) {
        return new BlockHash(Hash256.ofBitcoinInternalBytes(internal));
    }

    public byte[] displayBytes() {
        return hash.displayBytes();
    }

    @Override
    public int compareTo(BlockHash other) {
        return hash.compareTo(other.hash);
    }

    @Override
    public String toString() {
        return hash.toString();
    }
}

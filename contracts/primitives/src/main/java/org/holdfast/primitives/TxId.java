package org.holdfast.primitives;

/** Identifies a transaction by its hash. Text form: 64 hexadecimal digits in display order. */
public record TxId(Hash256 hash) implements Comparable<TxId> {
    /** Reads the text form. Throws {@link InputFaultException} on anything else. */
    public static TxId parse(String hex) {
        return new TxId(Hash256.parse(hex));
    }

    /** Wraps 32 bytes in display order. */
    public static TxId ofDisplayBytes(byte[] display) {
        return new TxId(Hash256.ofDisplayBytes(display));
    }

    /** Wraps 32 bytes in Bitcoin's internal order. */
    public static TxId ofBitcoinInternalBytes(byte[] internal) {
        return new TxId(Hash256.ofBitcoinInternalBytes(internal));
    }

    public byte[] displayBytes() {
        return hash.displayBytes();
    }

    @Override
    public int compareTo(TxId other) {
        return hash.compareTo(other.hash);
    }

    @Override
    public String toString() {
        return hash.toString();
    }
}

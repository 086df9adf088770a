package org.holdfast.primitives;

/**
 * One output of one transaction. Text form: {@code <txid>:<index>}.
 *
 * @param txId the transaction that made the output
 * @param index position among its outputs, from 0
 */
public record Outpoint(TxId txId, int index) implements Comparable<Outpoint> {
    private static final int TXID_DIGITS = 2 * Hash256.BYTES;
    /** An output index has 32 bits in the protocol; a block of 4 MB cannot hold an output beyond this. */
    public static final int INDEX_MAX = 0x00FF_FFFF;

    public Outpoint {
        if (index < 0 || index > INDEX_MAX) {
            throw new IllegalArgumentException("an output index is 0 to " + INDEX_MAX + ", got " + index);
        }
    }

    /** Reads {@code <txid>:<index>}. Throws {@link InputFaultException} on anything else. */
    public static Outpoint parse(String text) {
        int colon = text.indexOf(':');
        if (colon != TXID_DIGITS) {
            throw malformed(text);
        }
        String digits = text.substring(colon + 1);
        if (digits.isEmpty() || digits.length() > 8 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw malformed(text);
        }
        int index = Integer.parseInt(digits);
        if (index > INDEX_MAX) {
            throw malformed(text);
        }
        return new Outpoint(TxId.parse(text.substring(0, colon)), index);
    }

    private static InputFaultException malformed(String text) {
        return new InputFaultException(new InputFault(
                "primitives.outpoint.malformed",
                "an outpoint is malformed",
                "outpoint",
                "<64 hexadecimal digits>:<output index>",
                InputFault.quote(text),
                "give the transaction id, a colon and the number of the output"));
    }

    @Override
    public int compareTo(Outpoint other) {
        int c = txId.compareTo(other.txId);
        return c == 0 ? Integer.compare(index, other.index) : c;
    }

    @Override
    public String toString() {
        return txId + ":" + index;
    }
}

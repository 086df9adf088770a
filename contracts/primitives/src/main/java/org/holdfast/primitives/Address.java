package org.holdfast.primitives;

/**
 * Where value can be held on one chain, in the form the field writes it: base58check or bech32 for Bitcoin, EIP-55 or
 * lower-case hexadecimal for EVM chains. The text is kept as the chain adapter derived it and compared as it stands.
 */
public record Address(ChainId chain, String text) implements Comparable<Address> {
    private static final int LENGTH_MAX = 128;

    public Address {
        if (text.isEmpty() || text.length() > LENGTH_MAX || !text.chars().allMatch(Address::isPlain)) {
            throw new InputFaultException(new InputFault(
                    "primitives.address.malformed",
                    "an address is malformed",
                    "address",
                    "1 to 128 letters and digits",
                    InputFault.quote(text),
                    "copy the address again"));
        }
    }

    private static boolean isPlain(int c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    @Override
    public int compareTo(Address other) {
        int c = chain.compareTo(other.chain);
        return c == 0 ? text.compareTo(other.text) : c;
    }

    /** The address text alone, as a user reads it. */
    @Override
    public String toString() {
        return text;
    }
}

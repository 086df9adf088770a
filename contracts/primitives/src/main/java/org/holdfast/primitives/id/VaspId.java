package org.holdfast.primitives.id;

/** Names a virtual asset service provider: an exchange, a custodian, a token issuer. */
public record VaspId(String text) implements Comparable<VaspId> {
    public VaspId {
        text = IdText.require("exchange or issuer id", text);
    }

    @Override
    public int compareTo(VaspId other) {
        return text.compareTo(other.text);
    }

    /** The raw value: message routing and stored associations rely on it. */
    @Override
    public String toString() {
        return text;
    }
}

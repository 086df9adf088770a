package org.holdfast.primitives.id;

/** Names one hold request to one exchange or issuer. */
public record HoldId(String text) implements Comparable<HoldId> {
    public HoldId {
        text = IdText.require("hold id", text);
    }

    @Override
    public int compareTo(HoldId other) {
        return text.compareTo(other.text);
    }

    /** The raw value: message routing and stored associations rely on it. */
    @Override
    public String toString() {
        return text;
    }
}

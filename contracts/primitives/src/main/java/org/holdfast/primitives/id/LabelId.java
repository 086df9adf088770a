package org.holdfast.primitives.id;

/** Names one attribution of an address to an entity, from one source. */
public record LabelId(String text) implements Comparable<LabelId> {
    public LabelId {
        text = IdText.require("label id", text);
    }

    @Override
    public int compareTo(LabelId other) {
        return text.compareTo(other.text);
    }

    /** The raw value: message routing and stored associations rely on it. */
    @Override
    public String toString() {
        return text;
    }
}

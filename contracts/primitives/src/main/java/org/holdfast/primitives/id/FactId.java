package org.holdfast.primitives.id;

/** Names one fact that tracing published; the same finding has the same id however often it is sent. */
public record FactId(String text) implements Comparable<FactId> {
    public FactId {
        text = IdText.require("fact id", text);
    }

    @Override
    public int compareTo(FactId other) {
        return text.compareTo(other.text);
    }

    /** The raw value: message routing and stored associations rely on it. */
    @Override
    public String toString() {
        return text;
    }
}

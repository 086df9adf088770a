package org.holdfast.primitives.id;

/** Names one computed trace. */
public record TraceId(String text) implements Comparable<TraceId> {
    public TraceId {
        text = IdText.require("trace id", text);
    }

    @Override
    public int compareTo(TraceId other) {
        return text.compareTo(other.text);
    }

    /** The raw value: message routing and stored associations rely on it. */
    @Override
    public String toString() {
        return text;
    }
}

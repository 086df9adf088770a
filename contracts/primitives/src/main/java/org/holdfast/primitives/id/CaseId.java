package org.holdfast.primitives.id;

/** Names one investigation. */
public record CaseId(String text) implements Comparable<CaseId> {
    public CaseId {
        text = IdText.require("case id", text);
    }

    @Override
    public int compareTo(CaseId other) {
        return text.compareTo(other.text);
    }

    /** The raw value: message routing and stored associations rely on it. */
    @Override
    public String toString() {
        return text;
    }
}

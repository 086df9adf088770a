package org.holdfast.primitives.id;

/** Names a person who acts: drafts, approves, answers. */
public record OfficerId(String text) implements Comparable<OfficerId> {
    public OfficerId {
        text = IdText.require("officer id", text);
    }

    @Override
    public int compareTo(OfficerId other) {
        return text.compareTo(other.text);
    }

    /** The raw value: message routing and stored associations rely on it. */
    @Override
    public String toString() {
        return text;
    }
}

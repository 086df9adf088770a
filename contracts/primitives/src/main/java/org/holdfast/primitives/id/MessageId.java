package org.holdfast.primitives.id;

/** Names one message of another party, so that a repeat is recognised. */
public record MessageId(String text) implements Comparable<MessageId> {
    public MessageId {
        text = IdText.require("message id", text);
    }

    @Override
    public int compareTo(MessageId other) {
        return text.compareTo(other.text);
    }

    /** The raw value: message routing and stored associations rely on it. */
    @Override
    public String toString() {
        return text;
    }
}

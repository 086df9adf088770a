package org.holdfast.freeze.app.fact;

import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.jspecify.annotations.Nullable;

/**
 * How far the topic of facts was read.
 *
 * @param topicId the topic that was read, or null before the first look
 * @param nextOffset the next offset to read
 */
public record FactPosition(@Nullable String topicId, long nextOffset) {
    /**
     * Throws {@link InputFaultException} where the position is none of this topic. Reading on would miss facts or take
     * others for them, so a person has to decide.
     */
    public void require(TopicSeen topic) {
        if (topicId != null && !topicId.equals(topic.id())) {
            throw fault(
                    "freeze.fact.topic-replaced",
                    "the topic of facts is not the one that was read: it was deleted and made again",
                    "topic " + topicId,
                    "topic " + topic.id());
        }
        if (nextOffset < topic.begin() || nextOffset > topic.end()) {
            throw fault(
                    "freeze.fact.topic-cut",
                    "the topic of facts does not hold the position up to which it was read: records were removed",
                    "offset " + nextOffset,
                    "offsets " + topic.begin() + " to " + topic.end());
        }
    }

    /** Whether {@link #require} throws. */
    public boolean fits(TopicSeen topic) {
        try {
            require(topic);
            return true;
        } catch (InputFaultException e) {
            return false;
        }
    }

    private static InputFaultException fault(String code, String what, String expected, String got) {
        return new InputFaultException(new InputFault(
                code,
                what,
                "tracing.facts.v1",
                expected,
                got,
                "find out what became of the facts; a supervisor then accepts the topic as it is, and it is read from"
                        + " its beginning (POST /v1/fact-topic/acceptance)"));
    }
}

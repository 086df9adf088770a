package org.holdfast.freeze.app.fact;

import org.jspecify.annotations.Nullable;

/** What the topic of facts is. */
public interface TopicWatch {
    /** The topic at the last look, or null before the first. Does not ask the broker. */
    @Nullable
    TopicSeen seen();

    /** The topic as the broker says it is now; null where it does not answer. */
    @Nullable
    TopicSeen now();
}

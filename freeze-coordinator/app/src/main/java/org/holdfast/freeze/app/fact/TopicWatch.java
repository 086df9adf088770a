package org.holdfast.freeze.app.fact;

import org.jspecify.annotations.Nullable;

/** What is known of the topic of facts without asking the broker. */
public interface TopicWatch {
    /** The topic at the last look, or null before the first. */
    @Nullable
    TopicSeen seen();
}

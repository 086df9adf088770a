package org.holdfast.api.operation;

import org.jspecify.annotations.Nullable;

/**
 * A person accepts the topic of facts as it is; it is read from its beginning.
 *
 * @param topicId the topic that the person looked at
 */
public record TopicAcceptanceRequest(
        @Nullable String topicId, @Nullable String reason) {}

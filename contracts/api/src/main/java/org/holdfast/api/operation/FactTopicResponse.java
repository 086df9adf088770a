package org.holdfast.api.operation;

import org.jspecify.annotations.Nullable;

/**
 * The topic of facts, as it was read and as it is.
 *
 * @param readable false while a person has to decide
 * @param readTopicId the topic that was read, or null before the first reading
 * @param nextOffset the next offset to read
 * @param presentTopicId the topic that is there, or null where the broker has not said
 * @param presentBegin its first offset
 * @param presentEnd the offset after its last record
 */
public record FactTopicResponse(
        boolean readable,
        @Nullable String readTopicId,
        long nextOffset,
        @Nullable String presentTopicId,
        @Nullable Long presentBegin,
        @Nullable Long presentEnd) {}

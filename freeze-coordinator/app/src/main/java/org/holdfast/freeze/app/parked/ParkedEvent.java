package org.holdfast.freeze.app.parked;

import org.jspecify.annotations.Nullable;

/**
 * An event that waits because it, or an earlier one of its sequence, could not be processed.
 *
 * @param id of the entry
 * @param processor the projection or process that could not process it
 * @param sequence what it belongs to, such as one request
 * @param event the stored name of its type
 * @param cause the type and message of the failure, or null for an event that waits behind another
 */
public record ParkedEvent(
        String id,
        String processor,
        String sequence,
        String event,
        @Nullable String cause,
        String parkedAt) {}

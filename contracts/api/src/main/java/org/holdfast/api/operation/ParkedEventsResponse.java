package org.holdfast.api.operation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Events that could not be processed and wait, the oldest first. */
public record ParkedEventsResponse(List<Parked> parked) {
    public ParkedEventsResponse {
        parked = List.copyOf(parked);
    }

    /**
     * One of them.
     *
     * @param sequence what it belongs to, such as one request
     * @param cause null for an event that waits behind another of its sequence
     */
    public record Parked(
            String id,
            String processor,
            String sequence,
            String event,
            @Nullable String cause,
            String parkedAt) {}
}

package org.holdfast.api.hold;

import java.util.List;

/**
 * What an exchange is asked, oldest first.
 *
 * @param nextCursor where to go on; the same as was sent where there is nothing new
 */
public record InboxResponse(List<Entry> entries, String nextCursor) {
    public InboxResponse {
        entries = List.copyOf(entries);
    }

    /**
     * One entry.
     *
     * @param asked {@code hold}, {@code extension}, {@code release} or {@code expiry}
     */
    public record Entry(String cursor, String asked, String askedAt, ExchangeRequest request) {}
}

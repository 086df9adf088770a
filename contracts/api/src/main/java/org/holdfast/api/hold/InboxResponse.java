package org.holdfast.api.hold;

import java.util.List;

/**
 * What an exchange is asked, oldest first.
 *
 * @param nextCursor the cursor of the next page; the sent cursor if nothing is new
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

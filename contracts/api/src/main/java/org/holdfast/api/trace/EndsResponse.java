package org.holdfast.api.trace;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of the ends of a trace under one policy, in chain order.
 *
 * @param total how many ends there are on all pages
 * @param nextCursor where the next page begins; null on the last page
 */
public record EndsResponse(
        String traceId,
        String policy,
        long total,
        List<TraceResponse.EndResult> ends,
        @Nullable String nextCursor) {
    public EndsResponse {
        ends = List.copyOf(ends);
    }
}

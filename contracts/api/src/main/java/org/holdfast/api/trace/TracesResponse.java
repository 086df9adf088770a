package org.holdfast.api.trace;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of traces, the latest first, without their ends.
 *
 * @param nextCursor where the next page begins; null on the last page
 */
public record TracesResponse(
        List<TraceResponse> traces, @Nullable String nextCursor) {
    public TracesResponse {
        traces = List.copyOf(traces);
    }
}

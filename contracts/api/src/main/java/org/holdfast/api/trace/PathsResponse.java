package org.holdfast.api.trace;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of the paths that were found, in chain order.
 *
 * @param total how many there are on all pages
 * @param paths each from a seed to the target, both included: outputs, or deposits of an account chain
 * @param nextCursor where the next page begins; null on the last page
 */
public record PathsResponse(
        String traceId,
        long total,
        List<List<String>> paths,
        @Nullable String nextCursor) {
    public PathsResponse {
        paths = List.copyOf(paths);
    }
}

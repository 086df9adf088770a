package org.holdfast.api.hold;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A hold request as its exchange sees it.
 *
 * @param text the request in words
 * @param traceDigest digest of the trace that led to it; null for a request by hand
 * @param acknowledgementDue while the request waits for one
 * @param termEnds while something is held
 * @param extensionUntil while an extension is asked for
 * @param releaseReason why a release is asked, while it is
 */
public record ExchangeRequest(
        String holdId,
        String state,
        String basis,
        String text,
        @Nullable String traceDigest,
        List<HoldLineBody> lines,
        @Nullable String acknowledgementDue,
        @Nullable String termEnds,
        @Nullable String extensionUntil,
        @Nullable String releaseReason) {
    public ExchangeRequest {
        lines = List.copyOf(lines);
    }
}

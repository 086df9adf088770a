package org.holdfast.api.trace;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to trace.
 *
 * @param chain CAIP-2
 * @param seeds whole outputs, {@code <txid>:<n>}
 * @param policies by their words, such as {@code fifo}
 * @param caseId the case whose facts follow from the trace; none for a look
 */
public record TraceRequest(
        @Nullable String chain,
        @Nullable List<String> seeds,
        @Nullable List<String> policies,
        @Nullable String caseId,
        @Nullable LimitsRequest limits) {
    /**
     * Where the trace stops at the latest; each may be left out.
     *
     * @param transactions visited at most
     * @param hops from a seed at most
     * @param untilHeight transactions above this height are not visited
     * @param dust traced parts below this many base units are not followed
     */
    public record LimitsRequest(
            @Nullable Long transactions,
            @Nullable Integer hops,
            @Nullable Long dust,
            @Nullable Long untilHeight) {}
}

package org.holdfast.api.trace;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A trace: one balanced result per policy.
 *
 * @param digest SHA-256 over what the result is a function of
 * @param resultDigest SHA-256 over that and every figure
 */
public record TraceResponse(
        String traceId,
        String digest,
        String resultDigest,
        String engineVersion,
        String labelSet,
        String chain,
        Tip tip,
        @Nullable String caseId,
        List<PolicyResult> results) {
    public TraceResponse {
        results = List.copyOf(results);
    }

    /** The highest block that was there. */
    public record Tip(long height, String hash) {}

    /**
     * What one policy says.
     *
     * @param standing whether courts have followed it, or it only gives leads
     * @param seedTotal sum of the seeds; with what joined, the sum of the buckets
     * @param joinedClean clean value that poison made traced
     * @param joinedUnknown the same of inputs of unknown value, net of fees
     */
    public record PolicyResult(
            String policy,
            String standing,
            String remark,
            String arithmetic,
            String seedTotal,
            String joinedClean,
            String joinedUnknown,
            Map<String, String> buckets,
            boolean balanced,
            long transactionsVisited,
            List<EndResult> ends) {
        public PolicyResult {
            ends = List.copyOf(ends);
        }
    }

    /**
     * Where a part of the value stops being followed.
     *
     * @param outpoint {@code <txid>:<n>} or {@code <txid>:fee}
     * @param traced whole base units; all ends sum to the seeds
     * @param tracedExact as computed, a fraction where it is one
     */
    public record EndResult(
            String outpoint,
            @Nullable String address,
            long height,
            String value,
            String traced,
            String tracedExact,
            String reason,
            @Nullable String vaspId,
            @Nullable String labelId,
            @Nullable String spentBy) {}
}

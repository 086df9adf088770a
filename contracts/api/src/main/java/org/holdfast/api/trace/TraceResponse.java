package org.holdfast.api.trace;

import java.util.List;
import java.util.Map;
import org.holdfast.api.Problem;
import org.jspecify.annotations.Nullable;

/**
 * A trace as it was asked for, where it stands, and what came out of it.
 *
 * @param state {@code queued}, {@code running}, {@code finished}, {@code basis-withdrawn}, {@code cancelled} or
 *     {@code failed}
 * @param requestedAt ISO-8601, UTC
 * @param basisWithdrawn what of a finished trace's basis is gone, in words; null while all of it stands
 * @param problem why it failed; null else
 * @param result what came out; null unless it finished
 */
public record TraceResponse(
        String traceId,
        String state,
        String chain,
        @Nullable String caseId,
        String requestedBy,
        String requestedAt,
        Progress progress,
        @Nullable String basisWithdrawn,
        @Nullable Problem problem,
        @Nullable Result result) {
    /**
     * How far a trace is.
     *
     * @param transactions read from the index so far, over all policies
     * @param attempts how often it was started; more than once after a crash of the service
     */
    public record Progress(long transactions, int attempts) {}

    /**
     * One balanced result per policy.
     *
     * @param digest SHA-256 over what the result is a function of
     * @param resultDigest SHA-256 over that and every figure
     * @param heuristicSet name of what says which outputs are retained
     * @param destinations rows of the sensitivity table
     */
    public record Result(
            String digest,
            String resultDigest,
            String engineVersion,
            String labelSet,
            String heuristicSet,
            Tip tip,
            long destinations,
            List<PolicyResult> policies) {
        public Result {
            policies = List.copyOf(policies);
        }
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
     * @param retainedBy how many outputs each heuristic took to be retained
     * @param endCount how many ends there are
     * @param ends the first page of them, in chain order
     * @param nextCursor where the next page begins; null where the first page is all
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
            Map<String, Long> retainedBy,
            long endCount,
            List<EndResult> ends,
            @Nullable String nextCursor) {
        public PolicyResult {
            ends = List.copyOf(ends);
        }

        /** The same with a page of ends. */
        public PolicyResult with(List<EndResult> page, @Nullable String next) {
            return new PolicyResult(
                    policy,
                    standing,
                    remark,
                    arithmetic,
                    seedTotal,
                    joinedClean,
                    joinedUnknown,
                    buckets,
                    balanced,
                    transactionsVisited,
                    retainedBy,
                    endCount,
                    page,
                    next);
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

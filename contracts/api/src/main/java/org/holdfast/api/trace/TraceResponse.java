package org.holdfast.api.trace;

import java.util.List;
import java.util.Map;
import org.holdfast.api.Problem;
import org.jspecify.annotations.Nullable;

/**
 * A trace as it was asked for, where it stands, and what came out of it.
 *
 * @param kind {@code forward}, {@code backward}, {@code paths} or {@code bounds}
 * @param state {@code queued}, {@code running}, {@code finished}, {@code basis-withdrawn}, {@code cancelled} or
 *     {@code failed}
 * @param requestedAt ISO-8601, UTC
 * @param basisWithdrawn what of a finished trace's basis is gone, in words; null while all of it stands
 * @param problem why it failed; null else
 * @param result what came out; null unless it finished
 */
public record TraceResponse(
        String traceId,
        String kind,
        String state,
        String chain,
        @Nullable String caseId,
        String requestedBy,
        String requestedAt,
        Progress progress,
        @Nullable String basisWithdrawn,
        @Nullable Problem problem,
        @Nullable Result result) {
    /** The state of a trace that no worker has taken up. */
    public static final String QUEUED = "queued";

    /** The state of a trace that a worker computes. */
    public static final String RUNNING = "running";

    /** True until the trace has ended, with a result or without. */
    public boolean waits() {
        return state.equals(QUEUED) || state.equals(RUNNING);
    }

    /**
     * How far a trace is.
     *
     * @param transactions read from the index so far, over all policies
     * @param attempts how often it was started; more than once after a crash of the service
     */
    public record Progress(long transactions, int attempts) {}

    /**
     * One balanced result per policy; or paths; or bounds.
     *
     * @param digest SHA-256 over what the result is a function of
     * @param resultDigest SHA-256 over that and every figure
     * @param heuristicSet name of what says which outputs are retained
     * @param difficultyUnchecked heights of indexed blocks that anybody can have made, because their difficulty could
     *     not be checked; null where there are none
     * @param destinations rows of the sensitivity table
     * @param paths null unless paths were asked for
     * @param bounds null unless bounds were asked for
     */
    public record Result(
            String digest,
            String resultDigest,
            String engineVersion,
            String labelSet,
            String heuristicSet,
            Tip tip,
            @Nullable List<Heights> difficultyUnchecked,
            long destinations,
            List<PolicyResult> policies,
            @Nullable PathsResult paths,
            @Nullable BoundsResult bounds) {
        public Result {
            difficultyUnchecked = difficultyUnchecked == null ? null : List.copyOf(difficultyUnchecked);
            policies = List.copyOf(policies);
        }
    }

    /**
     * Paths that were found.
     *
     * @param count how many there are
     * @param cutByHops ways that would be longer than allowed
     * @param cutByValue outputs or payments on the way that hold less than the least value
     * @param cutByTime outputs or payments on the way above the last height
     * @param cutByHubs accounts on the way with more movements than the limit for hubs
     * @param more true where more paths exist than were asked for
     * @param unexplored what was not looked at because of the limit on it
     * @param paths the first page
     * @param nextCursor where the next page begins; null where the first page is all
     */
    public record PathsResult(
            long count,
            long cutByHops,
            long cutByValue,
            long cutByTime,
            long cutByHubs,
            boolean more,
            long unexplored,
            List<List<String>> paths,
            @Nullable String nextCursor) {
        public PathsResult {
            paths = List.copyOf(paths);
        }

        /** The same with a page of paths. */
        public PathsResult with(List<List<String>> page, @Nullable String next) {
            return new PathsResult(count, cutByHops, cutByValue, cutByTime, cutByHubs, more, unexplored, page, next);
        }
    }

    /**
     * Bounds that hold under every conserving policy, in base units of one asset.
     *
     * @param asset CAIP-19
     * @param seeds the value of all seeds
     * @param omitted exchanges for which no row was computed
     */
    public record BoundsResult(String asset, String seeds, List<BoundsRow> rows, int omitted) {
        public BoundsResult {
            rows = List.copyOf(rows);
        }
    }

    /**
     * The bounds of one set of destinations.
     *
     * @param kind {@code chosen}, {@code exchange} or {@code reason}
     * @param places how many destinations it has
     */
    public record BoundsRow(String kind, String name, int places, String least, String most) {}

    /**
     * One asset of a result; its buckets sum to what went in.
     *
     * @param asset CAIP-19
     * @param converted what came in by exchange from another asset
     * @param joined clean value that poison made traced
     */
    public record Sheet(String asset, String seedTotal, String converted, String joined, Map<String, String> buckets) {}

    /** Heights from one to another, both included. */
    public record Heights(long from, long to) {}

    /** The highest block that was there. */
    public record Tip(long height, String hash) {}

    /**
     * What one policy says.
     *
     * @param standing whether courts have followed it, or it only gives leads
     * @param seedTotal sum of the seeds; with what joined, the sum of the buckets; null on accounts, see the sheets
     * @param joinedClean clean value that poison made traced
     * @param joinedUnknown the same of inputs of unknown value, net of fees
     * @param undefined the code of why the policy has no answer for these ledgers; null where it has one
     * @param sheets by asset; one on a chain of outputs
     * @param transactionsVisited transactions visited, on accounts movements read
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
            @Nullable String undefined,
            List<Sheet> sheets,
            @Nullable String seedTotal,
            @Nullable String joinedClean,
            @Nullable String joinedUnknown,
            @Nullable Map<String, String> buckets,
            boolean balanced,
            long transactionsVisited,
            Map<String, Long> retainedBy,
            long endCount,
            List<EndResult> ends,
            @Nullable String nextCursor) {
        public PolicyResult {
            sheets = List.copyOf(sheets);
            ends = List.copyOf(ends);
        }

        /** The same with a page of ends. */
        public PolicyResult with(List<EndResult> page, @Nullable String next) {
            return new PolicyResult(
                    policy,
                    standing,
                    remark,
                    arithmetic,
                    undefined,
                    sheets,
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
     * Where a part of the value stops being followed; backward, where it came from.
     *
     * @param outpoint {@code <txid>:<n>} or {@code <txid>:fee}; on accounts the transaction that put the part there and
     *     which of its ends it is
     * @param asset CAIP-19 on accounts; null on a chain of one asset
     * @param value of the whole output; null on accounts
     * @param traced whole base units; all ends sum to the seeds
     * @param tracedExact as computed, a fraction where it is one
     */
    public record EndResult(
            String outpoint,
            @Nullable String address,
            @Nullable String asset,
            long height,
            @Nullable String value,
            String traced,
            String tracedExact,
            String reason,
            @Nullable String vaspId,
            @Nullable String labelId,
            @Nullable String spentBy) {}
}

package org.holdfast.api.trace;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to trace.
 *
 * @param chain CAIP-2
 * @param seeds whole outputs, {@code <txid>:<n>}; backward the outputs whose origin is asked
 * @param deposits the same on an account chain
 * @param policies by their words, such as {@code fifo}
 * @param direction {@code forward}, which is meant where it is left out, or {@code backward}
 * @param sources backward: outputs at which the trace stops, and says how much came through them
 * @param sourceDeposits the same on an account chain
 * @param followFees true follows fees: forward on outputs into the coinbase of their block, on accounts to the
 *     account that receives them
 * @param caseId the case whose facts follow from the trace; none for a look
 */
public record TraceRequest(
        @Nullable String chain,
        @Nullable List<String> seeds,
        @Nullable List<DepositRequest> deposits,
        @Nullable List<String> policies,
        @Nullable String direction,
        @Nullable List<String> sources,
        @Nullable List<DepositRequest> sourceDeposits,
        @Nullable Boolean followFees,
        @Nullable String caseId,
        @Nullable LimitsRequest limits)
        implements TraceQuestion {
    /**
     * Where the trace stops at the latest; each may be left out. What stands behind a limit is booked.
     *
     * @param transactions visited at most
     * @param movements of an account chain read at most
     * @param hops from a seed at most
     * @param untilHeight forward: what is above this height is not visited
     * @param fromHeight backward: what is below this height is not visited
     * @param dust traced parts below this many base units are not followed
     * @param hubMovements of an account chain: an account with more movements is a hub, where a trace stops
     */
    public record LimitsRequest(
            @Nullable Long transactions,
            @Nullable Long movements,
            @Nullable Integer hops,
            @Nullable Long dust,
            @Nullable Long untilHeight,
            @Nullable Long fromHeight,
            @Nullable Long hubMovements) {}
}

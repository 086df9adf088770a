package org.holdfast.api.trace;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Of what to compute bounds that hold under every conserving policy.
 *
 * @param chain CAIP-2
 * @param seeds whole outputs, {@code <txid>:<n>}
 * @param deposits the same on an account chain, all of one asset
 * @param destinations exchanges, reasons, addresses or places whose bounds are asked for all of them together; may be
 *     left out
 * @param followFees on an account chain: true follows fees to the account that receives them
 */
public record BoundsRequest(
        @Nullable String chain,
        @Nullable List<String> seeds,
        @Nullable List<DepositRequest> deposits,
        @Nullable List<String> destinations,
        @Nullable Boolean followFees,
        @Nullable BoundsLimitsRequest limits)
        implements TraceQuestion {
    /**
     * How much is looked at; what stands behind is a destination of its own.
     *
     * @param transactions visited at most
     * @param movements of an account chain read at most
     */
    public record BoundsLimitsRequest(
            @Nullable Long transactions, @Nullable Long movements) {}
}

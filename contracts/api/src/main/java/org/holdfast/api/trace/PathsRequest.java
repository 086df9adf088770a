package org.holdfast.api.trace;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Between which two ends to look for paths.
 *
 * @param chain CAIP-2
 * @param seeds whole outputs, {@code <txid>:<n>}
 * @param deposits the same on an account chain
 * @param target an output, {@code <txid>:<n>}, or an address
 */
public record PathsRequest(
        @Nullable String chain,
        @Nullable List<String> seeds,
        @Nullable List<DepositRequest> deposits,
        @Nullable String target,
        @Nullable PathLimitsRequest limits)
        implements TraceQuestion {
    /**
     * Which paths are left out; what was left out is counted.
     *
     * @param hops the longest path, in transactions
     * @param leastValue outputs or payments of less are not passed, base units
     * @param untilHeight transactions above this height are not passed
     * @param paths how many are listed
     * @param transactions how many are looked at; of an account chain, movements
     */
    public record PathLimitsRequest(
            @Nullable Integer hops,
            @Nullable Long leastValue,
            @Nullable Long untilHeight,
            @Nullable Integer paths,
            @Nullable Long transactions) {}
}

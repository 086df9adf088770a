package org.holdfast.api.hold;

import org.jspecify.annotations.Nullable;

/**
 * One line of a request.
 *
 * @param line number, from 1; left out of a draft, where the order counts
 * @param asset CAIP-19
 * @param address without its chain
 * @param outpoint {@code <txid>:<n>}, where known
 * @param asked base units, decimal digits
 */
public record HoldLineBody(
        @Nullable Integer line,
        @Nullable String asset,
        @Nullable String address,
        @Nullable String outpoint,
        @Nullable String asked) {}

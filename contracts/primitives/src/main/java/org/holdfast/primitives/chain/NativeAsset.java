package org.holdfast.primitives.chain;

import org.holdfast.primitives.AssetId;

/**
 * The coin of a chain, in which it pays its fees.
 *
 * @param id after CAIP-19
 * @param symbol as people write it, such as BTC
 * @param decimals decimal places of a coin: a coin is 10 to this power base units
 */
public record NativeAsset(AssetId id, String symbol, int decimals) {}

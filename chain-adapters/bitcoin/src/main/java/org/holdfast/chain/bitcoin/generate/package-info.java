/**
 * Chains that this project makes for itself: valid regtest blocks from a seed, for the demonstration and benchmarks.
 */
@NullMarked
package org.holdfast.chain.bitcoin.generate;

import org.jspecify.annotations.NullMarked;

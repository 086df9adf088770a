package org.holdfast.tracing.output.graph;

import java.math.BigInteger;

/**
 * Counts and sums over all blocks of a graph, in base units.
 *
 * @param inputs coinbase excluded
 * @param unspentOutputs outputs that nobody has spent within the blocks that are here; destroyed outputs count
 * @param unknownInputs inputs whose transaction is not here
 */
public record GraphTotals(
        long blocks,
        long transactions,
        long inputs,
        long outputs,
        long unspentOutputs,
        BigInteger outputSum,
        BigInteger unspentSum,
        long unknownInputs) {
    public static final GraphTotals NONE = new GraphTotals(0, 0, 0, 0, 0, BigInteger.ZERO, BigInteger.ZERO, 0);
}

package org.holdfast.tracing.output.graph;

import java.math.BigInteger;

/**
 * Counts and sums over all blocks of a graph, in base units.
 *
 * @param inputs without coinbase inputs
 * @param unspentOutputs outputs without a spender in the indexed blocks, destroyed outputs included
 * @param unknownInputs inputs whose source transaction is not indexed
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

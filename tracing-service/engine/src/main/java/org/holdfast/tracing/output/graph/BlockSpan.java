package org.holdfast.tracing.output.graph;

/**
 * The positions of the transactions of one block, in block order; see {@link GraphIndex#next}.
 *
 * @param first the position of the coinbase
 * @param behind a number above the position of the last and not above any position of a later block
 */
public record BlockSpan(long first, long behind) {
    public BlockSpan {
        if (first <= 0 || behind <= first) {
            throw new IllegalArgumentException("a block of transactions from " + first + " to before " + behind);
        }
    }
}

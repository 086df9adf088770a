package org.holdfast.tracing.output.graph;

import org.holdfast.primitives.BlockRef;

/**
 * Where a chain's graph is kept: blocks are appended and, after a reorg, retracted from the tip. One thread writes; any
 * number of snapshots read meanwhile.
 */
public interface GraphStore extends AutoCloseable {
    /**
     * Appends a block and the feed's place behind it, both or neither.
     *
     * @param feedOffset where reading of the feed goes on after this block
     * @throws org.holdfast.primitives.InputFaultException where the block does not continue the chain or spends an
     *     output twice; nothing is stored then
     */
    void append(BlockContent block, long feedOffset);

    /**
     * Takes the tip block away again.
     *
     * @throws org.holdfast.primitives.InputFaultException where the block is not the tip
     */
    void retract(BlockRef block, long feedOffset);

    /** Where reading of the feed goes on; 0 for a fresh store. */
    long feedOffset();

    /** The graph as it stands now. Close it: a retraction waits for open snapshots. */
    GraphSnapshot snapshot();

    GraphTotals totals();

    @Override
    void close();
}

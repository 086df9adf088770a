package org.holdfast.tracing.output.graph;

import org.holdfast.primitives.BlockRef;

/**
 * Stores the graph of one chain. Blocks are appended and, after a reorganisation, retracted from the tip. One thread
 * writes; any number of snapshots read at the same time.
 */
public interface GraphStore extends AutoCloseable {
    /**
     * Appends a block together with its feed offset, atomically.
     *
     * @param feedOffset the feed offset after this block
     * @throws org.holdfast.primitives.InputFaultException for a block that does not continue the chain or spends an
     *     output twice; nothing is stored
     */
    void append(BlockContent block, long feedOffset);

    /**
     * Retracts the tip block.
     *
     * @throws org.holdfast.primitives.InputFaultException for a block that is not the tip
     */
    void retract(BlockRef block, long feedOffset);

    /** The feed offset after the last block; 0 for an empty store. */
    long feedOffset();

    /** The graph at this moment. Close it: a retraction waits for open snapshots. */
    GraphSnapshot snapshot();

    GraphTotals totals();

    @Override
    void close();
}

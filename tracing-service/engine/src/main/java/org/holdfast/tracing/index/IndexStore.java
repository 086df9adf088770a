package org.holdfast.tracing.index;

import org.holdfast.primitives.BlockRef;

/**
 * The index of one chain: blocks are appended in ascending height and, after a reorg, retracted from the tip. One
 * thread writes; any number of snapshots read at the same time.
 *
 * @param <B> a block in the form that the index takes
 * @param <T> counts and sums over all blocks
 */
public interface IndexStore<B extends IndexBlock, T> extends AutoCloseable {
    /**
     * Appends a block together with the feed's next place: both are stored, or neither.
     *
     * @param feedOffset the place of the feed after this block
     * @throws org.holdfast.primitives.InputFaultException where the block does not continue the chain, with the codes
     *     of {@link org.holdfast.tracing.block.BlockFaults}; nothing is stored then
     */
    void append(B block, long feedOffset);

    /**
     * Removes the tip block.
     *
     * @throws org.holdfast.primitives.InputFaultException where the block is not the tip
     */
    void retract(BlockRef block, long feedOffset);

    /** The place of the feed after the last block; 0 for a fresh index. */
    long feedOffset();

    /** False after a change that failed half way, as on a full disk; {@link #repair} reverts it. */
    default boolean isWhole() {
        return true;
    }

    /** Reverts a change that failed half way, after which the offset is valid again. Waits for open snapshots. */
    default void repair() {}

    /** Counts and sums over all blocks. */
    T totals();

    /** The index as it stands now. Close it: a retraction waits for open snapshots. */
    IndexSnapshot snapshot();

    /** Recomputes what the index derives from its blocks and compares; time grows with the size of the index. */
    IndexReport check();

    /** Size of what is stored, in bytes, without space that is reserved in advance; 0 where nothing is on a disk. */
    long bytes();

    @Override
    void close();
}

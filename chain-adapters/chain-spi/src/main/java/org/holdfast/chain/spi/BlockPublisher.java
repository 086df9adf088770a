package org.holdfast.chain.spi;

import java.util.List;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;
import org.holdfast.records.chain.v1.BranchAccepted;

/**
 * Where checked blocks go. One publisher per chain writes at a time; a second one takes the place of the first, which
 * then fails with {@link FencedException}.
 */
public interface BlockPublisher extends AutoCloseable {
    /** What is published so far. */
    PublishedSegments published();

    /**
     * Publishes a block and moves the cursor, both or neither.
     *
     * @throws FencedException if another publisher of this chain has taken over
     * @throws IllegalStateException if the block neither continues nor begins a segment, or contradicts one
     */
    default void publish(VerifiedBlock block) {
        publish(List.of(block));
    }

    /** The same of several blocks, each on those before it: all of them and the cursor, or nothing. */
    void publish(List<VerifiedBlock> blocks);

    /**
     * Takes the highest published block back and moves the cursor, both or neither.
     *
     * @param block the tip of {@link #published}
     * @param reason why, one word for readers: {@code reorg}
     * @throws FencedException if another publisher of this chain has taken over
     * @throws IllegalStateException if the block is not the tip, or is final
     */
    void retract(BlockRef block, String reason);

    /**
     * Takes back the promise that the blocks above a common one are final, as an operator decided, and retracts the
     * last block, both or neither. The others are retracted as in any reorg.
     *
     * @param hashes of the published blocks from the one that is final from now on to the last one; from the first of
     *     the segment where none is
     * @throws FencedException if another publisher of this chain has taken over
     */
    void accept(BranchAccepted accepted, List<BlockHash> hashes);

    /**
     * Looks whether this publisher is still the one that writes. A write finds that out by itself; this is for one that
     * has nothing to write.
     *
     * @throws FencedException if another publisher of this chain has published since
     */
    void requireOwnership();

    @Override
    void close();
}

package org.holdfast.chain.spi;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.ChainId;

/**
 * Where the blocks of one chain come from: a node, peers, files. What it hands out is verified. One thread uses it.
 *
 * <p>Every method that reads throws {@code InputFaultException} where a block does not verify or the source is of
 * another network, and {@link SourceUnavailableException} where the source cannot be reached.
 */
public interface BlockSource extends AutoCloseable {
    ChainId chain();

    /**
     * The unbroken runs of the active chain that this source can serve, lowest first. A node has one; files may have
     * gaps. The last block of the last run is the tip.
     */
    List<PublishedSegments.Segment> segments();

    /** The active chain's block at a height; empty above the tip, in a gap, or below the first run. */
    Optional<BlockRef> refAt(long height);

    /**
     * The active chain's block at a height, verified; empty where {@link #refAt} is.
     *
     * @throws BlockMissingException if the active chain has the block and the source does not hand it out
     */
    Optional<VerifiedBlock> blockAt(long height);

    /** The block with this hash, verified, also one that is not in the active chain; empty where it is unknown. */
    Optional<VerifiedBlock> block(BlockHash hash);

    /**
     * Waits until the tip may be another than the given one, at most for the given time.
     *
     * @return false where the time passed without a sign of a new tip; a source that never changes returns at once
     */
    boolean awaitNewTip(BlockRef known, Duration atMost) throws InterruptedException;

    /**
     * The highest block that the chain itself calls final, such as the finalized block of a proof-of-stake chain; empty
     * where the chain has no such notion or has not said yet. Then depth decides.
     */
    default Optional<BlockRef> finalTip() {
        return Optional.empty();
    }

    /** What does not work and is not needed to read blocks, such as the line that announces them; one sentence each. */
    default List<String> notices() {
        return List.of();
    }

    @Override
    void close();
}

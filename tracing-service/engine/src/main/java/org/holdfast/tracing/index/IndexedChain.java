package org.holdfast.tracing.index;

import java.util.List;
import java.util.Optional;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.ChainId;
import org.holdfast.tracing.block.Segment;

/** The blocks of one chain that an index holds. */
public interface IndexedChain {
    /** The chain. */
    ChainId chain();

    /** Unbroken runs of blocks in ascending height. Between two runs nothing is known. */
    List<Segment> segments();

    /** The block at a height, if the index holds it. */
    Optional<BlockRef> block(long height);
}

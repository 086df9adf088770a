package org.holdfast.chain.app.follow;

import java.util.List;
import org.holdfast.chain.spi.PublishedSegments;
import org.holdfast.primitives.BlockHash;

/** What is published, further back than a cursor knows. */
@FunctionalInterface
public interface PublishedHashes {
    /**
     * Hashes of the published blocks from a height of the last segment to its last block, lowest first.
     *
     * @param published as of the cursor
     */
    List<BlockHash> from(PublishedSegments published, long height);
}

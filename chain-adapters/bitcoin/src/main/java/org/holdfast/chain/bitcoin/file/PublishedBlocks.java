package org.holdfast.chain.bitcoin.file;

import java.util.Optional;
import org.holdfast.primitives.BlockHash;

/** Which block of the active chain is published at a height. */
public interface PublishedBlocks {
    /** Where nothing is published, or nothing but what the cursor says. */
    PublishedBlocks NONE = height -> Optional.empty();

    /** The block at a height; empty where none is published. */
    Optional<BlockHash> at(long height);
}

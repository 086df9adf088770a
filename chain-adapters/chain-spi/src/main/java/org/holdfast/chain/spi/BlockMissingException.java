package org.holdfast.chain.spi;

import org.holdfast.primitives.BlockRef;

/**
 * A source knows a block of its active chain and does not hand it out, because it is pruned or not downloaded. Another
 * source may have it, and this one later.
 */
public final class BlockMissingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * The refusal of one block.
     *
     * @param words of the source
     */
    public BlockMissingException(BlockRef block, String words) {
        super(words + " (block " + block + ")");
    }
}

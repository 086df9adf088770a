package org.holdfast.primitives;

/**
 * A place in one chain: height and hash together, because a height alone names different blocks after a reorg.
 *
 * @param height distance from the genesis block, which has height 0
 */
public record BlockRef(long height, BlockHash hash) {
    public BlockRef {
        if (height < 0) {
            throw new IllegalArgumentException("a block height is not negative, got " + height);
        }
    }

    @Override
    public String toString() {
        return height + ":" + hash;
    }
}

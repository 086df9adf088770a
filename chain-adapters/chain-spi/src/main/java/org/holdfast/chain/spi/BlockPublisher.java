package org.holdfast.chain.spi;

import org.holdfast.primitives.BlockRef;

/**
 * Where verified blocks go. A block and the cursor behind it are one atomic write: after a crash at any point either
 * both are there or neither. One thread uses it.
 *
 * <p>Every method throws {@link PublisherFencedException} where another instance has taken over, and {@link
 * PublisherUnavailableException} where the store of blocks cannot be reached; then the outcome of the last write is
 * unknown, and a new instance reads it from the cursor.
 */
public interface BlockPublisher extends AutoCloseable {
    /** How far the chain was published when this instance took over, and what it has published since. */
    PublishedChain published();

    /**
     * Writes a block with all its records and moves the cursor. The block extends the tip or starts a new segment above
     * it; {@link PublishedChain#with} refuses any other.
     */
    void publish(VerifiedBlock block);

    /**
     * Withdraws the tip.
     *
     * @param tip the block that is no longer part of the active chain
     * @param parent the block below it
     * @param reason one sentence for people
     */
    void retract(BlockRef tip, BlockRef parent, String reason);

    @Override
    void close();
}

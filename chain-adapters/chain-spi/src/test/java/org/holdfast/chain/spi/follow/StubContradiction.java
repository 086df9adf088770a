package org.holdfast.chain.spi.follow;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.holdfast.chain.spi.BlockSource;
import org.holdfast.chain.spi.PublishedSegments;
import org.holdfast.chain.spi.VerifiedBlock;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.ChainId;

/** Answers as another source does, but for one block that stands on no other. */
record StubContradiction(BlockSource honest, VerifiedBlock other) implements BlockSource {
    @Override
    public ChainId chain() {
        return honest.chain();
    }

    @Override
    public List<PublishedSegments.Segment> segments() {
        return honest.segments();
    }

    @Override
    public Optional<BlockRef> refAt(long height) {
        return honest.refAt(height);
    }

    @Override
    public Optional<VerifiedBlock> blockAt(long height) {
        return height == other.ref().height() ? Optional.of(other) : honest.blockAt(height);
    }

    @Override
    public Optional<VerifiedBlock> block(BlockHash hash) {
        return honest.block(hash);
    }

    @Override
    public boolean awaitNewTip(BlockRef known, Duration atMost) throws InterruptedException {
        return honest.awaitNewTip(known, atMost);
    }

    @Override
    public void close() {
        honest.close();
    }
}

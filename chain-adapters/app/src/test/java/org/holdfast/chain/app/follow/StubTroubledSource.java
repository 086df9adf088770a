package org.holdfast.chain.app.follow;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.holdfast.chain.spi.BlockSource;
import org.holdfast.chain.spi.PublishedSegments;
import org.holdfast.chain.spi.SourceUnavailableException;
import org.holdfast.chain.spi.VerifiedBlock;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;

/** A source that is away, or says what is refused, for a number of questions. */
final class StubTroubledSource implements BlockSource {
    private final BlockSource well;
    private final AtomicInteger away = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();

    StubTroubledSource(BlockSource well) {
        this.well = well;
    }

    void awayFor(int questions) {
        away.set(questions);
    }

    void refusedFor(int questions) {
        refused.set(questions);
    }

    private BlockSource answer() {
        if (away.get() > 0) {
            away.decrementAndGet();
            throw new SourceUnavailableException("the node is away", new IllegalStateException());
        }
        if (refused.get() > 0) {
            refused.decrementAndGet();
            throw new InputFaultException(new InputFault("test.block.broken", "broken", "here", "a", "b", "mend it"));
        }
        return well;
    }

    @Override
    public ChainId chain() {
        return well.chain();
    }

    @Override
    public List<PublishedSegments.Segment> segments() {
        return answer().segments();
    }

    @Override
    public Optional<BlockRef> refAt(long height) {
        return answer().refAt(height);
    }

    @Override
    public Optional<VerifiedBlock> blockAt(long height) {
        return answer().blockAt(height);
    }

    @Override
    public Optional<VerifiedBlock> block(BlockHash hash) {
        return answer().block(hash);
    }

    @Override
    public boolean awaitNewTip(BlockRef known, Duration atMost) throws InterruptedException {
        return answer().awaitNewTip(known, atMost);
    }

    @Override
    public void close() {
        well.close();
    }
}

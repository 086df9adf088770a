package org.holdfast.chain.app.follow;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.holdfast.chain.spi.BlockSource;
import org.holdfast.chain.spi.PublishedSegments.Segment;
import org.holdfast.chain.spi.SourceUnavailableException;
import org.holdfast.chain.spi.VerifiedBlock;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.disk.DiskRoom;

/**
 * A source that is unavailable while the disk of the topic is short. The follower then waits, says why, and continues
 * when there is room, as it does for a node that is away.
 */
public final class RoomySource implements BlockSource {
    private final BlockSource source;
    private final DiskRoom room;

    /** The source with a look at the disk before every block. */
    public RoomySource(BlockSource source, DiskRoom room) {
        this.source = source;
        this.room = room;
    }

    private BlockSource withRoom() {
        room.shortage().ifPresent(shortage -> {
            throw new SourceUnavailableException(shortage, new IOException(shortage));
        });
        return source;
    }

    @Override
    public ChainId chain() {
        return source.chain();
    }

    @Override
    public List<Segment> segments() {
        return withRoom().segments();
    }

    @Override
    public Optional<BlockRef> refAt(long height) {
        return source.refAt(height);
    }

    @Override
    public Optional<VerifiedBlock> blockAt(long height) {
        return withRoom().blockAt(height);
    }

    @Override
    public Optional<VerifiedBlock> block(BlockHash hash) {
        return withRoom().block(hash);
    }

    @Override
    public boolean awaitNewTip(BlockRef known, Duration atMost) throws InterruptedException {
        return source.awaitNewTip(known, atMost);
    }

    @Override
    public Optional<BlockRef> finalTip() {
        return source.finalTip();
    }

    @Override
    public List<String> notices() {
        return source.notices();
    }

    @Override
    public void close() {
        source.close();
    }
}

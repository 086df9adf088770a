package org.holdfast.chain.app;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.holdfast.chain.bitcoin.file.BlockFileImport;
import org.holdfast.chain.spi.BlockPublisher;
import org.holdfast.chain.spi.PublishedSegments;
import org.holdfast.chain.spi.VerifiedBlock;
import org.holdfast.chain.spi.follow.Finality;
import org.holdfast.primitives.chain.FinalityRule;
import org.jspecify.annotations.Nullable;

/** Reads and checks blocks on one thread while another publishes those before them. */
public final class BlockImport {
    /** Groups read ahead; one takes some 10 MB as records. */
    private static final int AHEAD_MAX = 8;

    /**
     * A group ends with the block that brings it to this size. A block of today is a group of its own; early ones are
     * small, and a commit takes longer than all else of a small block.
     */
    private static final long GROUP_BYTES = 1L << 20;

    /** More blocks gain nothing, and are published late. */
    private static final int GROUP_BLOCKS_MAX = 512;

    private static final long OFFER_MILLIS = 100;

    private final BlockFileImport source;
    private final Finality.ByDepth finality;
    private final BlockingQueue<List<VerifiedBlock>> ahead = new ArrayBlockingQueue<>(AHEAD_MAX);
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    private final AtomicBoolean abandoned = new AtomicBoolean();

    /**
     * An import that has not begun.
     *
     * @param finality as for a chain that is followed
     */
    public BlockImport(BlockFileImport source, FinalityRule.Depth finality) {
        this.source = source;
        this.finality = new Finality.ByDepth(finality.blocks());
    }

    /** Publishes all that is left of the source; the first failure of either side ends both. */
    public void run(BlockPublisher publisher, Consumer<VerifiedBlock> published) throws InterruptedException {
        Thread reader = Thread.ofPlatform().name("block-reader").daemon().start(this::readAhead);
        try {
            for (var group = ahead.take(); !group.isEmpty(); group = ahead.take()) {
                publisher.publish(sealed(publisher.published(), group));
                group.forEach(published);
            }
        } finally {
            abandoned.set(true);
            reader.join();
        }
        RuntimeException failed = failure.get();
        if (failed != null) {
            throw failed;
        }
    }

    private List<VerifiedBlock> sealed(PublishedSegments before, List<VerifiedBlock> group) {
        var sealed = new ArrayList<VerifiedBlock>(group.size());
        PublishedSegments reached = before;
        for (VerifiedBlock block : group) {
            sealed.add(sealed(reached, block));
            reached = reached.plus(sealed.getLast());
        }
        return sealed;
    }

    /** A block that fills a gap below the tip makes nothing final. */
    private VerifiedBlock sealed(PublishedSegments published, VerifiedBlock block) {
        return published.isAboveTip(block.ref()) ? finality.seal(published, block) : block;
    }

    private void readAhead() {
        try {
            while (source.hasNext() && offer(group())) {
                // Each group is offered until it is taken.
            }
        } catch (RuntimeException e) {
            failure.set(e);
        } finally {
            offer(List.of());
        }
    }

    /** The next blocks; those before one that fails come as a group of their own. */
    private List<VerifiedBlock> group() {
        var group = new ArrayList<VerifiedBlock>();
        long bytes = 0;
        try {
            while (source.hasNext() && bytes < GROUP_BYTES && group.size() < GROUP_BLOCKS_MAX) {
                VerifiedBlock block = source.next();
                group.add(block);
                bytes += block.opened().getSizeBytes();
            }
        } catch (RuntimeException e) {
            if (!group.isEmpty()) {
                offer(group);
            }
            throw e;
        }
        return group;
    }

    private boolean offer(List<VerifiedBlock> group) {
        try {
            while (!abandoned.get()) {
                if (ahead.offer(group, OFFER_MILLIS, TimeUnit.MILLISECONDS)) {
                    return true;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }
}

package org.holdfast.chain.app;

import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.holdfast.chain.bitcoin.file.BlockFileImport;
import org.holdfast.chain.spi.BlockPublisher;
import org.holdfast.chain.spi.VerifiedBlock;
import org.holdfast.chain.spi.follow.Finality;
import org.holdfast.primitives.chain.FinalityRule;
import org.jspecify.annotations.Nullable;

/** Reads and checks blocks on one thread while another publishes those before them. */
public final class BlockImport {
    /** Blocks read ahead; a real one takes some 10 MB as records. */
    private static final int AHEAD_MAX = 8;

    private static final long OFFER_MILLIS = 100;

    private final BlockFileImport source;
    private final Finality.ByDepth finality;
    private final BlockingQueue<Optional<VerifiedBlock>> ahead = new ArrayBlockingQueue<>(AHEAD_MAX);
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
            for (var next = ahead.take(); next.isPresent(); next = ahead.take()) {
                VerifiedBlock block = finality.seal(publisher.published(), next.get());
                publisher.publish(block);
                published.accept(block);
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

    private void readAhead() {
        try {
            while (source.hasNext() && offer(Optional.of(source.next()))) {
                // Each block is offered until it is taken.
            }
        } catch (RuntimeException e) {
            failure.set(e);
        } finally {
            offer(Optional.empty());
        }
    }

    private boolean offer(Optional<VerifiedBlock> block) {
        try {
            while (!abandoned.get()) {
                if (ahead.offer(block, OFFER_MILLIS, TimeUnit.MILLISECONDS)) {
                    return true;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }
}

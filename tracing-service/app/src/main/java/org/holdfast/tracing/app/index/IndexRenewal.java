package org.holdfast.tracing.app.index;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.holdfast.primitives.ChainId;
import org.holdfast.tracing.index.IndexBlock;
import org.holdfast.tracing.index.IndexCatalog;
import org.holdfast.tracing.index.IndexReplacement;
import org.holdfast.tracing.index.IndexStore;
import org.jspecify.annotations.Nullable;

/**
 * The renewal of an index that lacks blocks of its topic, because they came after higher ones. A new index is built in
 * chain order while the old one answers and reads on. The thread of the feed notices missing blocks and puts the new
 * index in the place of the old one; another thread builds it.
 *
 * @param <B> a block in the form that the index takes
 */
public final class IndexRenewal<B extends IndexBlock> {
    /** Blocks that fill a gap come one after the other: the renewal waits for the last of them. */
    private static final Duration QUIET = Duration.ofSeconds(2);

    /** It waits no longer than this. */
    private static final Duration WAIT_MAX = Duration.ofMinutes(1);

    /** The index of the chain in its folder. */
    private interface Place<B extends IndexBlock> {
        boolean isIncomplete();

        void markIncomplete();

        IndexReplacement<? extends IndexStore<B, ?>> begin();
    }

    private final Place<B> place;
    private final AtomicReference<@Nullable IndexReplacement<? extends IndexStore<B, ?>>> ready =
            new AtomicReference<>();
    private volatile boolean incomplete;
    private volatile long firstNanos;
    private volatile long lastNanos;
    private volatile String progress = "";
    /** True where no repetition helps, until the topic brings another block that is passed over. */
    private volatile boolean refused;

    private IndexRenewal(Place<B> place) {
        this.place = place;
        this.incomplete = place.isIncomplete();
        restartWait();
    }

    /** The renewal of an open index. */
    public static <B extends IndexBlock, S extends IndexStore<B, ?>> IndexRenewal<B> of(
            IndexCatalog<S> catalog, ChainId chain, S open) {
        return new IndexRenewal<>(new Place<>() {
            @Override
            public boolean isIncomplete() {
                return catalog.isIncomplete(chain);
            }

            @Override
            public void markIncomplete() {
                catalog.markIncomplete(chain);
            }

            @Override
            public IndexReplacement<S> begin() {
                return catalog.renew(chain, open);
            }
        });
    }

    /** What an operator is told; empty where the index has every block that the feed has read. */
    public Optional<String> status() {
        return incomplete
                ? Optional.of("rebuilding the index in chain order" + progress
                        + "; until then answers lack blocks that came after higher ones")
                : Optional.empty();
    }

    /** True where the feed has passed over a block and no new index has taken its place since. */
    boolean isIncomplete() {
        return incomplete;
    }

    /** The feed passes over a block. A new index that lacks it as well takes the place of the old one all the same. */
    void passOver() {
        place.markIncomplete();
        refused = false;
        lastNanos = System.nanoTime();
        if (!incomplete) {
            restartWait();
            incomplete = true;
        }
    }

    /** The topic has brought a block that the index holds, which may be one that the last attempt lacked. */
    void reconsider() {
        if (refused) {
            restartWait();
            refused = false;
        }
    }

    private void restartWait() {
        firstNanos = System.nanoTime();
        lastNanos = firstNanos;
    }

    /** True where a new index is to be built now. */
    boolean isDue() {
        long now = System.nanoTime();
        return incomplete
                && !refused
                && ready.get() == null
                && (now - lastNanos >= QUIET.toNanos() || now - firstNanos >= WAIT_MAX.toNanos());
    }

    /** Begins a new index. */
    IndexReplacement<? extends IndexStore<B, ?>> begin() {
        return place.begin();
    }

    /** How far the new index is. */
    void progressed(long blocks, long of) {
        progress = ": " + blocks + " of " + of + " blocks";
    }

    /** The new index was given up; another attempt follows. */
    void failed(String why) {
        progress = ", which failed and is repeated: " + why;
    }

    /** The new index was given up for what is on the topic. */
    void refused(String why) {
        progress = ", which failed: " + why;
        refused = true;
    }

    /** The new index has every block up to its place on the topic, in chain order. */
    void ready(IndexReplacement<? extends IndexStore<B, ?>> replacement) {
        ready.set(replacement);
    }

    /**
     * Puts a new index in place that is ready, once the feed has read as far. False where there is none.
     *
     * @param position of the next record that the feed reads
     * @param giveWay makes readers close their snapshots of the old index
     */
    boolean replace(long position, Runnable giveWay) {
        IndexReplacement<? extends IndexStore<B, ?>> replacement = ready.get();
        if (replacement == null || replacement.store().feedOffset() > position) {
            return false;
        }
        giveWay.run();
        try (replacement) {
            replacement.replace();
        } finally {
            ready.set(null);
        }
        progress = "";
        restartWait();
        incomplete = place.isIncomplete();
        return true;
    }

    /** Gives up a new index that is ready. */
    void close() {
        IndexReplacement<? extends IndexStore<B, ?>> replacement = ready.getAndSet(null);
        if (replacement != null) {
            replacement.close();
        }
    }
}

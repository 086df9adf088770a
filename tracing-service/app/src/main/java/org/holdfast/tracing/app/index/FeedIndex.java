package org.holdfast.tracing.app.index;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.holdfast.primitives.BlockRef;
import org.holdfast.records.chain.v1.BlockOpened;
import org.holdfast.records.chain.v1.BlockPlace;
import org.holdfast.records.chain.v1.BlockSealed;
import org.holdfast.records.chain.v1.ChainRecord;
import org.holdfast.tracing.account.ledger.AccountBlock;
import org.holdfast.tracing.account.ledger.AccountStore;
import org.holdfast.tracing.app.fact.ArrivingBlock;
import org.holdfast.tracing.app.fact.LeavingBlock;
import org.holdfast.tracing.app.fact.block.ArrivingEntries;
import org.holdfast.tracing.app.fact.block.ArrivingOutputs;
import org.holdfast.tracing.app.fact.block.LeavingEntries;
import org.holdfast.tracing.app.fact.block.LeavingOutputs;
import org.holdfast.tracing.block.Segment;
import org.holdfast.tracing.index.IndexBlock;
import org.holdfast.tracing.index.IndexSnapshot;
import org.holdfast.tracing.index.IndexStore;
import org.holdfast.tracing.output.graph.BlockContent;
import org.holdfast.tracing.output.graph.GraphStore;
import org.jspecify.annotations.Nullable;

/**
 * One chain's index as its feed writes it. Each method throws an input fault on a record that does not fit.
 *
 * @param <B> a block in the form that the index takes
 */
public final class FeedIndex<B extends IndexBlock> {
    /** What differs between the models of value. */
    private record Model<B>(
            Supplier<RecordAssembly<B>> assemblies,
            Function<B, ArrivingBlock> arriving,
            Function<BlockRef, LeavingBlock> leaving) {}

    private final IndexStore<B, ?> store;
    private final Model<B> model;
    private final IndexRenewal<B> renewal;
    private final RecordAssembly<B> assembly;
    private @Nullable B sealed;

    private FeedIndex(IndexStore<B, ?> store, Model<B> model, IndexRenewal<B> renewal) {
        this.store = store;
        this.model = model;
        this.renewal = renewal;
        this.assembly = model.assemblies().get();
    }

    /** For a chain of outputs. */
    public static FeedIndex<BlockContent> of(GraphStore store, IndexRenewal<BlockContent> renewal) {
        return new FeedIndex<>(
                store,
                new Model<>(BlockAssembly::new, ArrivingOutputs::new, block -> new LeavingOutputs(store, block)),
                renewal);
    }

    /** For a chain of accounts. */
    public static FeedIndex<AccountBlock> of(AccountStore store, IndexRenewal<AccountBlock> renewal) {
        return new FeedIndex<>(
                store,
                new Model<>(AccountAssembly::new, ArrivingEntries::new, block -> new LeavingEntries(store, block)),
                renewal);
    }

    /**
     * The same index without the records of an open block, for a feed that reads from the offset of the index. A change
     * that failed half way is reverted first.
     *
     * @param giveWay makes readers close their snapshots, for which that waits
     */
    public FeedIndex<B> again(Runnable giveWay) {
        if (!store.isWhole()) {
            giveWay.run();
            store.repair();
        }
        return new FeedIndex<>(store, model, renewal);
    }

    /** The same over a new index that is to take the place of this one. */
    FeedIndex<B> over(IndexStore<B, ?> newer) {
        return new FeedIndex<>(newer, model, renewal);
    }

    /** The renewal of the index. */
    IndexRenewal<B> renewal() {
        return renewal;
    }

    /** What an operator is told where the index is built again; empty otherwise. */
    public Optional<String> rebuilding() {
        return renewal.status();
    }

    /**
     * Puts a new index in the place of this one where it is ready; the feed then continues at its place on the topic.
     *
     * @param position of the next record that the feed reads
     * @param giveWay makes readers close their snapshots, for which that waits
     */
    public boolean renew(long position, Runnable giveWay) {
        return renewal.replace(position, giveWay);
    }

    /** The place of the topic after the last block. */
    public long feedOffset() {
        return store.feedOffset();
    }

    /** Unbroken runs of blocks in ascending height. */
    public List<Segment> segments() {
        try (IndexSnapshot snapshot = store.snapshot()) {
            return snapshot.segments();
        }
    }

    /** The block at a height, if the index holds it. */
    public Optional<BlockRef> block(long height) {
        try (IndexSnapshot snapshot = store.snapshot()) {
            return snapshot.block(height);
        }
    }

    /** The record that begins a block. */
    public void open(BlockOpened record) {
        assembly.open(record);
    }

    /** A batch of the open block's transactions. */
    public void add(ChainRecord batch) {
        assembly.add(batch);
    }

    /** The open block, complete and in agreement with its seal; it waits for {@link #append} or {@link #passOver}. */
    public BlockRef seal(BlockSealed record) {
        B block = assembly.seal(record);
        sealed = block;
        return block.block();
    }

    /** The sealed block, as facts see it. */
    public ArrivingBlock arriving() {
        return model.arriving().apply(Objects.requireNonNull(sealed));
    }

    /** The time of the sealed block, as its header says. */
    public Instant time() {
        return Instant.ofEpochSecond(Objects.requireNonNull(sealed).timeSeconds());
    }

    /** The tip before it is retracted, as facts see it. */
    public LeavingBlock leaving(BlockRef block) {
        return model.leaving().apply(block);
    }

    /**
     * Appends the sealed block with the next place of the topic. A block that the index holds, as one built from files
     * does, is passed over. So is one that has no place above the tip: the index is incomplete from then on.
     */
    public void append(long next) {
        B block = Objects.requireNonNull(sealed);
        sealed = null;
        if (block(block.block().height()).equals(Optional.of(block.block()))) {
            renewal.reconsider();
            return;
        }
        if (hasNoPlace(block)) {
            renewal.passOver();
        } else {
            store.append(block, next);
        }
    }

    /** True where the sealed block came after a higher one, or stands on one that did. */
    boolean hasNoPlace() {
        return hasNoPlace(Objects.requireNonNull(sealed));
    }

    private boolean hasNoPlace(B block) {
        BlockRef ref = block.block();
        List<Segment> segments = segments();
        if (segments.isEmpty() || segments.stream().anyMatch(segment -> segment.holds(ref.height()))) {
            return false;
        }
        BlockRef tip = segments.getLast().last();
        boolean orphan = !block.segmentStart() && !tip.hash().equals(block.parent());
        return ref.height() < tip.height() || (renewal.isIncomplete() && orphan);
    }

    /** Forgets the sealed block. */
    public void passOver() {
        sealed = null;
    }

    /** Throws where a block is open: no retraction comes between its records. */
    public void requireNoneOpen(BlockPlace place) {
        assembly.requireNoneOpen(place);
    }

    /** Removes the tip block. One that the feed has passed over is not there to be removed. */
    public void retract(BlockRef block, long next) {
        if (!wasPassedOver(block)) {
            store.retract(block, next);
        }
    }

    /** True where the index lacks a block because the feed has passed over it. */
    public boolean wasPassedOver(BlockRef block) {
        return renewal.isIncomplete() && block(block.height()).isEmpty();
    }
}

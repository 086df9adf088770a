package org.holdfast.tracing.app.index;

import java.util.Optional;
import java.util.PrimitiveIterator;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.records.chain.v1.ChainRecord;
import org.holdfast.tracing.index.IndexBlock;
import org.holdfast.tracing.index.IndexReplacement;
import org.holdfast.tracing.index.IndexStore;

/**
 * A new index on its way to take the place of one that lacks blocks: first all records of the topic are looked through,
 * then its blocks are indexed in chain order, then the records that came meanwhile.
 *
 * @param <B> a block in the form that the index takes
 */
public final class ChainOrderBuild<B extends IndexBlock> implements AutoCloseable {
    /** The blocks of the new index but the last have no place on the topic: it is not read on from there. */
    private static final long NO_PLACE = 0;

    private final FeedIndex<B> old;
    private final IndexReplacement<? extends IndexStore<B, ?>> replacement;
    private final FeedIndex<B> newer;
    private final TopicOrder order = new TopicOrder();
    /**
     * The offset after the last record of the scan, which the feed reaches. The end of the topic is higher where the
     * last transaction left its marker.
     */
    private long end;

    private long done;
    private boolean handedOver;

    private ChainOrderBuild(FeedIndex<B> old) {
        this.old = old;
        this.replacement = old.renewal().begin();
        this.newer = old.over(replacement.store());
    }

    /** A build for an index where one is due. */
    public static Optional<ChainOrderBuild<?>> due(FeedIndex<?> index) {
        return index.renewal().isDue() ? Optional.of(begin(index)) : Optional.empty();
    }

    private static <B extends IndexBlock> ChainOrderBuild<B> begin(FeedIndex<B> index) {
        return new ChainOrderBuild<>(index);
    }

    /** Takes a record in the order of the topic. */
    public void scan(ChainRecord record, long offset) {
        order.take(record, offset);
        end = offset + 1;
    }

    /**
     * The offsets of the first records of all blocks, in chain order.
     *
     * @throws InputFaultException if the old index has blocks that the topic lacks
     */
    public PrimitiveIterator.OfLong inOrder() {
        if (!order.covers(old.segments())) {
            throw new InputFaultException(new InputFault(
                    "tracing.feed.topic-shorter",
                    "the index has blocks that the topic of blocks lacks, so it cannot be built again from there",
                    "block feed",
                    "every block of the index on the topic",
                    order.blocks() + " blocks on the topic",
                    "import the block files from which the index was built, or run ./holdfast reindex --from"));
        }
        old.renewal().progressed(0, order.blocks());
        return order.offsets().iterator();
    }

    /** Takes a record of a block in chain order. */
    public void take(ChainRecord record) {
        switch (record.getRecordCase()) {
            case OPENED -> newer.open(record.getOpened());
            case UTXO_TRANSACTIONS, ACCOUNT_TRANSACTIONS -> newer.add(record);
            case SEALED -> {
                var _ = newer.seal(record.getSealed());
                done++;
                newer.append(done == order.blocks() ? end : NO_PLACE);
                old.renewal().progressed(done, order.blocks());
            }
            case RETRACTED, RECORD_NOT_SET ->
                throw new IllegalStateException("a block is not followed by its records: " + record.getRecordCase());
        }
    }

    /**
     * Takes a record that came later, with the next place of the topic. False where the new index has no place for its
     * block.
     */
    public boolean takeNewer(ChainRecord record, long next) {
        switch (record.getRecordCase()) {
            case OPENED -> newer.open(record.getOpened());
            case UTXO_TRANSACTIONS, ACCOUNT_TRANSACTIONS -> newer.add(record);
            case SEALED -> {
                var _ = newer.seal(record.getSealed());
                if (newer.hasNoPlace()) {
                    return false;
                }
                newer.append(next);
            }
            case RETRACTED ->
                newer.retract(BlockAssembly.ref(record.getRetracted().getBlock()), next);
            case RECORD_NOT_SET -> throw new IllegalStateException("an empty record");
        }
        return true;
    }

    /** Says why the new index is given up. */
    public void failed(RuntimeException why) {
        if (why instanceof InputFaultException e) {
            old.renewal().refused(e.fault().sentence());
        } else {
            old.renewal().failed(why.toString());
        }
    }

    /** Hands the new index over to the thread of the feed, which puts it in place. */
    public void handOver() {
        handedOver = true;
        old.renewal().ready(replacement);
    }

    /** Gives up the new index, unless it was handed over. */
    @Override
    public void close() {
        if (!handedOver) {
            replacement.close();
        }
    }
}

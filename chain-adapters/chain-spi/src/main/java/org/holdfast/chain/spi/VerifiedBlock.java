package org.holdfast.chain.spi;

import java.util.ArrayList;
import java.util.List;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.ChainId;
import org.holdfast.records.chain.v1.BlockOpened;
import org.holdfast.records.chain.v1.BlockSealed;
import org.holdfast.records.chain.v1.ChainRecord;

/**
 * A block that an adapter has checked as far as its chain allows, as the records that go onto the topic. Only an
 * adapter's verification makes one.
 *
 * @param chain the chain
 * @param ref the block's height and hash
 * @param parent the hash of the block below
 * @param opened the header record, without its segment start, which only the publisher knows
 * @param batches the transactions in block order, cut into records of bounded size
 * @param sealed counts and sums of what the batches hold
 */
public record VerifiedBlock(
        ChainId chain,
        BlockRef ref,
        BlockHash parent,
        BlockOpened opened,
        List<ChainRecord> batches,
        BlockSealed sealed) {
    /** A batch is closed before it grows beyond this, so that a record stays below the broker's limit of 1 MiB. */
    public static final int BATCH_BYTES_MAX = 512 * 1024;

    public VerifiedBlock {
        batches = List.copyOf(batches);
    }

    /**
     * All records of the block in the order of the topic.
     *
     * @param segmentStart true where the parent is not on the topic
     */
    public List<ChainRecord> records(boolean segmentStart) {
        var records = new ArrayList<ChainRecord>(batches.size() + 2);
        records.add(ChainRecord.newBuilder()
                .setOpened(opened.toBuilder().setSegmentStart(segmentStart))
                .build());
        records.addAll(batches);
        records.add(ChainRecord.newBuilder().setSealed(sealed).build());
        return records;
    }
}

package org.holdfast.api.index;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The chains of this service and what is indexed of each.
 *
 * @param chains those that keep value in outputs
 * @param ledgers those that keep value in accounts
 */
public record ChainsResponse(List<ChainStatus> chains, List<LedgerStatus> ledgers) {
    public ChainsResponse {
        chains = List.copyOf(chains);
        ledgers = List.copyOf(ledgers);
    }

    /**
     * One chain of accounts.
     *
     * @param entries movements of value, each counted once
     * @param movements the same, counted in the ledger of each side
     * @param accounts assets at addresses with at least one movement
     * @param shortfalls payments of more than was known of the payer
     * @param indexBytes size of the ledgers on disk
     * @param topicOffset offset of the next record to read
     * @param feed the feed from the topic to the index
     */
    public record LedgerStatus(
            String chain,
            List<SegmentStatus> segments,
            long blocks,
            long entries,
            long movements,
            long accounts,
            long shortfalls,
            long indexBytes,
            long topicOffset,
            FeedStatus feed) {
        public LedgerStatus {
            segments = List.copyOf(segments);
        }
    }

    /**
     * One chain.
     *
     * @param unknownInputs inputs that spend outputs from before the blocks that are here
     * @param indexBytes size of the index on disk
     * @param topicOffset offset of the next record to read
     * @param feed the feed from the topic to the index
     */
    public record ChainStatus(
            String chain,
            List<SegmentStatus> segments,
            long blocks,
            long transactions,
            long inputs,
            long outputs,
            long unspentOutputs,
            String outputSum,
            String unspentSum,
            long unknownInputs,
            long indexBytes,
            long topicOffset,
            FeedStatus feed) {
        public ChainStatus {
            segments = List.copyOf(segments);
        }
    }

    /**
     * The feed of one chain, from the topic to the index.
     *
     * @param state {@link #READING}, {@link #WAITING} or {@link #STOPPED}
     * @param lagRecords records of the topic that are not indexed yet; -1 until the broker has told its end
     * @param reason why the feed waits or has stopped; null while it reads
     */
    public record FeedStatus(
            String state, long lagRecords, @Nullable String reason) {
        /** The feed reads records as they come. */
        public static final String READING = "reading";

        /** The feed tries again because a part that it needs does not answer. */
        public static final String WAITING = "waiting";

        /** The feed has ended; a person has to act. */
        public static final String STOPPED = "stopped";

        /** True if every record that the topic has is indexed and the feed reads on. */
        public boolean caughtUp() {
            return state.equals(READING) && lagRecords == 0;
        }
    }

    /** An unbroken run of blocks. */
    public record SegmentStatus(long firstHeight, String firstHash, long lastHeight, String lastHash) {}
}

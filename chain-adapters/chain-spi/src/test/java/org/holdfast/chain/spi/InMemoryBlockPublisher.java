package org.holdfast.chain.spi;

import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.List;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.ChainId;
import org.holdfast.records.chain.v1.BlockRetracted;
import org.holdfast.records.chain.v1.BlocksRemoved;
import org.holdfast.records.chain.v1.BranchAccepted;
import org.holdfast.records.chain.v1.ChainCursor;
import org.holdfast.records.chain.v1.ChainRecord;

/** A topic in memory with its cursor: both change together, and the newest publisher is the only one that may. */
public final class InMemoryBlockPublisher implements BlockPublisher {
    /** The process ends here. */
    public static final class CrashException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Where the next change is cut off. */
    public enum Crash {
        NEVER,
        BEFORE_COMMIT,
        AFTER_COMMIT
    }

    /** What outlives a publisher. */
    public static final class Topic {
        private final ChainId chain;
        private final List<ChainRecord> records = new ArrayList<>();
        private byte[] cursor = new byte[0];
        private int publishers;
        private Crash crash = Crash.NEVER;

        public Topic(ChainId chain) {
            this.chain = chain;
        }

        public List<ChainRecord> records() {
            return List.copyOf(records);
        }

        public void crashNext(Crash where) {
            crash = where;
        }

        private PublishedSegments published() {
            try {
                return cursor.length == 0
                        ? PublishedSegments.none(chain)
                        : PublishedSegments.of(ChainCursor.parseFrom(cursor));
            } catch (InvalidProtocolBufferException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private final Topic topic;
    private final int number;
    private PublishedSegments published;

    public InMemoryBlockPublisher(Topic topic) {
        this.topic = topic;
        this.number = ++topic.publishers;
        this.published = topic.published();
    }

    @Override
    public PublishedSegments published() {
        return published;
    }

    @Override
    public void publish(List<VerifiedBlock> blocks) {
        PublishedSegments next = published;
        var records = new ArrayList<ChainRecord>();
        for (VerifiedBlock block : blocks) {
            next = next.plus(block);
            records.addAll(block.records());
        }
        commit(records, next);
    }

    @Override
    public void retract(BlockRef block, String reason) {
        retract(block, published.minusTip(block), BlockRetracted.newBuilder().setReason(reason));
    }

    @Override
    public void accept(BranchAccepted accepted, List<BlockHash> hashes) {
        PublishedSegments open = published.reopened(accepted, hashes);
        BlockRef tip = open.tip().orElseThrow();
        retract(
                tip,
                open.minusTip(),
                BlockRetracted.newBuilder().setReason("accepted-branch").setAccepted(accepted));
    }

    /** Takes back what an operator has removed, all in one change. */
    public void remove(List<VerifiedBlock> highestFirst, BlocksRemoved decision) {
        PublishedSegments next = published.removing(decision);
        var records = new ArrayList<ChainRecord>();
        for (VerifiedBlock block : highestFirst) {
            next = next.withoutTip(block.ref(), block.parent());
            var record = BlockRetracted.newBuilder().setBlock(Places.place(block.ref()));
            next.tip().ifPresent(tip -> record.setParent(Places.place(tip)));
            if (records.isEmpty()) {
                record.setRemoved(decision);
            }
            records.add(ChainRecord.newBuilder().setRetracted(record).build());
        }
        commit(records, next);
    }

    private void retract(BlockRef block, PublishedSegments next, BlockRetracted.Builder record) {
        record.setBlock(Places.place(block));
        next.tip().ifPresent(tip -> record.setParent(Places.place(tip)));
        commit(List.of(ChainRecord.newBuilder().setRetracted(record).build()), next);
    }

    @Override
    public void requireOwnership() {
        if (topic.publishers != number) {
            throw new FencedException(
                    "a newer publisher has taken over", new IllegalStateException("publisher " + number));
        }
    }

    private void commit(List<ChainRecord> records, PublishedSegments next) {
        requireOwnership();
        Crash crash = topic.crash;
        topic.crash = Crash.NEVER;
        if (crash == Crash.BEFORE_COMMIT) {
            throw new CrashException();
        }
        topic.records.addAll(records);
        topic.cursor = next.cursor().toByteArray();
        published = next;
        if (crash == Crash.AFTER_COMMIT) {
            throw new CrashException();
        }
    }

    @Override
    public void close() {}
}

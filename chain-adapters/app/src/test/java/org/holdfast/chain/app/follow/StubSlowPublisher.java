package org.holdfast.chain.app.follow;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.holdfast.chain.spi.BlockPublisher;
import org.holdfast.chain.spi.PublishedSegments;
import org.holdfast.chain.spi.VerifiedBlock;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;
import org.holdfast.records.chain.v1.BranchAccepted;

/** Publishes nothing before a gate opens. */
record StubSlowPublisher(BlockPublisher behind, CountDownLatch gate) implements BlockPublisher {
    @Override
    public PublishedSegments published() {
        return behind.published();
    }

    @Override
    public void publish(List<VerifiedBlock> blocks) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        behind.publish(blocks);
    }

    @Override
    public void retract(BlockRef block, String reason) {
        behind.retract(block, reason);
    }

    @Override
    public void accept(BranchAccepted accepted, List<BlockHash> hashes) {
        behind.accept(accepted, hashes);
    }

    @Override
    public void requireOwnership() {
        behind.requireOwnership();
    }

    @Override
    public void close() {
        behind.close();
    }
}

package org.holdfast.chain.app;

import java.util.ArrayList;
import java.util.List;
import org.holdfast.chain.bitcoin.BitcoinNetwork;
import org.holdfast.chain.spi.BlockPublisher;
import org.holdfast.chain.spi.PublishedSegments;
import org.holdfast.chain.spi.VerifiedBlock;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;
import org.holdfast.records.chain.v1.BranchAccepted;

/** Keeps the sizes of the groups in which blocks come. */
final class RecordingPublisher implements BlockPublisher {
    private final List<Integer> groups = new ArrayList<>();
    private PublishedSegments published = PublishedSegments.none(BitcoinNetwork.MAINNET.chain());

    List<Integer> groups() {
        return groups;
    }

    @Override
    public PublishedSegments published() {
        return published;
    }

    @Override
    public void publish(List<VerifiedBlock> blocks) {
        for (VerifiedBlock block : blocks) {
            published = published.plus(block);
        }
        groups.add(blocks.size());
    }

    @Override
    public void retract(BlockRef block, String reason) {
        throw new IllegalStateException("an import retracts nothing");
    }

    @Override
    public void accept(BranchAccepted accepted, List<BlockHash> hashes) {
        throw new IllegalStateException("an import accepts no branch");
    }

    @Override
    public void requireOwnership() {
        // It is the only one.
    }

    @Override
    public void close() {}
}

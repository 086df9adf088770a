package org.holdfast.chain.app.follow;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.holdfast.chain.spi.BlockPublisher;
import org.holdfast.chain.spi.BlockSource;
import org.holdfast.chain.spi.Places;
import org.holdfast.chain.spi.PublishedSegments;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.InputFault;
import org.holdfast.records.chain.v1.BranchAccepted;

/**
 * Follows an accepted branch below a final block: finds the last common block on the topic itself, and records who
 * decided, when and why, with the first retraction.
 */
public final class BranchAcceptance {
    /** The deepest reorg that can be accepted: as deep as the hashes of a cursor reach. */
    static final int DEPTH_MAX = PublishedSegments.RECENT_MAX - 1;

    private final AcceptedBranch branch;
    private final PublishedHashes topic;
    private final Clock clock;

    public BranchAcceptance(AcceptedBranch branch, PublishedHashes topic, Clock clock) {
        this.branch = branch;
        this.topic = topic;
        this.clock = clock;
    }

    /** Whether the source's chain is the accepted branch. A decision counts once. */
    boolean isOf(BlockSource source, PublishedSegments published) {
        BlockRef block = branch.block();
        return !published.decisions().hasAccepted(block)
                && source.refAt(block.height()).equals(Optional.of(block));
    }

    /**
     * Records the decision and retracts the first block; the others are retracted as in any reorg.
     *
     * @return why it cannot be followed; empty where it is
     */
    Optional<InputFault> perform(BlockSource source, BlockPublisher publisher) {
        PublishedSegments published = publisher.published();
        PublishedSegments.Segment active = published.segments().getLast();
        long tip = active.last().height();
        long low = Math.max(active.first().height(), tip - DEPTH_MAX);
        List<BlockHash> hashes = topic.from(published, low);
        int common = lastCommon(source, hashes, low);
        boolean whole = low == active.first().height() && low > 0;
        if (hashes.isEmpty() || (common < 0 && !whole)) {
            return Optional.of(tooFar(published, low));
        }
        if (branch.block().height() <= low + common) {
            return Optional.of(ofBothBranches(published, new BlockRef(low + common, hashes.get(common))));
        }
        var accepted = BranchAccepted.newBuilder()
                .setBranch(Places.place(branch.block()))
                .setOldTip(Places.place(active.last()))
                .setAcceptedBy(branch.by())
                .setReason(branch.reason())
                .setAcceptedAt(clock.instant().toString());
        if (common >= 0) {
            accepted.setFinalBlock(Places.place(new BlockRef(low + common, hashes.get(common))));
        }
        publisher.accept(accepted.build(), hashes.subList(Math.max(0, common), hashes.size()));
        return Optional.empty();
    }

    /** The decision in one line. */
    String sentence() {
        return "the branch of block " + branch.block() + " is followed although final blocks are retracted for it;"
                + " accepted by " + branch.by() + ": " + branch.reason();
    }

    /** Index of the last hash that the source has at its height too; -1 where it has none. */
    private static int lastCommon(BlockSource source, List<BlockHash> hashes, long low) {
        int below = -1;
        int above = hashes.size();
        while (above - below > 1) {
            int middle = (below + above) >>> 1;
            boolean common = source.refAt(low + middle)
                    .filter(there -> there.hash().equals(hashes.get(middle)))
                    .isPresent();
            if (common) {
                below = middle;
            } else {
                above = middle;
            }
        }
        return below;
    }

    private InputFault ofBothBranches(PublishedSegments published, BlockRef common) {
        return new InputFault(
                "chain.follow.branch-not-named",
                "an accepted block is on the published chain too, so that it names no branch",
                published.chain() + ", published up to " + published.tip().orElseThrow(),
                "a block of the new branch, above " + common,
                branch.block().toString(),
                "name the block that the status names");
    }

    private InputFault tooFar(PublishedSegments published, long low) {
        return new InputFault(
                "chain.follow.branch-too-far",
                "an accepted branch leaves the published chain too far below its last block",
                published.chain() + ", published up to " + published.tip().orElseThrow(),
                "a common block at or above height " + low,
                "none",
                "nothing was retracted: follow the branch into a new data directory");
    }
}

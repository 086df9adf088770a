package org.holdfast.chain.spi.follow;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import org.holdfast.chain.spi.BlockMissingException;
import org.holdfast.chain.spi.BlockPublisher;
import org.holdfast.chain.spi.BlockSource;
import org.holdfast.chain.spi.PublishedSegments;
import org.holdfast.chain.spi.PublishedSegments.Segment;
import org.holdfast.chain.spi.SourceUnavailableException;
import org.holdfast.chain.spi.VerifiedBlock;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;

/**
 * Says move by move how the topic becomes the source's active chain. It looks ahead: each move holds once all moves
 * before it were made, so that one thread can ask the source while another publishes. The source may reorganise between
 * any two questions; the next moves take that in. One thread uses it.
 *
 * <p>Before the first block of a reorg is retracted, the last common block has been found: a reorg that would take back
 * a final block, or one whose hash is not known any more, takes back nothing and is waited out. So are blocks that the
 * source does not hand out: what is published gets no gap.
 */
public final class Follower {
    /** How often a source is asked again that reorganises between two questions. */
    static final int UNSETTLED_MAX = 16;

    private final BlockSource source;
    private final Finality finality;
    private final OptionalLong from;
    private final AtomicReference<Standing> standing;

    /**
     * Where following stands once all moves so far were made.
     *
     * @param finalTip what the source last called final
     * @param retractTo the height of the last common block while a reorg is under way
     */
    private record Standing(PublishedSegments published, Optional<BlockRef> finalTip, OptionalLong retractTo) {}

    /**
     * @param published what is on the topic
     * @param from the height at which to begin where nothing is published; the source's lowest where empty
     */
    public Follower(BlockSource source, PublishedSegments published, Finality finality, OptionalLong from) {
        this.source = source;
        this.standing = new AtomicReference<>(new Standing(published, Optional.empty(), OptionalLong.empty()));
        this.finality = finality;
        this.from = from;
    }

    /** What is on the topic once all moves so far were made. */
    public PublishedSegments published() {
        return standing.get().published();
    }

    private Optional<BlockRef> finalTip() {
        return standing.get().finalTip();
    }

    /** Makes a move on the topic. */
    public static void make(Move move, BlockPublisher publisher) {
        switch (move) {
            case Move.Publish(VerifiedBlock block) -> publisher.publish(block);
            case Move.Retract(BlockRef block) -> publisher.retract(block, Move.Retract.REASON);
            case Move.Rest rest -> {
                // Nothing to do.
            }
        }
    }

    /**
     * The next move.
     *
     * @throws SourceUnavailableException if the source does not answer, or contradicts itself again and again
     * @throws InputFaultException if a block does not verify
     */
    public Move next() {
        for (int asked = 0; asked < UNSETTLED_MAX; asked++) {
            Optional<Move> move = published().tip().map(this::after).orElseGet(this::begin);
            if (move.isPresent()) {
                return move.get();
            }
        }
        throw new SourceUnavailableException(
                "the source contradicts itself about the blocks after "
                        + published().tip(),
                new IllegalStateException("asked " + UNSETTLED_MAX + " times"));
    }

    /** Empty where the source changed between two questions. */
    private Optional<Move> begin() {
        List<Segment> runs = source.segments();
        if (runs.isEmpty()) {
            return rest(new Waiting.FirstBlock());
        }
        long height = from.orElse(runs.getFirst().first().height());
        Optional<Segment> run =
                runs.stream().filter(r -> r.last().height() >= height).findFirst();
        if (run.isEmpty()) {
            return behind(height, Optional.of(runs.getLast().last()));
        }
        if (run.get().first().height() > height) {
            return missing(height, run.get().first().height() - 1, "");
        }
        askForFinal(run.get().last().height());
        try {
            return source.blockAt(height).map(block -> publish(block, true));
        } catch (BlockMissingException e) {
            return missing(height, height, String.valueOf(e.getMessage()));
        }
    }

    private Optional<Move> after(BlockRef tip) {
        askForFinal(tip.height() + 1);
        String refusal = "";
        Optional<VerifiedBlock> above = Optional.empty();
        try {
            above = source.blockAt(tip.height() + 1);
        } catch (BlockMissingException e) {
            refusal = String.valueOf(e.getMessage());
        }
        if (above.isPresent() && above.get().parent().equals(tip.hash())) {
            return Optional.of(publish(above.get(), false));
        }
        Optional<BlockRef> same = source.refAt(tip.height());
        if (same.isEmpty()) {
            return sourceBelow(tip, refusal);
        }
        if (!same.get().equals(tip)) {
            return Optional.of(retract(tip));
        }
        return above.isEmpty() ? noBlockAbove(tip, refusal) : Optional.empty();
    }

    /** The source has no block at the height of the topic's tip. */
    private Optional<Move> sourceBelow(BlockRef tip, String refusal) {
        List<Segment> runs = source.segments();
        if (runs.isEmpty()) {
            return behind(tip.height(), Optional.empty());
        }
        BlockRef last = runs.getLast().last();
        if (last.height() > tip.height()) {
            return noBlockAbove(tip, refusal);
        }
        if (last.height() == tip.height()) {
            return Optional.empty();
        }
        Optional<BlockRef> known = published().recentAt(last.height());
        if (known.isPresent() && !known.get().equals(last)) {
            return Optional.of(retract(tip));
        }
        return beginsOtherwise(last).or(() -> behind(tip.height(), Optional.of(last)));
    }

    /** A source that is far behind is compared at the first published block, the lowest that is known. */
    private Optional<Move> beginsOtherwise(BlockRef last) {
        BlockRef first = published().segments().getLast().first();
        return first.height() > last.height()
                ? Optional.empty()
                : source.refAt(first.height())
                        .filter(there -> !there.equals(first))
                        .map(there -> new Move.Rest(
                                new Waiting.OtherBranch(new FollowFaults(published()).otherChain(first, there))));
    }

    /**
     * The source has no block to put on the topic's tip. Blocks above a gap are not published: a chain that is followed
     * gets no gap by itself.
     *
     * @param refusal why the source did not hand out the next block; empty if it does not say
     */
    private Optional<Move> noBlockAbove(BlockRef tip, String refusal) {
        Optional<Segment> above = source.segments().stream()
                .filter(run -> run.last().height() > tip.height())
                .findFirst();
        if (above.isEmpty()) {
            return rest(new Waiting.NewTip());
        }
        long wanted = tip.height() + 1;
        long there = above.get().first().height();
        if (there > wanted) {
            return missing(wanted, there - 1, refusal);
        }
        return refusal.isEmpty() ? Optional.empty() : missing(wanted, wanted, refusal);
    }

    private static Optional<Move> rest(Waiting waiting) {
        return Optional.of(new Move.Rest(waiting));
    }

    private Optional<Move> behind(long wanted, Optional<BlockRef> last) {
        return rest(new Waiting.SourceBehind(new FollowFaults(published()).behind(wanted, last)));
    }

    private Optional<Move> missing(long first, long last, String words) {
        return rest(new Waiting.MissingBlocks(first, last, new FollowFaults(published()).missing(first, last, words)));
    }

    private Move publish(VerifiedBlock verified, boolean startsSegment) {
        VerifiedBlock placed = verified.withSegmentStart(startsSegment);
        VerifiedBlock block = Finality.seal(published(), placed, finalWith(placed));
        standing.set(new Standing(published().plus(block), finalTip(), OptionalLong.empty()));
        return new Move.Publish(block);
    }

    private Move retract(BlockRef tip) {
        OptionalLong retractTo = standing.get().retractTo();
        if (retractTo.isEmpty() || retractTo.getAsLong() >= tip.height()) {
            Optional<InputFault> apart = apart();
            if (apart.isPresent()) {
                return new Move.Rest(new Waiting.OtherBranch(apart.get()));
            }
            retractTo = OptionalLong.of(lastCommon(tip));
        }
        standing.set(new Standing(published().minusTip(), finalTip(), retractTo));
        return new Move.Retract(tip);
    }

    /** Why no block that the source and the topic have in common may be gone back to; empty where one may. */
    private Optional<InputFault> apart() {
        long low = published().recentFrom();
        if (agree(low) || (isWholeSegment(low) && low > 0)) {
            return Optional.empty();
        }
        Optional<BlockRef> there = source.refAt(low);
        var faults = new FollowFaults(published());
        boolean genesis = low == 0 && there.isPresent();
        return Optional.of(
                genesis
                        ? faults.otherChain(published().recentAt(0).orElseThrow(), there.get())
                        : faults.tooDeep(low, there));
    }

    /** Whether all of the last segment may be retracted, down to its first block at the height. */
    private boolean isWholeSegment(long low) {
        return low == published().segments().getLast().first().height()
                && published().finalBlock().isEmpty();
    }

    /** Height of the last block that topic and source have in common; one below the segment where it is given up. */
    private long lastCommon(BlockRef tip) {
        long low = published().recentFrom();
        if (!agree(low)) {
            return low - 1;
        }
        long high = tip.height();
        while (high - low > 1) {
            long middle = (low + high) >>> 1;
            if (agree(middle)) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private boolean agree(long height) {
        return source.refAt(height).equals(published().recentAt(height));
    }

    private void askForFinal(long height) {
        boolean known = finalTip().isPresent() && finalTip().get().height() >= height;
        if (finality instanceof Finality.BySource && !known) {
            standing.set(
                    new Standing(published(), source.finalTip(), standing.get().retractTo()));
        }
    }

    /** What becomes final when the block is published. */
    private Optional<BlockRef> finalWith(VerifiedBlock block) {
        return switch (finality) {
            case Finality.ByDepth byDepth -> byDepth.at(published(), block);
            // Asked for before the block was: what is at or below it in the active chain is final.
            case Finality.BySource bySource ->
                finalTip()
                        .flatMap(tip -> tip.height() >= block.ref().height()
                                ? Optional.of(block.ref())
                                : published()
                                        .recentAt(tip.height())
                                        .filter(at -> at.equals(tip) && !block.startsSegment()));
        };
    }
}

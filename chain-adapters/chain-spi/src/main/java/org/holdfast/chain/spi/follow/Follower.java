package org.holdfast.chain.spi.follow;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
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
 * a final block, or one whose hash is not known any more, takes back nothing.
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
     * @throws InputFaultException if a block does not verify, or the source's chain cannot become that of the topic
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
            return Optional.of(new Move.Rest(Move.Why.SOURCE_EMPTY));
        }
        return beginAt(runs, from.orElse(0));
    }

    private Optional<Move> beginAt(List<Segment> runs, long height) {
        Optional<Segment> run =
                runs.stream().filter(r -> r.last().height() >= height).findFirst();
        if (run.isEmpty()) {
            return Optional.of(new Move.Rest(Move.Why.SOURCE_BEHIND));
        }
        askForFinal(run.get().last().height());
        return source.blockAt(Math.max(height, run.get().first().height())).map(block -> publish(block, true));
    }

    private Optional<Move> after(BlockRef tip) {
        askForFinal(tip.height() + 1);
        Optional<VerifiedBlock> above = source.blockAt(tip.height() + 1);
        if (above.isPresent() && above.get().parent().equals(tip.hash())) {
            return Optional.of(publish(above.get(), false));
        }
        Optional<BlockRef> same = source.refAt(tip.height());
        if (same.isEmpty()) {
            return sourceBelow(tip);
        }
        if (!same.get().equals(tip)) {
            return Optional.of(retract(tip));
        }
        return above.isEmpty() ? overGap(tip) : Optional.empty();
    }

    /** The source has no block at the height of the topic's tip. */
    private Optional<Move> sourceBelow(BlockRef tip) {
        List<Segment> runs = source.segments();
        if (runs.isEmpty()) {
            return Optional.of(new Move.Rest(Move.Why.SOURCE_EMPTY));
        }
        BlockRef last = runs.getLast().last();
        if (last.height() > tip.height()) {
            return overGap(tip);
        }
        if (last.height() == tip.height()) {
            return Optional.empty();
        }
        Optional<BlockRef> known = published().recentAt(last.height());
        boolean behind = known.isEmpty() || known.get().equals(last);
        return Optional.of(behind ? new Move.Rest(Move.Why.SOURCE_BEHIND) : retract(tip));
    }

    /** The next run of the source, where it has one above a gap. */
    private Optional<Move> overGap(BlockRef tip) {
        List<Segment> above = source.segments().stream()
                .filter(run -> run.last().height() > tip.height())
                .toList();
        if (above.isEmpty()) {
            return Optional.of(new Move.Rest(Move.Why.AT_TIP));
        }
        boolean touches = above.getFirst().first().height() <= tip.height() + 1;
        return touches
                ? Optional.empty()
                : beginAt(above, above.getFirst().first().height());
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
            retractTo = OptionalLong.of(lastCommon(tip));
        }
        standing.set(new Standing(published().minusTip(), finalTip(), retractTo));
        return new Move.Retract(tip);
    }

    /** Height of the last block that topic and source have in common; one below the segment where it is given up. */
    private long lastCommon(BlockRef tip) {
        Segment active = published().segments().getLast();
        long low = published().recentFrom();
        if (!agree(low)) {
            boolean wholeSegment =
                    low == active.first().height() && published().finalBlock().isEmpty();
            if (low == 0) {
                throw otherChain();
            }
            if (!wholeSegment) {
                throw tooDeep(tip, low);
            }
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

    private InputFaultException tooDeep(BlockRef tip, long low) {
        String bound = published()
                .finalBlock()
                .map(block -> "a common block at or above " + block + ", which is final")
                .orElse("a common block at or above height " + low + ", the lowest whose hash is kept");
        return new InputFaultException(new InputFault(
                "chain.follow.reorg-too-deep",
                "the source's chain leaves the published one below the deepest reorg that is followed",
                published().chain() + ", published up to " + tip,
                bound,
                source.refAt(low).map(ref -> "block " + ref).orElse("no block at height " + low),
                "nothing was retracted: look whether the node is on the right branch; if it is, follow it into a new "
                        + "data directory"));
    }

    private InputFaultException otherChain() {
        return new InputFaultException(new InputFault(
                "chain.follow.other-chain",
                "the source follows another chain than the one published",
                published().chain().text(),
                published()
                        .recentAt(0)
                        .map(ref -> "genesis block " + ref.hash())
                        .orElse(""),
                source.refAt(0).map(ref -> ref.hash().toString()).orElse("none"),
                "nothing was retracted: name the right node, or follow this one into a new data directory"));
    }
}

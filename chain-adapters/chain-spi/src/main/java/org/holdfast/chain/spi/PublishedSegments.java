package org.holdfast.chain.spi;

import com.google.protobuf.ByteString;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.ChainId;
import org.holdfast.records.chain.v1.BlocksRemoved;
import org.holdfast.records.chain.v1.BranchAccepted;
import org.holdfast.records.chain.v1.ChainCursor;

/**
 * What of a chain has been published: its unbroken runs of blocks, in ascending height. Blocks come in any order: one
 * that fills a gap joins the segments below and above it. Only the blocks of the highest segment can be retracted.
 *
 * @param recent hashes of the last blocks of the highest segment, oldest first, ending with its last block: the blocks
 *     that may still be retracted, and the one below them as far as there is one
 * @param finalBlock the highest block of the highest segment that is never retracted; empty while there is none
 * @param decisions of operators to take final blocks back
 */
public record PublishedSegments(
        ChainId chain,
        List<Segment> segments,
        List<BlockHash> recent,
        Optional<BlockRef> finalBlock,
        Decisions decisions) {
    /** A bound on gaps: more of them is a sign of wrong files, and the cursor is rewritten with each block. */
    public static final int SEGMENTS_MAX = 256;

    /** A bound on the hashes in a cursor; one less is the deepest reorg that can be followed. */
    public static final int RECENT_MAX = 1_025;

    /**
     * One unbroken run, both ends included.
     *
     * @param parent the parent of the first block: the block that fills the gap below has this hash; empty in cursors
     *     from before it was kept
     */
    public record Segment(BlockRef first, BlockRef last, Optional<BlockHash> parent) {
        /** A segment whose first block has an unknown parent. */
        public Segment(BlockRef first, BlockRef last) {
            this(first, last, Optional.empty());
        }

        /** True if the segment contains the height. */
        public boolean holds(long height) {
            return first.height() <= height && height <= last.height();
        }

        /** True if the last block is directly below a height and has such a hash. */
        boolean endsBelow(long height, Predicate<BlockHash> lastHash) {
            return last.height() + 1 == height && lastHash.test(last.hash());
        }

        /** True if the first block is directly above a height and has such a parent. */
        boolean beginsAbove(long height, Predicate<BlockHash> parentHash) {
            return first.height() - 1 == height && parent.filter(parentHash).isPresent();
        }

        private Segment until(BlockRef newLast) {
            return new Segment(first, newLast, parent);
        }
    }

    /**
     * Refuses segments out of order, hashes that do not end with the last block, or a final block that is not in the
     * highest segment.
     */
    public PublishedSegments {
        segments = List.copyOf(segments);
        for (int i = 1; i < segments.size(); i++) {
            if (segments.get(i).first().height() <= segments.get(i - 1).last().height()) {
                throw new IllegalArgumentException("segments are not in ascending height: " + segments);
            }
        }
        recent = List.copyOf(recent);
        boolean ends = segments.isEmpty()
                ? recent.isEmpty() && finalBlock.isEmpty()
                : !recent.isEmpty()
                        && recent.getLast().equals(segments.getLast().last().hash());
        if (!ends || recent.size() > RECENT_MAX) {
            throw new IllegalArgumentException("recent blocks do not end with the last one, or are too many");
        }
        if (finalBlock.isPresent()) {
            long height = finalBlock.get().height();
            Segment active = segments.getLast();
            if (height < active.first().height() || height > active.last().height()) {
                throw new IllegalArgumentException("the final block " + finalBlock.get() + " is not in " + active);
            }
        }
    }

    /** Segments without a decision to take final blocks back. */
    public PublishedSegments(
            ChainId chain, List<Segment> segments, List<BlockHash> recent, Optional<BlockRef> finalBlock) {
        this(chain, segments, recent, finalBlock, Decisions.NONE);
    }

    /** Segments of which only the ends are known, and nothing is final. */
    public PublishedSegments(ChainId chain, List<Segment> segments) {
        this(
                chain,
                segments,
                segments.isEmpty()
                        ? List.of()
                        : List.of(segments.getLast().last().hash()),
                Optional.empty());
    }

    public static PublishedSegments none(ChainId chain) {
        return new PublishedSegments(chain, List.of());
    }

    /**
     * Reads a cursor. An older one can have its segments in the order of publication; where the highest of them is not
     * the last, nothing is known of its recent blocks. One from before there were recent hashes has none either.
     */
    public static PublishedSegments of(ChainCursor cursor) {
        var chain = new ChainId(cursor.getChain());
        List<Segment> written = cursor.getSegmentsList().stream()
                .map(PublishedSegments::segment)
                .toList();
        List<Segment> segments = written.stream()
                .sorted(Comparator.comparingLong(segment -> segment.first().height()))
                .toList();
        if (segments.isEmpty()) {
            return new PublishedSegments(chain, segments, List.of(), Optional.empty(), Decisions.of(cursor));
        }
        if (cursor.getRecentHashesCount() == 0 || !segments.getLast().equals(written.getLast())) {
            BlockHash last = segments.getLast().last().hash();
            return new PublishedSegments(chain, segments, List.of(last), Optional.empty(), Decisions.of(cursor));
        }
        return new PublishedSegments(
                chain,
                segments,
                cursor.getRecentHashesList().stream()
                        .map(hash -> BlockHash.ofDisplayBytes(hash.toByteArray()))
                        .toList(),
                cursor.hasFinalBlock() ? Optional.of(Places.ref(cursor.getFinalBlock())) : Optional.empty(),
                Decisions.of(cursor));
    }

    private static Segment segment(org.holdfast.records.chain.v1.Segment record) {
        return new Segment(
                Places.ref(record.getFirst()),
                Places.ref(record.getLast()),
                record.getFirstParentHash().isEmpty()
                        ? Optional.empty()
                        : Optional.of(BlockHash.ofDisplayBytes(
                                record.getFirstParentHash().toByteArray())));
    }

    /** The highest published block, if there is one. */
    public Optional<BlockRef> tip() {
        return segments.isEmpty()
                ? Optional.empty()
                : Optional.of(segments.getLast().last());
    }

    /** The lowest height whose hash is still known; one above the tip where nothing is published. */
    public long recentFrom() {
        return tip().map(tip -> tip.height() + 1 - recent.size()).orElse(0L);
    }

    /** The published block at a height, as far as it is among the recent ones. */
    public Optional<BlockRef> recentAt(long height) {
        long index = height - recentFrom();
        return index >= 0 && index < recent.size()
                ? Optional.of(new BlockRef(height, recent.get((int) index)))
                : Optional.empty();
    }

    /** True where a block comes above all published ones, as the next one or after a gap. */
    public boolean isAboveTip(BlockRef block) {
        return tip().map(tip -> tip.height() < block.height()).orElse(true);
    }

    /** True where the last block of a segment is the parent of a block. */
    public boolean holdsParent(BlockRef block, BlockHash parent) {
        return segments.stream().anyMatch(segment -> segment.endsBelow(block.height(), parent::equals));
    }

    /**
     * The published segment that a block does not fit: one that contains its height, ends at the height below without
     * its parent, or begins at the height above on another parent. Empty where the block can be published.
     */
    public Optional<Segment> contradicts(BlockRef block, BlockHash parent) {
        return segments.stream()
                .filter(segment -> segment.holds(block.height())
                        || segment.endsBelow(block.height(), hash -> !hash.equals(parent))
                        || segment.beginsAbove(block.height(), hash -> !hash.equals(block.hash())))
                .findFirst();
    }

    /**
     * The segments after one more block, with what its seal says to be final. Throws {@link IllegalStateException}
     * where the block contradicts a segment, or neither continues nor begins one, or makes final what is not published:
     * publishing it would break the topic.
     */
    public PublishedSegments plus(VerifiedBlock block) {
        BlockRef ref = block.ref();
        boolean continues = holdsParent(ref, block.parent());
        if (contradicts(ref, block.parent()).isPresent() || (!continues && !block.startsSegment())) {
            throw new IllegalStateException("block " + ref + " fits none of " + segments);
        }
        List<Segment> grown = grown(ref, block.parent(), continues);
        return isAboveTip(ref) ? above(block, continues, grown) : below(block, continues, grown);
    }

    /** The segments with a block that continues one of them or begins another, and is joined with the one above it. */
    private List<Segment> grown(BlockRef ref, BlockHash parent, boolean continues) {
        var grown = new ArrayList<>(segments);
        int place = (int) segments.stream()
                .filter(segment -> segment.last().height() < ref.height())
                .count();
        Segment made = new Segment(ref, ref, Optional.of(parent));
        if (continues) {
            place--;
            made = grown.remove(place).until(ref);
        }
        boolean joins = place < grown.size() && grown.get(place).beginsAbove(ref.height(), ref.hash()::equals);
        grown.add(place, joins ? made.until(grown.remove(place).last()) : made);
        if (grown.size() > SEGMENTS_MAX) {
            throw new IllegalStateException("more than " + SEGMENTS_MAX + " segments");
        }
        return grown;
    }

    private PublishedSegments above(VerifiedBlock block, boolean continues, List<Segment> grown) {
        var hashes = new ArrayList<BlockHash>(continues ? recent : List.of());
        hashes.add(block.ref().hash());
        Optional<BlockRef> after = requireFinal(block, continues ? finalBlock : Optional.empty(), hashes);
        long tip = block.ref().height();
        long known = after.map(f -> tip - f.height() + 1).orElse((long) RECENT_MAX);
        int kept = (int) Math.min(hashes.size(), Math.min(known, RECENT_MAX));
        return new PublishedSegments(
                chain, grown, hashes.subList(hashes.size() - kept, hashes.size()), after, decisions);
    }

    /**
     * A block below the tip makes nothing final. Where it is joined with the highest segment, that one can be retracted
     * down to the segment below, which is final as a whole.
     */
    private PublishedSegments below(VerifiedBlock block, boolean continues, List<Segment> grown) {
        BlockRef ref = block.ref();
        if (block.finalBlock().isPresent()) {
            throw new IllegalStateException("block " + ref + " makes a block final from below the tip");
        }
        boolean joins = grown.getLast().holds(ref.height());
        if (!joins || finalBlock.isPresent() || recentFrom() != ref.height() + 1 || recent.size() + 2 > RECENT_MAX) {
            return new PublishedSegments(chain, grown, recent, finalBlock, decisions);
        }
        var hashes = new ArrayList<BlockHash>(recent);
        hashes.addFirst(ref.hash());
        if (!continues) {
            return new PublishedSegments(chain, grown, hashes, finalBlock, decisions);
        }
        hashes.addFirst(block.parent());
        return new PublishedSegments(
                chain, grown, hashes, Optional.of(new BlockRef(ref.height() - 1, block.parent())), decisions);
    }

    private static Optional<BlockRef> requireFinal(
            VerifiedBlock block, Optional<BlockRef> before, List<BlockHash> hashes) {
        Optional<BlockRef> sealed = block.finalBlock();
        if (sealed.isEmpty()) {
            return before;
        }
        long below = block.ref().height() - sealed.get().height();
        boolean published = below >= 0
                && below < hashes.size()
                && hashes.get(hashes.size() - 1 - (int) below)
                        .equals(sealed.get().hash());
        boolean lower =
                before.isPresent() && before.get().height() > sealed.get().height();
        if (!published || lower) {
            throw new IllegalStateException(
                    "block " + block.ref() + " makes final " + sealed.get() + ", after " + before);
        }
        return sealed;
    }

    /** As {@link #minusTip()}, where the block is the last one; {@link IllegalStateException} where it is not. */
    public PublishedSegments minusTip(BlockRef block) {
        if (!tip().equals(Optional.of(block))) {
            throw new IllegalStateException("block " + block + " is not the last one, " + tip());
        }
        return minusTip();
    }

    /**
     * The segments after the last block is retracted. Below the first block of a segment the earlier segment continues,
     * all of which is final. Throws {@link IllegalStateException} where the last block is final, or the one below it is
     * not known.
     */
    public PublishedSegments minusTip() {
        BlockRef tip = tip().orElseThrow(() -> new IllegalStateException("there is no block to retract"));
        if (finalBlock.isPresent() && finalBlock.get().equals(tip)) {
            throw new IllegalStateException("block " + tip + " is final");
        }
        var left = new ArrayList<>(segments);
        Segment active = left.removeLast();
        if (active.first().equals(tip)) {
            Optional<BlockRef> last = left.isEmpty()
                    ? Optional.empty()
                    : Optional.of(left.getLast().last());
            return new PublishedSegments(
                    chain, left, last.map(l -> List.of(l.hash())).orElse(List.of()), last, decisions);
        }
        if (recent.size() < 2) {
            throw new IllegalStateException("the block below " + tip + " is not known");
        }
        var hashes = recent.subList(0, recent.size() - 1);
        left.add(active.until(new BlockRef(tip.height() - 1, hashes.getLast())));
        return new PublishedSegments(chain, left, hashes, finalBlock, decisions);
    }

    /**
     * The same blocks, of which fewer are final, as an operator decided.
     *
     * @param hashes from the block that is final from now on to the last one; from the first of the segment where none
     *     is
     */
    public PublishedSegments reopened(BranchAccepted decision, List<BlockHash> hashes) {
        Optional<BlockRef> common =
                decision.hasFinalBlock() ? Optional.of(Places.ref(decision.getFinalBlock())) : Optional.empty();
        long first = tip().orElseThrow().height() + 1 - hashes.size();
        long lowest =
                common.map(BlockRef::height).orElse(segments.getLast().first().height());
        if (first != lowest
                || common.filter(ref -> !ref.hash().equals(hashes.getFirst())).isPresent()) {
            throw new IllegalStateException(hashes.size() + " hashes do not begin with " + common);
        }
        return new PublishedSegments(chain, segments, hashes, common, decisions.and(decision));
    }

    /** The same blocks, of which an operator decided to remove some. */
    public PublishedSegments removing(BlocksRemoved decision) {
        return new PublishedSegments(chain, segments, recent, finalBlock, decisions.and(decision));
    }

    /**
     * The segments after an operator had the last block removed, which may be final. What was final below it still is.
     *
     * @param parent of the block, as its record names it
     * @throws IllegalStateException where the block is not the last one
     */
    public PublishedSegments withoutTip(BlockRef block, BlockHash parent) {
        if (!tip().equals(Optional.of(block))) {
            throw new IllegalStateException("block " + block + " is not the last one, " + tip());
        }
        var left = new ArrayList<>(segments);
        Segment active = left.removeLast();
        boolean more = !active.first().equals(block);
        if (more) {
            left.add(active.until(new BlockRef(block.height() - 1, parent)));
        }
        if (left.isEmpty()) {
            return new PublishedSegments(chain, left, List.of(), Optional.empty(), decisions);
        }
        BlockRef last = left.getLast().last();
        List<BlockHash> hashes =
                more && recent.size() > 1 ? recent.subList(0, recent.size() - 1) : List.of(last.hash());
        Optional<BlockRef> below = more ? finalBlock : Optional.of(last);
        return new PublishedSegments(
                chain, left, hashes, below.map(known -> known.height() > last.height() ? last : known), decisions);
    }

    public ChainCursor cursor() {
        var cursor = ChainCursor.newBuilder().setChain(chain.text());
        for (Segment segment : segments) {
            var record = org.holdfast.records.chain.v1.Segment.newBuilder()
                    .setFirst(Places.place(segment.first()))
                    .setLast(Places.place(segment.last()));
            segment.parent().ifPresent(parent -> record.setFirstParentHash(ByteString.copyFrom(parent.displayBytes())));
            cursor.addSegments(record);
        }
        recent.forEach(hash -> cursor.addRecentHashes(ByteString.copyFrom(hash.displayBytes())));
        finalBlock.ifPresent(block -> cursor.setFinalBlock(Places.place(block)));
        decisions.addTo(cursor);
        return cursor.build();
    }
}

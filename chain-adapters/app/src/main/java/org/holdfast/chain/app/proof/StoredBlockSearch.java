package org.holdfast.chain.app.proof;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.holdfast.chain.app.proof.RecordLog.Entry;
import org.holdfast.chain.spi.Places;
import org.holdfast.chain.spi.PublishedSegments;
import org.holdfast.chain.spi.PublishedSegments.Segment;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;
import org.holdfast.records.chain.v1.BlockOpened;
import org.holdfast.records.chain.v1.BlockPlace;
import org.holdfast.records.chain.v1.ChainRecord;

/**
 * Finds the active block at a height without reading the topic from its start (decision 0015). Every record names its
 * block, and heights grow along the topic apart from retractions, so a binary search over offsets finds a place where
 * the height is first reached. The block there may be one that a reorg has replaced. An <em>anchor</em> decides: a
 * block at or above the height that is known to be active, from the cursor or from a seal that names it final. Its
 * parent hashes lead down to the active block at the height, whatever else was published between.
 *
 * <p>A binary search takes at most 63 probes, the bits of an offset. Where a search was misled by blocks that were
 * retracted, one walk over the whole topic follows; the answer is the same.
 */
public final class StoredBlockSearch {
    private final RecordLog log;
    private final PublishedSegments published;

    /**
     * A search as of a cursor.
     *
     * @param published what the cursor says, read before the log was opened
     */
    public StoredBlockSearch(RecordLog log, PublishedSegments published) {
        this.log = log;
        this.published = published;
    }

    /** The active block at a height; empty where none is published. */
    public Optional<StoredBlock> at(long height) {
        int segment = segmentWith(height);
        if (segment < 0) {
            return Optional.empty();
        }
        var target = new Position(segment, height);
        long start = firstOffset(log.begin(), log.end(), offset -> reaches(offset, target));
        BlockRef anchor = anchor(target, start);
        return walk(start, height, anchor).or(() -> walk(log.begin(), height, anchor));
    }

    /**
     * Hashes of the active blocks from a height of the last segment to its last block, lowest first; empty where the
     * topic does not lead there. It reads everything from the height on.
     */
    public List<BlockHash> hashesFrom(long height) {
        var target = new Position(published.segments().size() - 1, height);
        long start = firstOffset(log.begin(), log.end(), offset -> reaches(offset, target));
        List<BlockHash> hashes = linksFrom(start, height);
        return hashes.isEmpty() ? linksFrom(log.begin(), height) : hashes;
    }

    private List<BlockHash> linksFrom(long start, long height) {
        Map<BlockHash, BlockHash> parents = new HashMap<>();
        for (Optional<Entry> entry = log.from(start);
                entry.isPresent();
                entry = log.from(entry.get().offset() + 1)) {
            ChainRecord record = entry.get().record();
            if (record.hasOpened()) {
                parents.put(Places.ref(record.getOpened().getBlock()).hash(), parent(record.getOpened()));
            }
        }
        BlockRef tip = published.segments().getLast().last();
        var hashes = new ArrayList<BlockHash>();
        BlockHash hash = tip.hash();
        for (long at = tip.height(); at >= height; at--) {
            BlockHash parent = parents.get(hash);
            if (parent == null) {
                return List.of();
            }
            hashes.add(hash);
            hash = parent;
        }
        return hashes.reversed();
    }

    /** Where a record stands in the order of publication: by segment, then by height. */
    private record Position(int segment, long height) {
        boolean isBefore(Position other) {
            return segment < other.segment || (segment == other.segment && height < other.height);
        }
    }

    private interface Reached {
        boolean at(long offset);
    }

    /** The lowest offset at which something is reached, given that it stays reached above. */
    private static long firstOffset(long from, long to, Reached reached) {
        long low = from;
        long high = to;
        while (low < high) {
            long middle = low + (high - low) / 2;
            if (reached.at(middle)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private boolean reaches(long offset, Position target) {
        Optional<Entry> entry = log.from(offset);
        return entry.isEmpty() || !position(entry.get().record()).isBefore(target);
    }

    /** A retraction stands at the height that is left after it. */
    private Position position(ChainRecord record) {
        BlockPlace place = switch (record.getRecordCase()) {
            case OPENED -> record.getOpened().getBlock();
            case UTXO_TRANSACTIONS -> record.getUtxoTransactions().getBlock();
            case ACCOUNT_TRANSACTIONS -> record.getAccountTransactions().getBlock();
            case SEALED -> record.getSealed().getBlock();
            case RETRACTED -> record.getRetracted().getBlock();
            case RECORD_NOT_SET -> throw new IllegalStateException("an empty record on " + published.chain());
        };
        long height = record.hasRetracted() ? place.getHeight() - 1 : place.getHeight();
        int segment = -1;
        long first = -1;
        List<Segment> segments = published.segments();
        for (int i = 0; i < segments.size(); i++) {
            long begin = segments.get(i).first().height();
            if (begin <= height && begin > first) {
                segment = i;
                first = begin;
            }
        }
        return new Position(segment, height);
    }

    private int segmentWith(long height) {
        List<Segment> segments = published.segments();
        for (int i = segments.size() - 1; i >= 0; i--) {
            Segment segment = segments.get(i);
            if (segment.first().height() <= height && height <= segment.last().height()) {
                return i;
            }
        }
        return -1;
    }

    /** The lowest block at or above the height that is known to be active. */
    private BlockRef anchor(Position target, long start) {
        boolean active = target.segment() == published.segments().size() - 1;
        Optional<BlockRef> recent = active ? published.recentAt(target.height()) : Optional.empty();
        if (recent.isPresent()) {
            return recent.get();
        }
        if (published.decisions().reopened(target.height())) {
            // Seals from before the decision name blocks that were taken back.
            return published.segments().get(target.segment()).last();
        }
        // Finality follows the tip closely, so the seal that makes the height final is near: widen the window twofold.
        long to = start;
        for (long step = 1; to < log.end() && !settles(to, target); step *= 2) {
            to = Math.min(log.end(), start + step);
        }
        long seal = firstOffset(start, to, offset -> settles(offset, target));
        return nextSeal(seal)
                .flatMap(entry -> finalBlock(entry.record(), target))
                .orElse(published.segments().get(target.segment()).last());
    }

    /** True where the next seal makes the height final, is of a later segment, or does not exist. */
    private boolean settles(long offset, Position target) {
        Optional<Entry> seal = nextSeal(offset);
        return seal.isEmpty()
                || position(seal.get().record()).segment() > target.segment()
                || finalBlock(seal.get().record(), target).isPresent();
    }

    private Optional<BlockRef> finalBlock(ChainRecord seal, Position target) {
        if (!seal.getSealed().hasFinalBlock()) {
            return Optional.empty();
        }
        BlockRef block = Places.ref(seal.getSealed().getFinalBlock());
        Segment segment = published.segments().get(target.segment());
        boolean above = target.height() <= block.height()
                && block.height() <= segment.last().height();
        return above ? Optional.of(block) : Optional.empty();
    }

    private Optional<Entry> nextSeal(long offset) {
        Optional<Entry> entry = log.from(offset);
        while (entry.isPresent() && !entry.get().record().hasSealed()) {
            entry = log.from(entry.get().offset() + 1);
        }
        return entry;
    }

    /** Reads on until the links from the anchor lead to a block at the height that was read as well. */
    private Optional<StoredBlock> walk(long start, long height, BlockRef anchor) {
        Map<BlockHash, BlockHash> parents = new HashMap<>();
        Map<BlockHash, StoredBlock> blocks = new HashMap<>();
        BlockOpened open = null;
        var content = new ArrayList<ChainRecord>();
        Optional<Entry> entry = log.from(start);
        while (entry.isPresent()) {
            ChainRecord record = entry.get().record();
            switch (record.getRecordCase()) {
                case OPENED -> {
                    BlockRef ref = Places.ref(record.getOpened().getBlock());
                    if (height < ref.height() && ref.height() <= anchor.height()) {
                        parents.put(ref.hash(), parent(record.getOpened()));
                    }
                    open = ref.height() == height ? record.getOpened() : null;
                    content.clear();
                }
                case UTXO_TRANSACTIONS, ACCOUNT_TRANSACTIONS -> {
                    if (open != null) {
                        content.add(record);
                    }
                }
                case SEALED -> {
                    if (open != null) {
                        var block = new StoredBlock(open, content, record.getSealed());
                        blocks.put(block.ref().hash(), block);
                    }
                    Optional<StoredBlock> found = Optional.ofNullable(blocks.get(under(anchor, height, parents)));
                    if (found.isPresent()) {
                        return found;
                    }
                    open = null;
                }
                case RETRACTED, RECORD_NOT_SET -> open = null;
            }
            entry = log.from(entry.get().offset() + 1);
        }
        return Optional.empty();
    }

    /** The lowest block that the links lead to, down to the height. */
    private static BlockHash under(BlockRef anchor, long height, Map<BlockHash, BlockHash> parents) {
        BlockHash hash = anchor.hash();
        for (long at = anchor.height(); at > height; at--) {
            BlockHash parent = parents.get(hash);
            if (parent == null) {
                return hash;
            }
            hash = parent;
        }
        return hash;
    }

    private static BlockHash parent(BlockOpened opened) {
        return BlockHash.ofDisplayBytes(opened.getParentHash().toByteArray());
    }
}

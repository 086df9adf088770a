package org.holdfast.chain.spi;

import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;
import org.holdfast.records.chain.v1.BlockOpened;
import org.holdfast.records.chain.v1.BlockRetracted;
import org.holdfast.records.chain.v1.BlockSealed;
import org.holdfast.records.chain.v1.BranchAccepted;
import org.holdfast.records.chain.v1.ChainRecord;

/**
 * A strict reader of a blocks topic: every record must be in its place, and the folded result is the chain. A block
 * continues one below it or starts a segment; retractions go from the highest block down. Throws
 * {@link IllegalStateException} at the first record that does not.
 */
public final class TopicFold {
    private record Held(BlockRef ref, boolean first) {}

    private final NavigableMap<Long, Held> chain = new TreeMap<>();
    private final Set<BlockRef> held = new HashSet<>();
    private Optional<BlockOpened> open = Optional.empty();
    private Optional<BlockRef> finalBlock = Optional.empty();
    private long removedDownTo = Long.MAX_VALUE;
    private int retractions;
    private int seals;
    private int transactions;
    private int batched;

    public static TopicFold of(List<ChainRecord> records) {
        var fold = new TopicFold();
        records.forEach(fold::add);
        fold.require(fold.open.isEmpty(), "the last block is not sealed");
        return fold;
    }

    /** The blocks that were sealed and not retracted, in ascending height. */
    public List<BlockRef> chain() {
        return chain.values().stream().map(Held::ref).toList();
    }

    public Optional<BlockRef> finalBlock() {
        return finalBlock;
    }

    public int retractions() {
        return retractions;
    }

    /** Transactions of all blocks that were sealed, those retracted later among them. */
    public int transactions() {
        return transactions;
    }

    /** The highest block that was sealed and not retracted. */
    public Optional<BlockRef> tip() {
        return Optional.ofNullable(chain.lastEntry())
                .map(last -> last.getValue().ref());
    }

    /** Blocks sealed and blocks retracted so far. */
    public int moves() {
        return seals + retractions;
    }

    /** Takes the next record. */
    public void add(ChainRecord record) {
        switch (record.getRecordCase()) {
            case OPENED -> open(record.getOpened());
            case UTXO_TRANSACTIONS -> {
                var batch = record.getUtxoTransactions();
                require(open.isPresent() && open.get().getBlock().equals(batch.getBlock()), "a batch of no open block");
                require(batch.getFirstIndex() == batched, "a batch out of order");
                batched += batch.getTransactionsCount();
            }
            case SEALED -> seal(record.getSealed());
            case RETRACTED -> retract(record.getRetracted());
            default -> require(open.isPresent(), "content of no open block");
        }
    }

    private void open(BlockOpened opened) {
        require(open.isEmpty(), "a block is opened before the last one is sealed");
        BlockRef ref = Places.ref(opened.getBlock());
        Held below = chain.get(ref.height() - 1);
        boolean follows = below != null
                && below.ref()
                        .hash()
                        .equals(BlockHash.ofDisplayBytes(opened.getParentHash().toByteArray()));
        require(follows != opened.getSegmentStart(), "block " + ref + " does not follow the one below it");
        require(!chain.containsKey(ref.height()), "there is another block at the height of " + ref);
        require(held.add(ref), "block " + ref + " is repeated");
        open = Optional.of(opened);
        removedDownTo = Long.MAX_VALUE;
        batched = 0;
    }

    private void seal(BlockSealed sealed) {
        BlockOpened opened = open.orElseThrow(() -> new IllegalStateException("no block is open to be sealed"));
        require(opened.getBlock().equals(sealed.getBlock()), "another block is sealed than opened");
        require(sealed.getTransactionCount() == batched, "the seal counts other transactions");
        open = Optional.empty();
        seals++;
        transactions += batched;
        BlockRef ref = Places.ref(sealed.getBlock());
        boolean highest = chain.isEmpty() || chain.lastKey() < ref.height();
        chain.put(ref.height(), new Held(ref, opened.getSegmentStart()));
        chain.computeIfPresent(ref.height() + 1, (height, above) -> new Held(above.ref(), false));
        if (highest && opened.getSegmentStart()) {
            finalBlock = Optional.empty();
        }
        require(highest || !sealed.hasFinalBlock(), "a block below the tip makes one final");
        if (sealed.hasFinalBlock()) {
            BlockRef isFinal = Places.ref(sealed.getFinalBlock());
            require(held.contains(isFinal), "what is final is not published: " + isFinal);
            require(finalBlock.isEmpty() || finalBlock.get().height() <= isFinal.height(), "final went down");
            finalBlock = Optional.of(isFinal);
        }
    }

    private void retract(BlockRetracted retracted) {
        require(open.isEmpty(), "a retraction inside a block");
        require(!chain.isEmpty(), "a retraction of nothing");
        Held tip = chain.pollLastEntry().getValue();
        held.remove(tip.ref());
        require(tip.ref().equals(Places.ref(retracted.getBlock())), "a retraction of another block than the tip");
        if (retracted.hasAccepted()) {
            finalBlock = Optional.of(retracted.getAccepted())
                    .filter(BranchAccepted::hasFinalBlock)
                    .map(accepted -> Places.ref(accepted.getFinalBlock()));
        }
        if (retracted.hasRemoved()) {
            removedDownTo = retracted.getRemoved().getLowest().getHeight();
        }
        boolean removed = removedDownTo <= tip.ref().height();
        require(removed || finalBlock.isEmpty() || !finalBlock.get().equals(tip.ref()), "a final block is retracted");
        require(retracted.hasParent() != chain.isEmpty(), "a parent where none is left");
        if (retracted.hasParent()) {
            require(tip().equals(Optional.of(Places.ref(retracted.getParent()))), "another tip than the parent");
        }
        boolean wasFinal = finalBlock.filter(tip.ref()::equals).isPresent();
        if (tip.first() || wasFinal) {
            finalBlock = tip();
        }
        retractions++;
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }
}

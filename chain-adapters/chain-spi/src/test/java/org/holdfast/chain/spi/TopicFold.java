package org.holdfast.chain.spi;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;
import org.holdfast.records.chain.v1.BlockOpened;
import org.holdfast.records.chain.v1.BlockRetracted;
import org.holdfast.records.chain.v1.BlockSealed;
import org.holdfast.records.chain.v1.ChainRecord;

/**
 * A strict reader of a blocks topic: every record must be in its place, and the folded result is the chain.
 * Throws {@link IllegalStateException} at the first record that is not.
 */
public final class TopicFold {
    private record Held(BlockRef ref, boolean first) {}

    private final List<Held> chain = new ArrayList<>();
    private final Set<BlockRef> held = new HashSet<>();
    private Optional<BlockOpened> open = Optional.empty();
    private Optional<BlockRef> finalBlock = Optional.empty();
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

    /** The blocks that were sealed and not retracted, in order. */
    public List<BlockRef> chain() {
        return chain.stream().map(Held::ref).toList();
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

    /** The last block that was sealed and not retracted. */
    public Optional<BlockRef> tip() {
        return chain.isEmpty() ? Optional.empty() : Optional.of(chain.getLast().ref());
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
        boolean follows = !chain.isEmpty()
                && chain.getLast().ref().height() + 1 == ref.height()
                && chain.getLast()
                        .ref()
                        .hash()
                        .equals(BlockHash.ofDisplayBytes(opened.getParentHash().toByteArray()));
        require(follows || opened.getSegmentStart(), "block " + ref + " does not follow the one before it");
        require(held.add(ref), "block " + ref + " is repeated");
        open = Optional.of(opened);
        batched = 0;
    }

    private void seal(BlockSealed sealed) {
        BlockOpened opened = open.orElseThrow(() -> new IllegalStateException("no block is open to be sealed"));
        require(opened.getBlock().equals(sealed.getBlock()), "another block is sealed than opened");
        require(sealed.getTransactionCount() == batched, "the seal counts other transactions");
        open = Optional.empty();
        seals++;
        transactions += batched;
        chain.add(new Held(Places.ref(sealed.getBlock()), opened.getSegmentStart()));
        if (opened.getSegmentStart()) {
            finalBlock = Optional.empty();
        }
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
        Held tip = chain.removeLast();
        held.remove(tip.ref());
        require(tip.ref().equals(Places.ref(retracted.getBlock())), "a retraction of another block than the tip");
        require(finalBlock.isEmpty() || !finalBlock.get().equals(tip.ref()), "a final block is retracted");
        require(retracted.hasParent() != chain.isEmpty(), "a parent where none is left");
        if (retracted.hasParent()) {
            require(chain.getLast().ref().equals(Places.ref(retracted.getParent())), "another tip than the parent");
        }
        if (tip.first()) {
            finalBlock = chain.isEmpty()
                    ? Optional.empty()
                    : Optional.of(chain.getLast().ref());
        }
        retractions++;
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }
}

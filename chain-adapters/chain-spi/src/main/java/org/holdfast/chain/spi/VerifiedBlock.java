package org.holdfast.chain.spi;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;
import org.holdfast.records.chain.v1.BlockOpened;
import org.holdfast.records.chain.v1.BlockSealed;
import org.holdfast.records.chain.v1.ChainRecord;
import org.holdfast.records.chain.v1.UtxoTransactions;

/**
 * The records of a block that passed the checks of its chain. Only the verification of an adapter makes one.
 *
 * @param opened the first record
 * @param content the batches of transactions, in block order, bounded in bytes
 * @param sealed the last record, with the counts and sums of the content
 */
public record VerifiedBlock(BlockOpened opened, List<ChainRecord> content, BlockSealed sealed) {
    /** Refuses a block whose records do not name one and the same place, or whose content holds its borders. */
    public VerifiedBlock {
        content = List.copyOf(content);
        if (!opened.getBlock().equals(sealed.getBlock())) {
            throw new IllegalArgumentException("opened and sealed are of different blocks");
        }
        for (ChainRecord record : content) {
            switch (record.getRecordCase()) {
                case OPENED, SEALED, RETRACTED, RECORD_NOT_SET ->
                    throw new IllegalArgumentException("not content of a block: " + record.getRecordCase());
                default -> {
                    // Whatever kinds of content there are: they stand between opened and sealed.
                }
            }
        }
    }

    /** A block of a UTXO chain. */
    public static VerifiedBlock ofUtxo(BlockOpened opened, List<UtxoTransactions> batches, BlockSealed sealed) {
        return new VerifiedBlock(
                opened,
                batches.stream()
                        .map(batch -> ChainRecord.newBuilder()
                                .setUtxoTransactions(batch)
                                .build())
                        .toList(),
                sealed);
    }

    public BlockRef ref() {
        return Places.ref(opened.getBlock());
    }

    public BlockHash parent() {
        return BlockHash.ofDisplayBytes(opened.getParentHash().toByteArray());
    }

    /** True where the parent is not on the topic yet: the first block of all, or the first after a gap. */
    public boolean startsSegment() {
        return opened.getSegmentStart();
    }

    /** The same block as the first of a segment, or as one that follows its parent on the topic. */
    public VerifiedBlock withSegmentStart(boolean start) {
        return start == startsSegment()
                ? this
                : new VerifiedBlock(opened.toBuilder().setSegmentStart(start).build(), content, sealed);
    }

    /** The highest block that is final as of this one, if any is: this one, or one below it. */
    public Optional<BlockRef> finalBlock() {
        return sealed.hasFinalBlock() ? Optional.of(Places.ref(sealed.getFinalBlock())) : Optional.empty();
    }

    /** The same block, with the highest block that is final once it is published. */
    public VerifiedBlock withFinalBlock(BlockRef block) {
        return new VerifiedBlock(
                opened,
                content,
                sealed.toBuilder().setFinalBlock(Places.place(block)).build());
    }

    /** The same block, of which it is not known whether its difficulty is right. */
    public VerifiedBlock withDifficultyUnchecked() {
        return new VerifiedBlock(
                opened, content, sealed.toBuilder().setDifficultyUnchecked(true).build());
    }

    /** The batches of a UTXO chain's transactions, in block order; empty on other chains. */
    public List<UtxoTransactions> utxoTransactions() {
        return content.stream()
                .filter(ChainRecord::hasUtxoTransactions)
                .map(ChainRecord::getUtxoTransactions)
                .toList();
    }

    /** All records in the order in which they stand on the topic. */
    public List<ChainRecord> records() {
        var records = new ArrayList<ChainRecord>(content.size() + 2);
        records.add(ChainRecord.newBuilder().setOpened(opened).build());
        records.addAll(content);
        records.add(ChainRecord.newBuilder().setSealed(sealed).build());
        return records;
    }
}

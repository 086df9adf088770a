package org.holdfast.tracing.store.frame;

import java.util.OptionalInt;
import org.holdfast.tracing.index.IndexBlock;
import org.holdfast.tracing.store.frame.file.IdTable;

/**
 * The part of a mapped index that depends on the model of value: how blocks become records, and what is derived from
 * records. The frame decides when; each method is called once per block or less.
 *
 * @param <B> a block
 * @param <T> counts and sums, as stored with each block
 */
public interface IndexContent<B extends IndexBlock, T> {
    /**
     * Writes the records of a block after those that count, where no reader sees them, and returns its entry. Changes
     * nothing that counts.
     *
     * @throws org.holdfast.primitives.InputFaultException where the block does not continue the index
     */
    BlockEntry<T> link(B block, long feedOffset, IndexState<T> state, IdTable table);

    /** Updates what is derived from the records, and the table, for the block that was linked last. */
    void apply(B block, BlockEntry<T> entry, IdTable table);

    /**
     * Reverts what the records between two places changed, or a part of it; a second call changes nothing.
     *
     * @param kept totals without those records
     * @param undone totals with them
     */
    void undo(long first, long end, T kept, T undone, IdTable table);

    /** An upper bound of the keys in the table. */
    long keys(T totals);

    /** Adds the keys of all records to an empty table. */
    void fill(IdTable table, IndexState<T> state);

    /** Opens the files of what is derived from the records; false where they are not complete. */
    boolean open(T totals);

    /** Empties what is derived from the records. */
    void clear();

    /** Derives everything from the records again. The table is made afterwards. */
    void derive(IndexState<T> state);

    /** The checksum of the records between two places; empty where no sequence of records fills it. */
    OptionalInt checksum(long first, long end);

    /** Words on the disk besides the records. */
    long words(T totals);

    /** Returns when what is derived from the records is on the disk. */
    void force();

    /** Closes its files and returns reserved space. */
    void close(T totals);

    /** Closes its files as they are. */
    void close();
}

package org.holdfast.tracing.app.index;

import org.holdfast.records.chain.v1.BlockOpened;
import org.holdfast.records.chain.v1.BlockPlace;
import org.holdfast.records.chain.v1.BlockSealed;
import org.holdfast.records.chain.v1.ChainRecord;

/**
 * Puts one block after another together from its records. Each method throws an input fault on a record that does not
 * fit.
 *
 * @param <B> a block in the form that the index takes
 */
interface RecordAssembly<B> {
    /** The record that begins a block. */
    void open(BlockOpened record);

    /** A batch of the open block's transactions. */
    void add(ChainRecord batch);

    /** The open block, complete and in agreement with its seal. */
    B seal(BlockSealed record);

    /** Throws where a block is open. */
    void requireNoneOpen(BlockPlace place);
}

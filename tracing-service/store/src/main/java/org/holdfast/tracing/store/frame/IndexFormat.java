package org.holdfast.tracing.store.frame;

import org.holdfast.tracing.index.IndexBlock;
import org.holdfast.tracing.store.frame.file.IndexFiles;
import org.holdfast.tracing.store.frame.file.RecordFile;

/**
 * A kind of mapped index.
 *
 * @param version of all files of the index; changes with the format of any of them
 * @param totals how counts and sums are stored
 * @param contents makes the content of an index
 * @param <B> a block
 * @param <T> counts and sums, as stored with each block
 * @param <C> the content
 */
public record IndexFormat<B extends IndexBlock, T, C extends IndexContent<B, T>>(
        int version, TotalsCode<T> totals, Contents<C> contents) {
    /** Makes the content of an index whose files are not open yet. */
    public interface Contents<C> {
        /**
         * Makes the content.
         *
         * @param shift the size of each file is 2 to the power of this, in bytes
         */
        C of(IndexFiles files, RecordFile records, int shift);
    }
}

package org.holdfast.tracing.store.frame;

import org.holdfast.tracing.index.IndexBlock;
import org.holdfast.tracing.store.frame.file.BootId;
import org.holdfast.tracing.store.frame.file.IndexFiles;
import org.holdfast.tracing.store.frame.file.MarkFile;
import org.holdfast.tracing.store.frame.file.RecordFile;

/**
 * The open files of an index. The marks are locked while they are open.
 *
 * @param <B> a block
 * @param <T> counts and sums, as stored with each block
 * @param <C> the content of the index
 */
record IndexParts<B extends IndexBlock, T, C extends IndexContent<B, T>>(
        MarkFile marks, BlockFile<T> blocks, RecordFile records, C content, Recovery<B, T> recovery, BootId boot) {
    /** Opens and locks the files of a folder, and makes those that are missing. */
    static <B extends IndexBlock, T, C extends IndexContent<B, T>> IndexParts<B, T, C> open(
            IndexOpening opening, IndexFormat<B, T, C> format) {
        var files = new IndexFiles(opening.folder());
        files.make();
        MarkFile marks = MarkFile.open(files.mark());
        try {
            files.requireNoJournal();
            int shift = marks.header(opening.chain(), format.version(), opening.shift());
            var records = new RecordFile(files.folder(), "records", shift);
            var blocks = new BlockFile<>(files.blocks(), format.totals());
            C content = format.contents().of(files, records, shift);
            var recovery = new Recovery<>(files, records, blocks, content, marks, opening.boot());
            return new IndexParts<>(marks, blocks, records, content, recovery, opening.boot());
        } catch (RuntimeException e) {
            marks.close();
            throw e;
        }
    }

    /** Writes how much of the records counts. */
    void mark(IndexState<T> state, boolean closed) {
        marks.write(
                new MarkFile.Mark(state.blocks(), state.end(), state.feedOffset(), boot.high(), boot.low(), closed));
    }

    /** Closes the files after a change that completed, and returns reserved space. */
    void close(IndexState<T> state) {
        records.close(state.end());
        content.close(state.totals());
        closeEntries();
    }

    /** Closes the files as they are. */
    void close() {
        records.close();
        content.close();
        closeEntries();
    }

    private void closeEntries() {
        blocks.close();
        marks.close();
    }
}

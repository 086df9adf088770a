package org.holdfast.tracing.store.frame;

import java.nio.file.Path;
import java.util.Optional;
import org.holdfast.tracing.index.IndexBlock;
import org.holdfast.tracing.store.frame.file.BootId;
import org.holdfast.tracing.store.frame.file.IdTable;
import org.holdfast.tracing.store.frame.file.IndexFiles;
import org.holdfast.tracing.store.frame.file.MarkFile;
import org.holdfast.tracing.store.frame.file.RecordFile;

/**
 * Opens an index in any state that its last process left.
 *
 * <p>If only the process ended, and not the operating system, all writes are there: the mark counts, and a block that
 * was begun after it is reverted. Otherwise any page may be old or missing: the longest sequence of blocks with correct
 * checksums is kept, and what is derived from records is made again. The feed delivers the rest again, because each
 * block's entry holds the feed's next place.
 *
 * @param <B> a block
 * @param <T> counts and sums, as stored with each block
 */
final class Recovery<B extends IndexBlock, T> {
    private final IndexFiles files;
    private final RecordFile records;
    private final BlockFile<T> blocks;
    private final IndexContent<B, T> content;
    private final MarkFile marks;
    private final BootId boot;

    Recovery(
            IndexFiles files,
            RecordFile records,
            BlockFile<T> blocks,
            IndexContent<B, T> content,
            MarkFile marks,
            BootId boot) {
        this.files = files;
        this.records = records;
        this.blocks = blocks;
        this.content = content;
        this.marks = marks;
        this.boot = boot;
    }

    /** The index as it continues. */
    record Opened<T>(IndexState<T> state, IdTable table) {}

    Opened<T> open() {
        Optional<MarkFile.Mark> last = marks.last();
        if (last.isEmpty() && blocks.count() == 0) {
            records.open(0);
            content.clear();
            IndexState<T> none = blocks.none(0);
            return new Opened<>(none, table(none, 0));
        }
        return last.flatMap(this::asMarked).orElseGet(this::asChecked);
    }

    /** The state of the mark, if everything that it counts is there. */
    private Optional<Opened<T>> asMarked(MarkFile.Mark mark) {
        Optional<Path> complete = files.completeTable();
        if (!(mark.closed() || boot.wrote(mark))
                || complete.isEmpty()
                || blocks.count() < mark.blocks()
                || records.wordsOnDisk() < mark.end()) {
            return Optional.empty();
        }
        Optional<IndexState<T>> marked = blocks.asMarked(mark);
        if (marked.isEmpty()) {
            return Optional.empty();
        }
        IndexState<T> state = marked.get();
        Optional<BlockEntry<T>> begun = blocks.begun(state);
        long end = Math.max(state.end(), begun.map(BlockEntry::end).orElse(0L));
        if (records.wordsOnDisk() < end || !content.open(state.totals())) {
            return Optional.empty();
        }
        records.open(end);
        IdTable table = IdTable.open(complete.get());
        begun.ifPresent(entry -> content.undo(entry.first(), entry.end(), state.totals(), entry.totals(), table));
        blocks.cut(state.blocks());
        return Optional.of(new Opened<>(state, table));
    }

    private Opened<T> asChecked() {
        long words = records.wordsOnDisk();
        marks.write(new MarkFile.Mark(0, 0, 0, 0, 0, false));
        marks.force();
        records.open(words);
        IndexState<T> state = blocks.asChecked(words, content::checksum);
        blocks.cut(state.blocks());
        content.clear();
        content.derive(state);
        return new Opened<>(state, table(state, 0));
    }

    /** A complete table of all keys with room for more; the table before it is removed. */
    IdTable table(IndexState<T> state, long more) {
        IdTable table = IdTable.create(files.spareTable(), content.keys(state.totals()) + more);
        content.fill(table, state);
        table.complete();
        files.removeSpareTable(table);
        return table;
    }
}

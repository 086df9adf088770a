package org.holdfast.tracing.store.ledger;

import java.nio.file.Path;
import java.util.Optional;
import org.holdfast.tracing.store.frame.BlockEntry;
import org.holdfast.tracing.store.frame.BlockFile;
import org.holdfast.tracing.store.frame.IndexState;
import org.holdfast.tracing.store.frame.file.BootId;
import org.holdfast.tracing.store.frame.file.IdTable;
import org.holdfast.tracing.store.frame.file.IndexFiles;
import org.holdfast.tracing.store.frame.file.MarkFile;
import org.holdfast.tracing.store.frame.file.RecordFile;
import org.holdfast.tracing.store.graph.Recovery;

/**
 * Opens the ledgers of an account chain in whatever state they were left, by the rules of {@link Recovery}: either the
 * mark counts, and a block behind it that was begun is taken back; or the longest row of blocks whose checksums hold is
 * kept, and directory, lists and table are made again from its records.
 */
final class LedgerRecovery {
    private final IndexFiles files;
    private final RecordFile records;
    private final BlockFile<LedgerTotals> blocks;
    private final LedgerBook book;
    private final MarkFile marks;
    private final BootId boot;

    LedgerRecovery(
            IndexFiles files,
            RecordFile records,
            BlockFile<LedgerTotals> blocks,
            LedgerBook book,
            MarkFile marks,
            BootId boot) {
        this.files = files;
        this.records = records;
        this.blocks = blocks;
        this.book = book;
        this.marks = marks;
        this.boot = boot;
    }

    /** The ledgers as they go on from here. */
    record Opened(IndexState<LedgerTotals> state, IdTable table) {}

    Opened open() {
        Optional<MarkFile.Mark> last = marks.last();
        if (last.isEmpty() && blocks.count() == 0) {
            records.open(0);
            book.lists().clear();
            return new Opened(blocks.none(0), table(blocks.none(0), 0));
        }
        Optional<Opened> asMarked = last.flatMap(this::asMarked);
        return asMarked.orElseGet(this::asChecked);
    }

    private Optional<Opened> asMarked(MarkFile.Mark mark) {
        Optional<Path> table = files.completeTable();
        if (!(mark.closed() || boot.wrote(mark))
                || table.isEmpty()
                || blocks.count() < mark.blocks()
                || records.wordsOnDisk() < mark.end()) {
            return Optional.empty();
        }
        Optional<IndexState<LedgerTotals>> marked = blocks.asMarked(mark);
        if (marked.isEmpty()) {
            return Optional.empty();
        }
        IndexState<LedgerTotals> state = marked.get();
        Optional<BlockEntry<LedgerTotals>> begun = blocks.begun(state);
        long end = begun.map(BlockEntry::end).orElse(state.end());
        long directoryEnd = state.totals().directoryEnd();
        if (records.wordsOnDisk() < end || !book.lists().open(directoryEnd)) {
            return Optional.empty();
        }
        records.open(end);
        IdTable ids = IdTable.open(table.get());
        begun.ifPresent(entry -> book.undo(
                entry.first(), entry.end(), directoryEnd, entry.totals().listsBefore(), ids));
        blocks.cut(state.blocks());
        return Optional.of(new Opened(state, ids));
    }

    private Opened asChecked() {
        long words = records.wordsOnDisk();
        marks.write(new MarkFile.Mark(0, 0, 0, 0, 0, false));
        marks.force();
        records.open(words);
        IndexState<LedgerTotals> state = blocks.asChecked(words, book.records()::checksum);
        blocks.cut(state.blocks());
        book.lists().clear();
        book.apply(0, state.end());
        return new Opened(state, table(state, 0));
    }

    /** A complete table of all accounts and assets with room for more; the one that was there before is removed. */
    IdTable table(IndexState<LedgerTotals> state, long more) {
        IdTable table = IdTable.create(files.spareTable(), keys(state) + more);
        book.index(0, state.end(), table);
        table.complete();
        files.removeSpareTable(table);
        return table;
    }

    /** Not fewer than the accounts and assets that are here. */
    private static long keys(IndexState<LedgerTotals> state) {
        return MovementLists.numberAt(state.totals().directoryEnd());
    }
}

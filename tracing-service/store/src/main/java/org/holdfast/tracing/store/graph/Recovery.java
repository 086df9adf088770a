package org.holdfast.tracing.store.graph;

import java.nio.file.Path;
import java.util.Optional;
import org.holdfast.primitives.Hash256;
import org.holdfast.tracing.output.graph.GraphTotals;
import org.holdfast.tracing.store.frame.BlockEntry;
import org.holdfast.tracing.store.frame.BlockFile;
import org.holdfast.tracing.store.frame.IndexState;
import org.holdfast.tracing.store.frame.file.BootId;
import org.holdfast.tracing.store.frame.file.IdTable;
import org.holdfast.tracing.store.frame.file.IndexFiles;
import org.holdfast.tracing.store.frame.file.MarkFile;
import org.holdfast.tracing.store.frame.file.RecordFile;
import org.holdfast.tracing.store.graph.record.RecordCursor;
import org.holdfast.tracing.store.graph.record.RecordSum;
import org.holdfast.tracing.store.graph.record.Slot;

/**
 * Opens an index in whatever state it was left.
 *
 * <p>Where the process ended and the operating system did not, everything that was written is there: the mark counts,
 * and a block behind it that was begun is taken back. Otherwise any page may be old or missing: the longest row of
 * blocks whose checksums hold is kept, and slots and ids are made again from its records. What is cut is read from the
 * topic again, because each block's entry says where reading goes on behind it.
 */
public final class Recovery {
    private final IndexFiles files;
    private final RecordFile records;
    private final BlockFile<GraphTotals> blocks;
    private final MarkFile marks;
    private final BootId boot;

    public Recovery(IndexFiles files, RecordFile records, BlockFile<GraphTotals> blocks, MarkFile marks, BootId boot) {
        this.files = files;
        this.records = records;
        this.blocks = blocks;
        this.marks = marks;
        this.boot = boot;
    }

    /** The index as it goes on from here. */
    public record Opened(IndexState<GraphTotals> state, IdTable ids) {}

    public Opened open() {
        Optional<MarkFile.Mark> last = marks.last();
        if (last.isEmpty() && blocks.count() == 0) {
            return fresh();
        }
        Optional<Opened> asMarked = last.flatMap(this::asMarked);
        return asMarked.orElseGet(this::asChecked);
    }

    private Opened fresh() {
        records.open(0);
        IdTable none = IdTable.create(files.spareTable(), 0);
        none.complete();
        return new Opened(blocks.none(0), none);
    }

    /** The state of the mark, if everything that it counts on is there. */
    private Optional<Opened> asMarked(MarkFile.Mark mark) {
        Optional<Path> table = files.completeTable();
        if (!(mark.closed() || boot.wrote(mark))
                || table.isEmpty()
                || blocks.count() < mark.blocks()
                || records.wordsOnDisk() < mark.end()) {
            return Optional.empty();
        }
        Optional<IndexState<GraphTotals>> marked = blocks.asMarked(mark);
        if (marked.isEmpty()) {
            return Optional.empty();
        }
        IndexState<GraphTotals> state = marked.get();
        Optional<BlockEntry<GraphTotals>> begun = blocks.begun(state);
        if (begun.isPresent() && records.wordsOnDisk() < begun.get().end()) {
            return Optional.empty();
        }
        records.open(Math.max(state.end(), begun.map(BlockEntry::end).orElse(0L)));
        IdTable ids = IdTable.open(table.get());
        begun.ifPresent(entry -> Undo.undo(records, ids, entry.first(), entry.end()));
        blocks.cut(state.blocks());
        return Optional.of(new Opened(state, ids));
    }

    private Opened asChecked() {
        long words = records.wordsOnDisk();
        marks.write(new MarkFile.Mark(0, 0, 0, 0, 0, false));
        marks.force();
        records.open(words);
        var sum = new RecordSum();
        IndexState<GraphTotals> state = blocks.asChecked(words, (first, end) -> sum.of(records, first, end));
        blocks.cut(state.blocks());
        setSlots(state.end());
        return new Opened(state, idsOf(state, 0));
    }

    /** Every source stands before what spends it, so one way through the records empties and sets all slots. */
    private void setSlots(long end) {
        var cursor = new RecordCursor(records);
        var source = new RecordCursor(records);
        for (long at = records.recordAt(0); at < end; at = next(cursor, end)) {
            cursor.goTo(at);
            for (int i = 0; i < cursor.outputCount(); i++) {
                records.putWord(cursor.slotWord(i), Slot.UNSPENT);
            }
            for (int i = 0; i < cursor.inputCount(); i++) {
                if (cursor.source(i) != 0) {
                    source.goTo(cursor.source(i));
                    records.putWord(source.slotWord(cursor.sourceOutput(i)), Slot.spent(at, i));
                }
            }
            if (cursor.namesake() != 0) {
                source.goTo(cursor.namesake());
                for (int i = 0; i < source.outputCount(); i++) {
                    records.putWord(source.slotWord(i), Slot.overwritten(at));
                }
            }
        }
    }

    private long next(RecordCursor cursor, long end) {
        long behind = cursor.position() + cursor.words();
        return behind < end ? records.recordAt(behind) : end;
    }

    /** A complete table of the ids of all records with room for more; the one that was there before is removed. */
    public IdTable idsOf(IndexState<GraphTotals> state, int more) {
        IdTable table = IdTable.create(files.spareTable(), state.totals().transactions() + more);
        var batch = new IdBatch(table, state.totals().transactions());
        var cursor = new RecordCursor(records);
        var scratch = new RecordCursor(records);
        for (long at = state.end() == 0 ? 0 : records.recordAt(0); at < state.end(); at = next(cursor, state.end())) {
            cursor.goTo(at);
            if (cursor.namesake() == 0) {
                batch.add(cursor.id().hash(), at);
            } else {
                batch.flush();
                Hash256 id = cursor.id().hash();
                table.replace(id, at, scratch.standsOn(id));
            }
        }
        batch.flush();
        table.complete();
        files.removeSpareTable(table);
        return table;
    }
}

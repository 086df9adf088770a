package org.holdfast.tracing.store.graph;

import org.holdfast.tracing.store.frame.file.IdTable;
import org.holdfast.tracing.store.frame.file.RecordFile;
import org.holdfast.tracing.store.graph.record.RecordCursor;
import org.holdfast.tracing.store.graph.record.Slot;

/**
 * Reverts the changes of a block's records to older records. They follow from the records themselves, so no list of
 * changes is kept; a second call changes nothing.
 */
final class Undo {
    private Undo() {}

    /** Reverts the changes of the records between two places; the records stay until others overwrite them. */
    static void undo(RecordFile records, IdTable ids, long first, long end) {
        var block = new RecordCursor(records);
        var other = new RecordCursor(records);
        for (long at = records.recordAt(first); at < end; ) {
            block.goTo(at);
            for (int i = 0; i < block.inputCount(); i++) {
                long source = block.source(i);
                if (source != 0) {
                    clear(other, source, block.sourceOutput(i), at);
                }
            }
            long namesake = block.namesake();
            if (namesake != 0) {
                other.goTo(namesake);
                for (int i = 0, outs = other.outputCount(); i < outs; i++) {
                    clear(other, namesake, i, at);
                }
            }
            restore(ids, block, namesake, other);
            at += block.words();
            at = at < end ? records.recordAt(at) : at;
        }
    }

    private static void restore(IdTable ids, RecordCursor block, long namesake, RecordCursor scratch) {
        var id = block.id().hash();
        if (ids.find(id, scratch.standsOn(id)) == block.position()) {
            ids.replace(id, namesake, scratch.standsOn(id));
        }
    }

    private static void clear(RecordCursor source, long position, int output, long spender) {
        source.goTo(position);
        if (Slot.position(source.slot(output)) == spender) {
            source.records.putWord(source.slotWord(output), Slot.UNSPENT);
        }
    }
}

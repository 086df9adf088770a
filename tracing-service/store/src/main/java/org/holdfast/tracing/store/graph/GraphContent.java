package org.holdfast.tracing.store.graph;

import java.util.OptionalInt;
import org.holdfast.primitives.Hash256;
import org.holdfast.tracing.output.graph.BlockContent;
import org.holdfast.tracing.output.graph.GraphTotals;
import org.holdfast.tracing.store.frame.BlockEntry;
import org.holdfast.tracing.store.frame.IndexContent;
import org.holdfast.tracing.store.frame.IndexState;
import org.holdfast.tracing.store.frame.file.IdTable;
import org.holdfast.tracing.store.frame.file.RecordFile;
import org.holdfast.tracing.store.graph.record.RecordCursor;
import org.holdfast.tracing.store.graph.record.RecordSum;
import org.holdfast.tracing.store.graph.record.Slot;

/** Records of transactions. Derived from them are the spender slots, which stand in the records themselves. */
final class GraphContent implements IndexContent<BlockContent, GraphTotals> {
    private final RecordFile records;
    private final BlockLinking linking;
    private final RecordSum sum = new RecordSum();

    GraphContent(RecordFile records) {
        this.records = records;
        this.linking = new BlockLinking(records);
    }

    @Override
    public BlockEntry<GraphTotals> link(
            BlockContent block, long feedOffset, IndexState<GraphTotals> state, IdTable table) {
        return linking.link(block, feedOffset, state, table);
    }

    @Override
    public void apply(BlockContent block, BlockEntry<GraphTotals> entry, IdTable table) {
        linking.apply(block, table);
    }

    @Override
    public void undo(long first, long end, GraphTotals kept, GraphTotals undone, IdTable table) {
        Undo.undo(records, table, first, end);
    }

    @Override
    public long keys(GraphTotals totals) {
        return totals.transactions();
    }

    @Override
    public void fill(IdTable table, IndexState<GraphTotals> state) {
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
    }

    @Override
    public boolean open(GraphTotals totals) {
        return true;
    }

    @Override
    public void clear() {
        // The slots are in the records.
    }

    /** Every source stands before the transaction that spends it, so one pass over the records sets all slots. */
    @Override
    public void derive(IndexState<GraphTotals> state) {
        var cursor = new RecordCursor(records);
        var source = new RecordCursor(records);
        for (long at = records.recordAt(0); at < state.end(); at = next(cursor, state.end())) {
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
        long next = cursor.position() + cursor.words();
        return next < end ? records.recordAt(next) : end;
    }

    @Override
    public OptionalInt checksum(long first, long end) {
        return sum.of(records, first, end);
    }

    @Override
    public long words(GraphTotals totals) {
        return 0;
    }

    @Override
    public void force() {
        // The slots are forced with the records.
    }

    @Override
    public void close(GraphTotals totals) {
        // It has no files of its own.
    }

    @Override
    public void close() {
        // It has no files of its own.
    }
}

package org.holdfast.tracing.store.graph;

import java.util.ArrayList;
import java.util.List;
import org.holdfast.primitives.TxId;
import org.holdfast.tracing.output.graph.AddressLog;
import org.holdfast.tracing.output.graph.BlockSpan;
import org.holdfast.tracing.output.graph.GraphSnapshot;
import org.holdfast.tracing.output.graph.GraphTotals;
import org.holdfast.tracing.output.graph.TransactionCursor;
import org.holdfast.tracing.output.graph.TransactionView;
import org.holdfast.tracing.store.address.CodedAddressLog;
import org.holdfast.tracing.store.frame.IndexState;
import org.holdfast.tracing.store.frame.MappedSnapshot;
import org.holdfast.tracing.store.frame.file.IdTable;
import org.holdfast.tracing.store.frame.file.RecordFile;
import org.holdfast.tracing.store.graph.record.RecordCursor;

/** The index of a chain of outputs at one moment. */
final class MappedGraphSnapshot extends MappedSnapshot<GraphTotals> implements GraphSnapshot {
    private final RecordFile records;
    private final IndexState<GraphTotals> state;

    MappedGraphSnapshot(View<GraphTotals> view, RecordFile records) {
        super(view);
        this.records = records;
        this.state = view.state();
    }

    @Override
    public long[] resolve(List<TxId> ids) {
        IdTable table = table();
        var cursor = new RecordCursor(records);
        long[] positions = new long[ids.size()];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = position(table, ids.get(i), cursor);
        }
        return positions;
    }

    private long position(IdTable table, TxId id, RecordCursor cursor) {
        long position = table.find(id.hash(), cursor.standsOn(id.hash()));
        while (position >= state.end()) {
            // Came later. What it overwrote, if anything, is what this snapshot knows under the id.
            cursor.goTo(position);
            position = cursor.namesake();
        }
        return position == 0 ? ABSENT : position;
    }

    @Override
    public List<TransactionView> load(long[] positions) {
        var views = new ArrayList<TransactionView>(positions.length);
        for (long position : positions) {
            var view = new MappedView(records, state);
            view.moveTo(position);
            views.add(view);
        }
        return views;
    }

    @Override
    public TransactionCursor cursor() {
        return new MappedView(records, state);
    }

    @Override
    public AddressLog addressLog() {
        return new CodedAddressLog(records);
    }

    @Override
    public BlockSpan span(long position) {
        requireHere(position);
        int block = state.blockOf(position, 0);
        long behindLast = block == 0 ? 0 : state.ends()[block - 1];
        return new BlockSpan(records.recordAt(behindLast), state.ends()[block]);
    }

    @Override
    public long next(long position) {
        requireHere(position);
        var cursor = new RecordCursor(records);
        cursor.goTo(position);
        long behind = position + cursor.words();
        return behind < state.end() ? records.recordAt(behind) : ABSENT;
    }

    private void requireHere(long position) {
        if (position <= 0 || position >= state.end()) {
            throw new IndexOutOfBoundsException("position " + position + " of " + state.end());
        }
    }
}

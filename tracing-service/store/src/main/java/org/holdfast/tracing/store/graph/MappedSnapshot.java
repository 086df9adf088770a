package org.holdfast.tracing.store.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.TxId;
import org.holdfast.tracing.block.Segment;
import org.holdfast.tracing.output.graph.AddressLog;
import org.holdfast.tracing.output.graph.BlockSpan;
import org.holdfast.tracing.output.graph.GraphSnapshot;
import org.holdfast.tracing.output.graph.GraphTotals;
import org.holdfast.tracing.output.graph.TransactionCursor;
import org.holdfast.tracing.output.graph.TransactionView;
import org.holdfast.tracing.store.address.CodedAddressLog;
import org.holdfast.tracing.store.frame.IndexState;
import org.holdfast.tracing.store.frame.file.IdTable;
import org.holdfast.tracing.store.frame.file.RecordFile;
import org.holdfast.tracing.store.graph.record.RecordCursor;

/** The index as it stood when the snapshot was taken. Takes no lock: what is behind its end is not looked at. */
final class MappedSnapshot implements GraphSnapshot {
    private final MappedGraphStore store;
    private final RecordFile records;
    private final IndexState<GraphTotals> state;
    private final long stamp;

    MappedSnapshot(MappedGraphStore store, RecordFile records, IndexState<GraphTotals> state, long stamp) {
        this.store = store;
        this.records = records;
        this.state = state;
        this.stamp = stamp;
    }

    @Override
    public ChainId chain() {
        return store.chain();
    }

    @Override
    public List<Segment> segments() {
        return state.segments();
    }

    @Override
    public long[] resolve(List<TxId> ids) {
        IdTable table = store.ids();
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

    @Override
    public Optional<BlockRef> block(long height) {
        int index = state.indexAt(height);
        return index < 0 ? Optional.empty() : Optional.of(store.entry(index).block());
    }

    IndexState<GraphTotals> state() {
        return state;
    }

    @Override
    public void close() {
        store.release(stamp);
    }
}

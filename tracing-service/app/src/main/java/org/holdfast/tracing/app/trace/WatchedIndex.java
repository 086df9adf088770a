package org.holdfast.tracing.app.trace;

import java.util.List;
import java.util.Optional;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.TxId;
import org.holdfast.tracing.graph.GraphIndex;
import org.holdfast.tracing.graph.Segment;
import org.holdfast.tracing.graph.TransactionView;

/** An index that tells a watch what is read from it, and stops being one when the watch says so. */
record WatchedIndex(GraphIndex index, TraceWatch watch) implements GraphIndex {
    @Override
    public ChainId chain() {
        return index.chain();
    }

    @Override
    public List<Segment> segments() {
        return index.segments();
    }

    @Override
    public long[] resolve(List<TxId> ids) {
        watch.read(0, 0);
        return index.resolve(ids);
    }

    @Override
    public List<TransactionView> load(long[] positions) {
        watch.read(0, 0);
        List<TransactionView> loaded = index.load(positions);
        long outputs = 0;
        for (TransactionView transaction : loaded) {
            outputs += transaction.outputCount();
        }
        watch.read(loaded.size(), outputs);
        return loaded;
    }

    @Override
    public Optional<BlockRef> block(long height) {
        return index.block(height);
    }
}

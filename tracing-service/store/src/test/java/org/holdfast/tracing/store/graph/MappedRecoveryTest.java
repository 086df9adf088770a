package org.holdfast.tracing.store.graph;

import org.holdfast.primitives.ChainId;
import org.holdfast.tracing.output.graph.GraphDump;
import org.holdfast.tracing.output.graph.GraphStore;
import org.holdfast.tracing.output.graph.MemoryGraph;
import org.holdfast.tracing.store.frame.Feed;
import org.holdfast.tracing.store.frame.IndexOpening;
import org.holdfast.tracing.store.frame.RecoveryContract;

class MappedRecoveryTest extends RecoveryContract<GraphStore> {
    private final Feed feed = Feed.of(3, 9, 6);

    @Override
    protected GraphStore open(IndexOpening opening) {
        return MappedGraphStore.open(opening);
    }

    @Override
    protected ChainId chain() {
        return ChainId.BITCOIN_REGTEST;
    }

    @Override
    protected int entries() {
        return feed.entries().size();
    }

    @Override
    protected void give(GraphStore store, int entry) {
        Feed.give(store, feed.entries().get(entry));
    }

    @Override
    protected String dump(GraphStore store) {
        return GraphDump.of(store, feed.blocks());
    }

    @Override
    protected String plain() {
        var plain = new MemoryGraph(chain());
        feed.giveTo(plain, 0);
        return dump(plain);
    }
}

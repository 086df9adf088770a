package org.holdfast.tracing.app.index;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.holdfast.primitives.BlockRef;
import org.holdfast.records.chain.v1.BlockOpened;
import org.holdfast.records.chain.v1.BlockPlace;
import org.holdfast.records.chain.v1.BlockSealed;
import org.holdfast.records.chain.v1.ChainRecord;
import org.holdfast.tracing.block.Segment;
import org.holdfast.tracing.output.graph.BlockContent;
import org.holdfast.tracing.output.graph.GraphStore;
import org.jspecify.annotations.Nullable;

/** The index of a chain of outputs. */
public final class OutputFeedIndex implements FeedIndex {
    private final GraphStore store;
    private final BlockAssembly assembly = new BlockAssembly();
    private @Nullable BlockContent sealed;

    public OutputFeedIndex(GraphStore store) {
        this.store = store;
    }

    @Override
    public long feedOffset() {
        return store.feedOffset();
    }

    @Override
    public List<Segment> segments() {
        try (var snapshot = store.snapshot()) {
            return snapshot.segments();
        }
    }

    @Override
    public Optional<BlockRef> block(long height) {
        try (var snapshot = store.snapshot()) {
            return snapshot.block(height);
        }
    }

    @Override
    public void open(BlockOpened record) {
        assembly.open(record);
    }

    @Override
    public void add(ChainRecord batch) {
        if (!batch.hasUtxoTransactions()) {
            throw BlockAssembly.otherModel("transactions with inputs and outputs", "transactions of accounts");
        }
        assembly.add(batch.getUtxoTransactions());
    }

    @Override
    public BlockRef seal(BlockSealed record) {
        BlockContent block = assembly.seal(record);
        sealed = block;
        return block.block();
    }

    @Override
    public void append(long next) {
        store.append(Objects.requireNonNull(sealed), next);
        sealed = null;
    }

    @Override
    public void passOver() {
        sealed = null;
    }

    @Override
    public void requireNoneOpen(BlockPlace place) {
        assembly.requireNoneOpen(place);
    }

    @Override
    public void retract(BlockRef block, long next) {
        store.retract(block, next);
    }
}

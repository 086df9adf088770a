package org.holdfast.tracing.store.frame;

import java.util.List;
import java.util.Optional;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.ChainId;
import org.holdfast.tracing.block.Segment;
import org.holdfast.tracing.index.IndexSnapshot;
import org.holdfast.tracing.store.frame.file.IdTable;

/**
 * A mapped index at one moment. It takes no lock: it does not read behind its end.
 *
 * @param <T> counts and sums, as stored with each block
 */
public abstract class MappedSnapshot<T> implements IndexSnapshot {
    private final View<T> view;

    /**
     * What a snapshot holds of its index.
     *
     * @param stamp given back when the snapshot is closed
     */
    public record View<T>(MappedIndex<?, T, ?> index, IndexState<T> state, long stamp) {}

    protected MappedSnapshot(View<T> view) {
        this.view = view;
    }

    @Override
    public final ChainId chain() {
        return view.index().chain();
    }

    @Override
    public final List<Segment> segments() {
        return view.state().segments();
    }

    @Override
    public final Optional<BlockRef> block(long height) {
        int number = view.state().indexAt(height);
        return number < 0 ? Optional.empty() : Optional.of(view.index().block(number));
    }

    /** How far the index went when the snapshot was taken. */
    protected final IndexState<T> state() {
        return view.state();
    }

    /** The table of keys as it is now. */
    protected final IdTable table() {
        return view.index().table();
    }

    @Override
    public final void close() {
        view.index().release(view.stamp());
    }
}

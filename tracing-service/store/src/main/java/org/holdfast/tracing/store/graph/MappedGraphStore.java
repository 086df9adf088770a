package org.holdfast.tracing.store.graph;

import java.nio.file.Path;
import org.holdfast.primitives.ChainId;
import org.holdfast.tracing.index.IndexReport;
import org.holdfast.tracing.output.graph.BlockContent;
import org.holdfast.tracing.output.graph.GraphSnapshot;
import org.holdfast.tracing.output.graph.GraphStore;
import org.holdfast.tracing.output.graph.GraphTotals;
import org.holdfast.tracing.store.frame.IndexFormat;
import org.holdfast.tracing.store.frame.IndexOpening;
import org.holdfast.tracing.store.frame.MappedIndex;
import org.holdfast.tracing.store.frame.catalog.MappedCatalog;

/** The index of a chain of outputs: records of transactions, with a spender slot for each output. */
public final class MappedGraphStore extends MappedIndex<BlockContent, GraphTotals, GraphContent> implements GraphStore {
    private static final IndexFormat<BlockContent, GraphTotals, GraphContent> FORMAT =
            new IndexFormat<>(5, new GraphTotalsCode(), (files, records, shift) -> new GraphContent(records));

    private MappedGraphStore(IndexOpening opening) {
        super(opening, FORMAT);
    }

    /**
     * Opens an index, a new one where there is none.
     *
     * @throws org.holdfast.primitives.InputFaultException if another process has it open, its format is another, or it
     *     belongs to another chain
     */
    public static MappedGraphStore open(IndexOpening opening) {
        return new MappedGraphStore(opening);
    }

    /** Opens an index with files of the usual size. */
    public static MappedGraphStore open(Path folder, ChainId chain) {
        return open(IndexOpening.of(folder, chain));
    }

    /** The indexes of chains of outputs below a folder. */
    public static MappedCatalog<MappedGraphStore> catalog(Path data) {
        return new MappedCatalog<>(data, MappedGraphStore::open);
    }

    @Override
    public GraphTotals totals() {
        return state().totals();
    }

    @Override
    public GraphSnapshot snapshot() {
        return new MappedGraphSnapshot(view(), records());
    }

    /** Compares checksums, counts, sums, slots and ids of the whole index with its records. */
    @Override
    public IndexReport check() {
        var view = view();
        try (var _ = new MappedGraphSnapshot(view, records())) {
            return new GraphCheck(records(), blocks(), table()).check(view.state());
        }
    }
}

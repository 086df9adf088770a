package org.holdfast.tracing.output.graph;

import org.holdfast.tracing.index.IndexStore;

/**
 * Stores the graph of one chain. An append also throws {@link org.holdfast.primitives.InputFaultException} for a block
 * that spends an output twice, or more than its inputs hold.
 */
public interface GraphStore extends IndexStore<BlockContent, GraphTotals> {
    @Override
    GraphSnapshot snapshot();
}

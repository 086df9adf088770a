package org.holdfast.tracing.output.trace;

import java.util.List;
import java.util.Map;
import org.holdfast.tracing.block.Segment;
import org.holdfast.tracing.written.WrittenResult;

/**
 * A finished trace: one balanced result per policy, and all that it is a function of.
 *
 * @param labelSet name of the label set
 * @param heuristicSet name of the set of heuristics that say what is retained
 * @param segments the blocks that were there; a block's hash commits to every block before it
 */
public record TraceResult(
        TraceSpec spec,
        String engineVersion,
        String labelSet,
        String heuristicSet,
        List<Segment> segments,
        List<SealedTrace> results)
        implements WrittenResult {
    public TraceResult {
        segments = List.copyOf(segments);
        results = List.copyOf(results);
    }

    @Override
    public Map<String, Object> basis() {
        return CanonicalTrace.basis(this);
    }

    @Override
    public Map<String, Object> whole() {
        return CanonicalTrace.whole(this);
    }
}

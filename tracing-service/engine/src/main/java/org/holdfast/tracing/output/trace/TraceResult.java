package org.holdfast.tracing.output.trace;

import java.util.List;
import java.util.Map;
import org.holdfast.tracing.block.Segment;
import org.holdfast.tracing.written.WrittenResult;

/**
 * A finished trace: one balanced result per policy, and everything that determines it.
 *
 * @param labelSet name of the label set
 * @param heuristicSet name of the set of change heuristics
 * @param segments the indexed blocks; the hash of a block commits to every earlier block of its run
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

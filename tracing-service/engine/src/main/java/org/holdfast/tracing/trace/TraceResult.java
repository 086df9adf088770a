package org.holdfast.tracing.trace;

import java.util.List;
import org.holdfast.primitives.BlockRef;
import org.holdfast.tracing.graph.Segment;

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
        List<SealedTrace> results) {
    public TraceResult {
        segments = List.copyOf(segments);
        results = List.copyOf(results);
    }

    /** The highest block that was there. */
    public BlockRef tip() {
        return segments.getLast().last();
    }

    /**
     * SHA-256 over what the result is a function of: specification, blocks, engine version, label set, heuristic set.
     * 64 hexadecimal digits.
     */
    public String digest() {
        return CanonicalResult.sha256(CanonicalResult.basis(this));
    }

    /** SHA-256 over {@link #canonical()}. The same basis gives the same digest on any machine. */
    public String resultDigest() {
        return CanonicalResult.sha256(CanonicalResult.whole(this));
    }

    /** The basis and every figure of the result as canonical JSON. */
    public String canonical() {
        return CanonicalJson.write(CanonicalResult.whole(this));
    }
}

package org.holdfast.tracing.ledgertrace;

import java.util.List;
import org.holdfast.primitives.BlockRef;
import org.holdfast.tracing.graph.Segment;

/**
 * A finished trace over ledgers: what each policy says, and all that it is a function of.
 *
 * @param labelSet name of the label set
 * @param segments the blocks that were there; a block's hash commits to every block before it
 */
public record LedgerResult(
        LedgerSpec spec,
        String engineVersion,
        String labelSet,
        List<Segment> segments,
        List<LedgerOutcome.PolicyOutcome> results) {
    public LedgerResult {
        segments = List.copyOf(segments);
        results = List.copyOf(results);
    }

    /** The highest block that was there. */
    public BlockRef tip() {
        return segments.getLast().last();
    }
}

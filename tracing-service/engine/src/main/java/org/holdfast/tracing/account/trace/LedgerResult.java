package org.holdfast.tracing.account.trace;

import java.util.List;
import java.util.Map;
import org.holdfast.tracing.block.Segment;
import org.holdfast.tracing.written.WrittenResult;

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
        List<LedgerOutcome.PolicyOutcome> results)
        implements WrittenResult {
    public LedgerResult {
        segments = List.copyOf(segments);
        results = List.copyOf(results);
    }

    @Override
    public Map<String, Object> basis() {
        return CanonicalLedger.basis(this);
    }

    @Override
    public Map<String, Object> whole() {
        return CanonicalLedger.whole(this);
    }
}

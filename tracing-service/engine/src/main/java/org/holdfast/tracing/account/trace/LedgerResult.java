package org.holdfast.tracing.account.trace;

import java.util.List;
import java.util.Map;
import org.holdfast.tracing.block.Segment;
import org.holdfast.tracing.written.WrittenResult;

/**
 * A finished trace over accounts: the outcome of each policy, and everything that determines it.
 *
 * @param labelSet name of the label set
 * @param segments the indexed blocks; the hash of a block commits to every earlier block of its run
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

package org.holdfast.tracing.ledgerorigin;

import java.util.List;
import org.holdfast.primitives.ChainId;
import org.holdfast.tracing.ledgertrace.LedgerLimits;
import org.holdfast.tracing.ledgertrace.LedgerSeed;
import org.holdfast.tracing.origin.OriginSpec;
import org.holdfast.tracing.policy.Policy;
import org.holdfast.tracing.trace.LimitFaults;
import org.holdfast.tracing.trace.TraceSpec;

/**
 * What to trace back on an account chain, under policies that have an inverse; see {@link OriginSpec}. Lists are kept
 * sorted.
 *
 * @param targets whole deposits, each once; a target's number is its place here
 * @param sources deposits at which the trace stops and says how much came through them; may be empty
 * @param limits as of a forward trace; {@code untilHeight} does not count
 * @param fromHeight movements below this height are not read: the limit in time
 * @param followFees true follows fees to whoever paid them; false books them
 */
public record LedgerOriginSpec(
        ChainId chain,
        List<LedgerSeed> targets,
        List<LedgerSeed> sources,
        List<Policy> policies,
        LedgerLimits limits,
        long fromHeight,
        boolean followFees) {
    public LedgerOriginSpec {
        targets = TraceSpec.sorted(targets, "targets");
        sources = sources.isEmpty() ? List.of() : TraceSpec.sorted(sources, "sources");
        policies = TraceSpec.sorted(policies, "policies");
        if (targets.size() > TraceSpec.SEEDS_MAX) {
            throw TraceSpec.tooMany("targets", TraceSpec.SEEDS_MAX, targets.size());
        }
        if (sources.size() > TraceSpec.SEEDS_MAX) {
            throw TraceSpec.tooMany("sources", TraceSpec.SEEDS_MAX, sources.size());
        }
        LimitFaults.require("fromHeight", fromHeight, 0);
        OriginSpec.requireInverse(policies);
    }
}

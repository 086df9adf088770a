package org.holdfast.tracing.ledgertrace;

import java.util.List;
import org.holdfast.primitives.ChainId;
import org.holdfast.tracing.policy.Policy;
import org.holdfast.tracing.trace.TraceSpec;

/**
 * What to trace on an account chain. Two specifications that ask the same are equal: seeds and policies are kept
 * sorted.
 *
 * @param seeds whole deposits, each once; a seed's number is its place here
 * @param policies each once, in the order of {@link Policy}
 * @param followFees true follows fees into the account of whoever is paid them; false books them
 */
public record LedgerSpec(
        ChainId chain, List<LedgerSeed> seeds, List<Policy> policies, LedgerLimits limits, boolean followFees) {
    public LedgerSpec {
        seeds = TraceSpec.sorted(seeds, "seeds");
        policies = TraceSpec.sorted(policies, "policies");
        if (seeds.size() > TraceSpec.SEEDS_MAX) {
            throw TraceSpec.tooMany("seeds", TraceSpec.SEEDS_MAX, seeds.size());
        }
    }
}

package org.holdfast.tracing.output.trace;

import java.util.List;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.Outpoint;
import org.holdfast.tracing.output.fee.CoinbaseFees;
import org.holdfast.tracing.output.question.OutputLimits;
import org.holdfast.tracing.question.Policy;
import org.holdfast.tracing.question.QuestionLists;

/**
 * What to trace. Two specifications that ask the same are equal: seeds and policies are kept sorted.
 *
 * @param seeds whole outputs, each once, in ascending order; a seed's number is its place here
 * @param policies each once, in the order of {@link Policy}
 * @param followFees true follows fees into the coinbase of their block, see {@link CoinbaseFees}; false books them
 */
public record TraceSpec(
        ChainId chain, List<Outpoint> seeds, List<Policy> policies, OutputLimits limits, boolean followFees) {
    public TraceSpec {
        seeds = QuestionLists.seeds(seeds, "seeds");
        policies = QuestionLists.sorted(policies, "policies");
    }

    /** A trace that books fees. */
    public TraceSpec(ChainId chain, List<Outpoint> seeds, List<Policy> policies, OutputLimits limits) {
        this(chain, seeds, policies, limits, false);
    }
}

package org.holdfast.tracing.output.trace;

import java.util.List;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.Outpoint;
import org.holdfast.tracing.output.fee.CoinbaseFees;
import org.holdfast.tracing.output.question.OutputLimits;
import org.holdfast.tracing.question.Policy;
import org.holdfast.tracing.question.QuestionLists;

/**
 * The question of a trace over outputs. Seeds and policies are sorted, so equal questions are equal values.
 *
 * @param seeds whole outputs, each once, in ascending order; the index here is the number of a seed
 * @param policies each once, in the order of {@link Policy}
 * @param followFees true to follow fees into the coinbase of their block, see {@link CoinbaseFees}; false to book them
 *     as ends
 */
public record TraceSpec(
        ChainId chain, List<Outpoint> seeds, List<Policy> policies, OutputLimits limits, boolean followFees) {
    public TraceSpec {
        seeds = QuestionLists.seeds(seeds, "seeds");
        policies = QuestionLists.sorted(policies, "policies");
    }

    /** A trace that does not follow fees. */
    public TraceSpec(ChainId chain, List<Outpoint> seeds, List<Policy> policies, OutputLimits limits) {
        this(chain, seeds, policies, limits, false);
    }
}

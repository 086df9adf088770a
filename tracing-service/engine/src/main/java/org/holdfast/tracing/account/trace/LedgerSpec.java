package org.holdfast.tracing.account.trace;

import java.util.List;
import org.holdfast.primitives.ChainId;
import org.holdfast.tracing.account.question.LedgerLimits;
import org.holdfast.tracing.account.question.LedgerSeed;
import org.holdfast.tracing.question.Policy;
import org.holdfast.tracing.question.QuestionLists;

/**
 * The question of a trace over accounts. Seeds and policies are sorted, so equal questions are equal values.
 *
 * @param seeds whole deposits, each once; the index here is the number of a seed
 * @param policies each once, in the order of {@link Policy}
 * @param followFees true to follow fees into the account of the receiver; false to book them as ends
 */
public record LedgerSpec(
        ChainId chain, List<LedgerSeed> seeds, List<Policy> policies, LedgerLimits limits, boolean followFees) {
    public LedgerSpec {
        seeds = QuestionLists.seeds(seeds, "seeds");
        policies = QuestionLists.sorted(policies, "policies");
    }
}

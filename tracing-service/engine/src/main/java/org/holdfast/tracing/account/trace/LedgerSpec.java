package org.holdfast.tracing.account.trace;

import java.util.List;
import org.holdfast.primitives.ChainId;
import org.holdfast.tracing.account.question.LedgerLimits;
import org.holdfast.tracing.account.question.LedgerSeed;
import org.holdfast.tracing.question.Policy;
import org.holdfast.tracing.question.QuestionLists;

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
        seeds = QuestionLists.seeds(seeds, "seeds");
        policies = QuestionLists.sorted(policies, "policies");
    }
}

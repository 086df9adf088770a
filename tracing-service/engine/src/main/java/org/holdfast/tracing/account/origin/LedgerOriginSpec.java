package org.holdfast.tracing.account.origin;

import java.util.List;
import org.holdfast.primitives.ChainId;
import org.holdfast.tracing.account.question.LedgerLimits;
import org.holdfast.tracing.account.question.LedgerSeed;
import org.holdfast.tracing.question.LimitFaults;
import org.holdfast.tracing.question.Policy;
import org.holdfast.tracing.question.QuestionLists;

/**
 * The question of a backward trace over accounts, under policies that have an inverse; see {@link Policy#hasInverse}.
 * Lists are sorted.
 *
 * @param targets whole deposits, each once; the index here is the number of a target
 * @param sources deposits where the trace ends and reports the amount that came through; can be empty
 * @param limits as in a forward trace; {@code untilHeight} is ignored
 * @param fromHeight the lowest height of read movements
 * @param followFees true to follow fees back to their payer; false to book them as origins
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
        targets = QuestionLists.seeds(targets, "targets");
        sources = sources.isEmpty() ? List.of() : QuestionLists.seeds(sources, "sources");
        policies = QuestionLists.sorted(policies, "policies");
        LimitFaults.require("fromHeight", fromHeight, 0);
        Policy.requireInverse(policies);
    }
}

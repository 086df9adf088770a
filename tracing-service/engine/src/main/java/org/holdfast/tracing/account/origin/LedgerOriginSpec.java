package org.holdfast.tracing.account.origin;

import java.util.List;
import org.holdfast.primitives.ChainId;
import org.holdfast.tracing.account.question.LedgerLimits;
import org.holdfast.tracing.account.question.LedgerSeed;
import org.holdfast.tracing.output.origin.OriginSpec;
import org.holdfast.tracing.question.LimitFaults;
import org.holdfast.tracing.question.Policy;
import org.holdfast.tracing.question.QuestionLists;

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
        targets = QuestionLists.seeds(targets, "targets");
        sources = sources.isEmpty() ? List.of() : QuestionLists.seeds(sources, "sources");
        policies = QuestionLists.sorted(policies, "policies");
        LimitFaults.require("fromHeight", fromHeight, 0);
        Policy.requireInverse(policies);
    }
}

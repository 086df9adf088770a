package org.holdfast.tracing.output.origin;

import java.util.List;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.Outpoint;
import org.holdfast.tracing.output.question.OutputLimits;
import org.holdfast.tracing.question.LimitFaults;
import org.holdfast.tracing.question.Policy;
import org.holdfast.tracing.question.QuestionLists;

/**
 * The question of a backward trace over outputs. Lists are sorted.
 *
 * <p>Only FIFO, LIFO and pro rata have an inverse, because their division does not depend on other traced value: FIFO
 * and LIFO map each base unit of an output to one of an input, and under pro rata each input gave to each output in
 * proportion to its value. Under dirty-first, lowest balance, highest out and poison the answer depends on the seeds;
 * trace forward from the suspected source instead.
 *
 * @param targets whole outputs, each once; the index here is the number of a target
 * @param sources outputs where the trace ends and reports the amount that came through; can be empty
 * @param limits as in a forward trace; {@code untilHeight} is ignored
 * @param fromHeight the lowest height of visited transactions
 */
public record OriginSpec(
        ChainId chain,
        List<Outpoint> targets,
        List<Outpoint> sources,
        List<Policy> policies,
        OutputLimits limits,
        long fromHeight) {
    public OriginSpec {
        targets = QuestionLists.seeds(targets, "targets");
        sources = sources.isEmpty() ? List.of() : QuestionLists.seeds(sources, "sources");
        policies = QuestionLists.sorted(policies, "policies");
        LimitFaults.require("fromHeight", fromHeight, 0);
        Policy.requireInverse(policies);
    }
}

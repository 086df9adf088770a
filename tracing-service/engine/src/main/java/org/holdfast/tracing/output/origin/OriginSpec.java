package org.holdfast.tracing.output.origin;

import java.util.List;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.Outpoint;
import org.holdfast.tracing.output.question.OutputLimits;
import org.holdfast.tracing.question.LimitFaults;
import org.holdfast.tracing.question.Policy;
import org.holdfast.tracing.question.QuestionLists;

/**
 * What to trace back. Lists are kept sorted.
 *
 * <p>Only policies under which what an output holds does not depend on what else is traced have an inverse: FIFO and
 * LIFO map each base unit of an output to one of an input, and under pro rata an input gave to each output in
 * proportion to its value. Under dirty-first, lowest balance, highest out and poison the answer depends on what is
 * called traced, so that a backward trace would answer a question nobody asked; trace forward from the suspected
 * source instead.
 *
 * @param targets whole outputs, each once; a target's number is its place here
 * @param sources outputs at which the trace stops and says how much came through them; may be empty
 * @param limits as of a forward trace; {@code untilHeight} does not count
 * @param fromHeight transactions below this height are not visited: the limit in time
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

package org.holdfast.tracing.origin;

import java.util.List;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.primitives.Outpoint;
import org.holdfast.tracing.policy.Policy;
import org.holdfast.tracing.trace.LimitFaults;
import org.holdfast.tracing.trace.Limits;
import org.holdfast.tracing.trace.TraceSpec;

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
        Limits limits,
        long fromHeight) {
    public OriginSpec {
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
        requireInverse(policies);
    }

    /**
     * Requires policies that can be followed backward.
     *
     * @throws InputFaultException on the first that cannot
     */
    public static void requireInverse(List<Policy> policies) {
        for (Policy policy : policies) {
            if (!hasInverse(policy)) {
                throw new InputFaultException(new InputFault(
                        "tracing.policy.no-inverse",
                        "a policy cannot be followed backward",
                        "policies",
                        "fifo, lifo or pro-rata",
                        policy.word(),
                        "trace forward from the suspected source under this policy"));
            }
        }
    }

    private static boolean hasInverse(Policy policy) {
        return switch (policy) {
            case FIFO, LIFO, PRO_RATA -> true;
            case DIRTY_FIRST, LOWEST_BALANCE, HIGHEST_OUT, POISON -> false;
        };
    }
}

package org.holdfast.tracing.output.trace;

import java.util.List;
import java.util.Optional;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.tracing.output.graph.GraphIndex;
import org.holdfast.tracing.output.policy.DirtyFirst;
import org.holdfast.tracing.output.policy.ExactProRata;
import org.holdfast.tracing.output.policy.Fifo;
import org.holdfast.tracing.output.policy.GridProRata;
import org.holdfast.tracing.output.policy.HighestOut;
import org.holdfast.tracing.output.policy.Lifo;
import org.holdfast.tracing.output.policy.LowestBalance;
import org.holdfast.tracing.output.policy.Poison;
import org.holdfast.tracing.output.question.SeedOutput;
import org.holdfast.tracing.question.Attributions;
import org.holdfast.tracing.question.Policy;
import org.holdfast.tracing.question.QuestionCancelled;
import org.holdfast.tracing.question.QuestionMonitor;
import org.holdfast.tracing.written.WrittenResult;

/** Traces value forward over outputs. Pure: the same question, graph and labels give the same result. */
public final class Tracer {
    private Tracer() {}

    /** Traces under every policy of the specification. Refuses a seed that cannot be traced. */
    public static TraceOutcome trace(TraceSpec spec, GraphIndex graph, Attributions attributions) {
        return trace(spec, graph, attributions, ChangeLinks.NONE);
    }

    /** Traces with change heuristics, which dirty-first and lowest balance use. */
    public static TraceOutcome trace(TraceSpec spec, GraphIndex graph, Attributions attributions, ChangeLinks links) {
        return trace(spec, graph, attributions, links, QuestionMonitor.NONE);
    }

    /** Traces with a monitor. The outcome of a cancelled trace is a refusal. */
    public static TraceOutcome trace(
            TraceSpec spec, GraphIndex graph, Attributions attributions, ChangeLinks links, QuestionMonitor monitor) {
        try {
            List<SeedOutput> seeds = SeedOutput.find(spec.chain(), spec.seeds(), graph);
            var sealed = spec.policies().stream()
                    .map(policy -> run(
                            policy,
                            new Walk.Start(
                                    spec.limits(),
                                    spec.followFees(),
                                    graph,
                                    attributions,
                                    new RetentionView(graph, links),
                                    monitor,
                                    seeds)))
                    .toList();
            return new TraceOutcome.Traced(new TraceResult(
                    spec,
                    WrittenResult.ENGINE_VERSION,
                    attributions.labelSet(),
                    links.heuristicSet(),
                    graph.segments(),
                    sealed));
        } catch (InputFaultException e) {
            return new TraceOutcome.Refused(e.fault());
        } catch (QuestionCancelled e) {
            return new TraceOutcome.Refused(QuestionCancelled.fault());
        }
    }

    private static SealedTrace run(Policy policy, Walk.Start start) {
        return switch (policy) {
            case FIFO -> required(new Walk(policy, new Fifo(), start).run());
            case LIFO -> required(new Walk(policy, new Lifo(), start).run());
            case DIRTY_FIRST -> required(new Walk(policy, new DirtyFirst(start.retention()), start).run());
            case LOWEST_BALANCE -> required(new Walk(policy, new LowestBalance(start.retention()), start).run());
            case HIGHEST_OUT -> required(new Walk(policy, new HighestOut(), start).run());
            case POISON -> required(new Walk(policy, new Poison(), start).run());
            case PRO_RATA ->
                new Walk(policy, new ExactProRata(start.limits().denominatorBits()), start)
                        .run()
                        .orElseGet(() -> required(
                                new Walk(policy, new GridProRata(start.seeds().size()), start).run()));
        };
    }

    private static SealedTrace required(Optional<SealedTrace> result) {
        return result.orElseThrow(() -> new IllegalStateException("a doctrine without a bound declined"));
    }
}

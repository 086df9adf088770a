package org.holdfast.tracing.trace;

import java.util.List;
import java.util.Optional;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.tracing.graph.GraphIndex;
import org.holdfast.tracing.policy.DirtyFirst;
import org.holdfast.tracing.policy.ExactProRata;
import org.holdfast.tracing.policy.Fifo;
import org.holdfast.tracing.policy.GridProRata;
import org.holdfast.tracing.policy.HighestOut;
import org.holdfast.tracing.policy.Lifo;
import org.holdfast.tracing.policy.LowestBalance;
import org.holdfast.tracing.policy.Poison;
import org.holdfast.tracing.policy.Policy;

/** Follows value forward through the graph. Pure: the same specification, graph and labels give the same result. */
public final class Tracer {
    /** Changes whenever any figure of any result may change. */
    public static final String ENGINE_VERSION = "2";

    private Tracer() {}

    /** Traces under every policy that the specification names, or says which seed cannot be traced. */
    public static TraceOutcome trace(TraceSpec spec, GraphIndex graph, Attributions attributions) {
        return trace(spec, graph, attributions, ChangeLinks.NONE);
    }

    /** Traces with heuristics that say which outputs are retained; dirty-first and lowest balance ask them. */
    public static TraceOutcome trace(TraceSpec spec, GraphIndex graph, Attributions attributions, ChangeLinks links) {
        return trace(spec, graph, attributions, links, TraceMonitor.NONE);
    }

    /** Traces under the eyes of a monitor, which may cancel: the outcome is a refusal then. */
    public static TraceOutcome trace(
            TraceSpec spec, GraphIndex graph, Attributions attributions, ChangeLinks links, TraceMonitor monitor) {
        try {
            List<SeedOutput> seeds = SeedOutput.find(spec, graph);
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
                    spec, ENGINE_VERSION, attributions.labelSet(), links.heuristicSet(), graph.segments(), sealed));
        } catch (InputFaultException e) {
            return new TraceOutcome.Refused(e.fault());
        } catch (TraceCancelled e) {
            return new TraceOutcome.Refused(TraceCancelled.fault());
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

package org.holdfast.tracing.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.Outpoint;
import org.holdfast.tracing.graph.GraphIndex;
import org.holdfast.tracing.graph.TransactionView;
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
        if (!spec.chain().equals(graph.chain())) {
            return new TraceOutcome.Refused(fault(
                    "tracing.seed.other-chain",
                    "the chain is another",
                    graph.chain().text(),
                    spec.chain().text()));
        }
        long[] positions =
                graph.resolve(spec.seeds().stream().map(Outpoint::txId).toList());
        for (int i = 0; i < positions.length; i++) {
            if (positions[i] == GraphIndex.ABSENT) {
                return new TraceOutcome.Refused(fault(
                        "tracing.seed.unknown",
                        "the transaction of a seed is not in the index",
                        "a transaction of an imported block",
                        spec.seeds().get(i).toString()));
            }
        }
        List<TransactionView> transactions = graph.load(positions);
        var seeds = new ArrayList<Walk.Seed>();
        for (int i = 0; i < transactions.size(); i++) {
            Outpoint outpoint = spec.seeds().get(i);
            TransactionView transaction = transactions.get(i);
            if (outpoint.index() >= transaction.outputCount()) {
                return new TraceOutcome.Refused(fault(
                        "tracing.seed.no-such-output",
                        "a seed names an output that its transaction does not have",
                        "an output from 0 to " + (transaction.outputCount() - 1),
                        outpoint.toString()));
            }
            if (transaction.outputValue(outpoint.index()) == 0) {
                return new TraceOutcome.Refused(fault(
                        "tracing.seed.no-value", "a seed has no value", "an output with value", outpoint.toString()));
            }
            seeds.add(new Walk.Seed(i, transaction, outpoint.index()));
        }
        var sealed = spec.policies().stream()
                .map(policy -> run(
                        policy,
                        new Walk.Start(spec.limits(), graph, attributions, new RetentionView(graph, links), seeds)))
                .toList();
        return new TraceOutcome.Traced(new TraceResult(
                spec, ENGINE_VERSION, attributions.labelSet(), links.heuristicSet(), graph.segments(), sealed));
    }

    private static SealedTrace run(Policy policy, Walk.Start start) {
        return switch (policy) {
            case FIFO -> required(new Walk<>(policy, new Fifo(), start).run());
            case LIFO -> required(new Walk<>(policy, new Lifo(), start).run());
            case DIRTY_FIRST -> required(new Walk<>(policy, new DirtyFirst(start.retention()), start).run());
            case LOWEST_BALANCE -> required(new Walk<>(policy, new LowestBalance(start.retention()), start).run());
            case HIGHEST_OUT -> required(new Walk<>(policy, new HighestOut(), start).run());
            case POISON -> required(new Walk<>(policy, new Poison(), start).run());
            case PRO_RATA ->
                new Walk<>(policy, new ExactProRata(start.limits().denominatorBits()), start)
                        .run()
                        .orElseGet(() -> required(new Walk<>(policy, new GridProRata(), start).run()));
        };
    }

    private static SealedTrace required(Optional<SealedTrace> result) {
        return result.orElseThrow(() -> new IllegalStateException("a doctrine without a bound declined"));
    }

    private static InputFault fault(String code, String what, String expected, String got) {
        return new InputFault(
                code,
                what,
                "seeds",
                expected,
                InputFault.quote(got),
                "import the blocks that hold it, or correct the seed");
    }
}

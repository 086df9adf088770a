package org.holdfast.bench;

import java.util.ArrayList;
import java.util.List;
import org.holdfast.bench.peer.PostgresPeer;
import org.holdfast.bench.sample.Measurements;
import org.holdfast.bench.sample.Row;
import org.holdfast.tracing.output.end.EndReason;
import org.holdfast.tracing.output.graph.GraphSnapshot;
import org.holdfast.tracing.output.question.OutputLimits;
import org.holdfast.tracing.output.trace.SealedTrace;
import org.holdfast.tracing.output.trace.TraceOutcome;
import org.holdfast.tracing.output.trace.TraceSpec;
import org.holdfast.tracing.output.trace.Tracer;
import org.holdfast.tracing.question.Attributions;
import org.holdfast.tracing.question.Policy;
import org.holdfast.tracing.store.graph.MappedGraphStore;

/** One seed followed under each policy, compared with a recursive query. */
final class TraceBench {
    private static final List<Policy> MEASURED = List.of(Policy.FIFO, Policy.PRO_RATA, Policy.POISON);

    private static final String VISITED = "transactions visited";

    private record Timed(SealedTrace trace, long nanos) {}

    private final SourceChain chain;
    private final int repetitions;
    private final Measurements found;

    TraceBench(SourceChain chain, int repetitions, Measurements found) {
        this.chain = chain;
        this.repetitions = repetitions;
        this.found = found;
    }

    /** Traces under every policy, and holds what poison visits to what the database reaches. */
    void run(MappedGraphStore store, PostgresPeer postgres) {
        long poison = 0;
        long poisonVisited = 0;
        try (var graph = store.snapshot()) {
            for (Policy policy : MEASURED) {
                var nanos = new ArrayList<Long>();
                long visited = requireWhole(trace(policy, graph).trace());
                for (int i = 0; i < repetitions; i++) {
                    long one = trace(policy, graph).nanos();
                    nanos.add(one);
                    found.millis(row(policy), chain.name(), one);
                }
                found.count(row(policy), chain.name(), VISITED, visited);
                if (policy == Policy.POISON) {
                    poison = Measurements.median(nanos);
                    poisonVisited = visited;
                }
            }
        }
        var reaching = reach(postgres, poisonVisited);
        found.count(Row.TRACE_REACH_PEER, chain.name(), VISITED, poisonVisited);
        found.ratio(Row.TRACE_POISON_RATIO, chain.name(), "x", poison, Measurements.median(reaching));
    }

    private List<Long> reach(PostgresPeer postgres, long wanted) {
        var nanos = new ArrayList<Long>();
        requireEqual(postgres.reached(chain.seed()), wanted);
        for (int i = 0; i < repetitions; i++) {
            PostgresPeer.Reached reached = postgres.reached(chain.seed());
            requireEqual(reached, wanted);
            nanos.add(reached.nanos());
            found.millis(Row.TRACE_REACH_PEER, chain.name(), reached.nanos());
        }
        return nanos;
    }

    private void requireEqual(PostgresPeer.Reached reached, long wanted) {
        if (reached.transactions() != wanted) {
            throw new IllegalStateException("from " + chain.seed() + " poison visits " + wanted
                    + " transactions and the recursive query reaches " + reached.transactions());
        }
    }

    private Timed trace(Policy policy, GraphSnapshot graph) {
        var spec = new TraceSpec(graph.chain(), List.of(chain.seed()), List.of(policy), OutputLimits.DEFAULT);
        long begin = System.nanoTime();
        TraceOutcome outcome = Tracer.trace(spec, graph, Attributions.NONE);
        long nanos = System.nanoTime() - begin;
        return switch (outcome) {
            case TraceOutcome.Traced traced ->
                new Timed(traced.result().results().getFirst(), nanos);
            case TraceOutcome.Refused refused ->
                throw new IllegalStateException(refused.fault().sentence());
        };
    }

    /** A trace that a limit cut off is no measure of the whole. */
    private static long requireWhole(SealedTrace trace) {
        if (trace.buckets().containsKey(EndReason.LIMIT)) {
            throw new IllegalStateException("a limit cut off the trace under " + trace.policy());
        }
        return trace.transactionsVisited();
    }

    private static Row row(Policy policy) {
        return switch (policy) {
            case FIFO -> Row.TRACE_FIFO;
            case PRO_RATA -> Row.TRACE_PRO_RATA;
            case POISON -> Row.TRACE_POISON;
            case LIFO, DIRTY_FIRST, LOWEST_BALANCE, HIGHEST_OUT ->
                throw new IllegalStateException(policy + " is not measured");
        };
    }
}

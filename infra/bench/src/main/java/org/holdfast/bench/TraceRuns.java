package org.holdfast.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import org.holdfast.bench.graph.Reach;
import org.holdfast.bench.graph.ReachByLevel;
import org.holdfast.bench.sample.TraceSample;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.Outpoint;
import org.holdfast.primitives.TxId;
import org.holdfast.tracing.output.end.End;
import org.holdfast.tracing.output.end.EndReason;
import org.holdfast.tracing.output.graph.GraphIndex;
import org.holdfast.tracing.output.question.OutputLimits;
import org.holdfast.tracing.output.trace.ChangeLinks;
import org.holdfast.tracing.output.trace.SealedTrace;
import org.holdfast.tracing.output.trace.TraceOutcome;
import org.holdfast.tracing.output.trace.TraceSpec;
import org.holdfast.tracing.output.trace.Tracer;
import org.holdfast.tracing.question.Attributions;
import org.holdfast.tracing.question.Policy;
import org.holdfast.tracing.question.QuestionMonitor;
import org.holdfast.tracing.question.WalkEffort;

/** Traces and bare searches, each with what it took; and the most that waited in any of them, by policy. */
final class TraceRuns {

    private final ChainId chain;
    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final Map<Policy, WalkEffort> largest = new LinkedHashMap<>();

    TraceRuns(ChainId chain) {
        this.chain = chain;
    }

    Map<Policy, WalkEffort> largest() {
        return largest;
    }

    /**
     * One trace from each seed, one after the other.
     *
     * @param summed whether the ends are summed up, after the measured time
     */
    TraceSample traces(GraphIndex graph, Policy policy, OutputLimits limits, List<Outpoint> seeds, boolean summed) {
        var sum = TraceSample.NONE;
        for (Outpoint seed : seeds) {
            sum = sum.plus(trace(graph, new TraceSpec(chain, List.of(seed), List.of(policy), limits), summed));
        }
        return sum;
    }

    private TraceSample trace(GraphIndex graph, TraceSpec spec, boolean summed) {
        var efforts = new ArrayList<WalkEffort>();
        QuestionMonitor monitor = new QuestionMonitor() {
            @Override
            public boolean goOn(Policy policy, long visited, long waiting) {
                return true;
            }

            @Override
            public void ended(WalkEffort effort) {
                efforts.add(effort);
            }
        };
        var threads = ManagementFactory.getThreadMXBean();
        long before = System.nanoTime();
        long cpuBefore = threads.getCurrentThreadCpuTime();
        long processBefore = system.getProcessCpuTime();
        TraceOutcome outcome = Tracer.trace(spec, graph, Attributions.NONE, ChangeLinks.NONE, monitor);
        long cpu = threads.getCurrentThreadCpuTime() - cpuBefore;
        long processCpu = system.getProcessCpuTime() - processBefore;
        long nanos = System.nanoTime() - before;
        SealedTrace sealed = switch (outcome) {
            case TraceOutcome.Traced traced -> traced.result().results().getFirst();
            case TraceOutcome.Refused refused ->
                throw new IllegalStateException(refused.fault().sentence());
        };
        boolean whole = spec.limits().transactions() == OutputLimits.DEFAULT.transactions();
        if (whole && sealed.buckets().containsKey(EndReason.LIMIT)) {
            throw new IllegalStateException("a limit cut off a trace that was to be whole: " + spec.seeds());
        }
        // Of an attempt in exact rationals that was given up, the time counts and the edges do not.
        WalkEffort last = efforts.getLast();
        largest.merge(last.policy(), last, (a, b) -> a.lotsMost() >= b.lotsMost() ? a : b);
        long sum = summed ? sum(sealed.ends()) : 0;
        return new TraceSample(last.edges(), last.transactions(), sealed.ends().size(), sum, cpu, processCpu, nanos);
    }

    /** Without heights and the names of ends, which the peers do not keep. */
    private static long sum(List<End> ends) {
        long sum = 0;
        for (End end : ends) {
            long place = 31L * end.txId().hashCode() + end.output();
            sum = 31 * sum
                    + (31 * place + end.reason().name().hashCode())
                    + end.traced().hashCode()
                    + end.exact().hashCode();
        }
        return sum;
    }

    /** What poison visits from the first output of each, without amounts and ends. */
    TraceSample reaches(GraphIndex graph, List<TxId> seeds, long visitsMax) {
        return searches(graph, seeds, seed -> new Reach().from(graph, seed, 0, visitsMax));
    }

    /** The same to the last transaction and hop by hop, which counts and could not trace. */
    TraceSample reachesByLevel(GraphIndex graph, List<TxId> seeds) {
        var search = new ReachByLevel();
        return searches(graph, seeds, seed -> search.from(graph, seed, 0));
    }

    private TraceSample searches(GraphIndex graph, List<TxId> seeds, LongFunction<Reach.Reached> search) {
        var threads = ManagementFactory.getThreadMXBean();
        long before = System.nanoTime();
        long cpuBefore = threads.getCurrentThreadCpuTime();
        long processBefore = system.getProcessCpuTime();
        long edges = 0;
        long visits = 0;
        for (TxId seed : seeds) {
            Reach.Reached reached = search.apply(graph.resolve(List.of(seed))[0]);
            edges += reached.edges();
            visits += reached.transactions();
        }
        return new TraceSample(
                edges,
                visits,
                0,
                0,
                threads.getCurrentThreadCpuTime() - cpuBefore,
                system.getProcessCpuTime() - processBefore,
                System.nanoTime() - before);
    }
}

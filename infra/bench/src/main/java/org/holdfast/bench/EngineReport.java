package org.holdfast.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.holdfast.bench.sample.MachineSpeed;
import org.holdfast.bench.sample.MarkdownTables;
import org.holdfast.bench.sample.Measurements;
import org.holdfast.bench.sample.StoreLoading;
import org.holdfast.bench.sample.TraceSample;
import org.holdfast.bench.sample.TraceSamples;
import org.holdfast.tracing.output.graph.GraphTotals;
import org.holdfast.tracing.question.Policy;
import org.holdfast.tracing.question.WalkEffort;

/** Samples of the engine's measurement, and tables of their medians as {@code docs/benchmarks.md} has them. */
final class EngineReport {
    static final String ALONE = "alone";
    static final String LOW = "in the first tenth";
    static final String HIGH = "in the whole chain";
    static final String BATCHED = "batched search";
    static final String RECURSIVE = "recursive query";

    private final MarkdownTables tables;
    private final int rounds;
    private final TraceSamples samples = new TraceSamples();

    EngineReport(PrintWriter out, int rounds) {
        this.tables = new MarkdownTables(out);
        this.rounds = rounds;
    }

    void keep(String name, String store, TraceSample sample, boolean counts) {
        samples.keep(name, store, sample, counts);
    }

    void begin(GraphTotals chain, List<String> settings) {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        tables.line("%,d transactions, %,d inputs, %,d outputs; medians of %d rounds, warm; load average %s"
                .formatted(chain.transactions(), chain.inputs(), chain.outputs(), rounds, MarkdownTables.load()));
        tables.line("heap at most %,d MiB, memory %,d MiB, %d processors"
                .formatted(
                        Runtime.getRuntime().maxMemory() >> 20,
                        system.getTotalMemorySize() >> 20,
                        system.getAvailableProcessors()));
        tables.line("PostgreSQL: " + String.join(", ", settings));
        tables.end();
    }

    void end() {
        tables.line("load average " + MarkdownTables.load());
    }

    void loads(List<StoreLoading.Loaded> loads, long outputs) {
        tables.head(
                "store",
                "transactions per CPU second",
                "index faster",
                "transactions per second",
                "index faster",
                "bytes",
                "bytes per transaction",
                "bytes per output",
                "index smaller");
        StoreLoading.Loaded own = loads.getFirst();
        for (StoreLoading.Loaded load : loads) {
            tables.row(
                    load.store(),
                    load.cpu() == 0 ? MarkdownTables.NONE : MarkdownTables.number(load.perCpuSecond()),
                    load.cpu() == 0 ? MarkdownTables.NONE : MarkdownTables.tenths(load.cpu(), own.cpu()),
                    MarkdownTables.number(load.perSecond()),
                    MarkdownTables.tenths(load.nanos(), own.nanos()),
                    MarkdownTables.number(load.bytes()),
                    MarkdownTables.tenths(load.bytes(), load.units()),
                    MarkdownTables.tenths(load.bytes(), outputs),
                    MarkdownTables.tenths(load.bytes(), own.bytes()));
        }
        tables.end();
    }

    void alone(List<String> names) {
        tables.head(
                "policy, index alone",
                "edges per CPU second: median",
                "least",
                "most",
                "per CPU second of the process",
                "edges",
                "visits",
                "ends");
        for (String name : names) {
            List<TraceSample> list = samples.of(name, ALONE);
            List<Long> rates =
                    list.stream().map(TraceSample::edgesPerCpuSecond).sorted().toList();
            TraceSample first = list.getFirst();
            tables.row(
                    name,
                    MarkdownTables.number(Measurements.median(rates)),
                    MarkdownTables.number(rates.getFirst()),
                    MarkdownTables.number(rates.getLast()),
                    MarkdownTables.number(samples.median(name, ALONE, TraceSample::edgesPerProcessCpuSecond)),
                    MarkdownTables.number(first.edges()),
                    MarkdownTables.number(first.visits()),
                    MarkdownTables.number(first.ends()));
        }
        tables.end();
    }

    /** What the machine itself did meanwhile. */
    void machine(List<MachineSpeed.Sample> samples) {
        tables.head("the machine, nanoseconds of CPU time", "median", "least", "most");
        machine("a step that waits for the one before", samples, MachineSpeed.Sample::waiting, MachineSpeed.STEPS);
        machine("four steps that do not", samples, MachineSpeed.Sample::independent, MachineSpeed.STEPS);
        machine("a read of far memory", samples, MachineSpeed.Sample::far, MachineSpeed.READS);
        tables.end();
    }

    private void machine(
            String name, List<MachineSpeed.Sample> samples, ToLongFunction<MachineSpeed.Sample> figure, int steps) {
        List<Long> times = samples.stream().map(figure::applyAsLong).sorted().toList();
        tables.row(
                name,
                MarkdownTables.tenths(Measurements.median(times), steps),
                MarkdownTables.tenths(times.getFirst(), steps),
                MarkdownTables.tenths(times.getLast(), steps));
    }

    void heights() {
        tables.head("the same traces, edges per CPU second", LOW, HIGH, "edges");
        for (Policy policy : List.of(Policy.POISON, Policy.PRO_RATA)) {
            List<TraceSample> low = samples.of(policy.word(), LOW);
            tables.row(
                    policy.word() + ", 1,000 visits each",
                    MarkdownTables.number(samples.median(policy.word(), LOW, TraceSample::edgesPerCpuSecond)),
                    MarkdownTables.number(samples.median(policy.word(), HIGH, TraceSample::edgesPerCpuSecond)),
                    MarkdownTables.number(low.getFirst().edges()));
        }
        tables.end();
    }

    void memory(Map<Policy, WalkEffort> largest) {
        tables.head("policy", "lots that waited at most", "bytes", "bytes per lot");
        largest.forEach((policy, effort) -> tables.row(
                policy.word(),
                MarkdownTables.number(effort.lotsMost()),
                MarkdownTables.number(effort.bytesMost()),
                MarkdownTables.number(effort.bytesMost() / Math.max(1, effort.lotsMost()))));
        tables.end();
    }

    void race(List<String> names) {
        tables.head(
                "policy, edges per CPU second",
                EngineBench.INDEX,
                EngineBench.ROCKSDB,
                "index faster",
                EngineBench.LMDB,
                "index faster",
                "edges");
        names.forEach(name -> compared(name, TraceSample::edgesPerCpuSecond));
        tables.end();
    }

    void reaches() {
        tables.head(
                "edges per second",
                EngineBench.INDEX,
                EngineBench.ROCKSDB,
                "index faster",
                EngineBench.LMDB,
                "index faster",
                "edges");
        compared(EngineBench.REACH, ", CPU time", TraceSample::edgesPerCpuSecond);
        if (samples.has(EngineBench.REACH_COLD, EngineBench.INDEX)) {
            compared(EngineBench.REACH_COLD, ", CPU time", TraceSample::edgesPerCpuSecond);
            compared(EngineBench.REACH_COLD, ", time", TraceSample::edgesPerSecond);
        }
        tables.end();
    }

    void postgres(List<String> names) {
        tables.head(
                "transactions visited per second",
                "index",
                BATCHED,
                "index faster",
                RECURSIVE,
                "index faster",
                "transactions");
        for (String name : names) {
            postgres(name + ": poison, balanced", name, EngineBench.INDEX);
            postgres(name + ": only counted, as the queries do", name, EngineBench.COUNTED);
        }
        tables.end();
    }

    private void postgres(String what, String name, String own) {
        long rate = samples.median(name, own, TraceSample::visitsPerSecond);
        long batched = samples.median(name, BATCHED, TraceSample::visitsPerSecond);
        long recursive = samples.median(name, RECURSIVE, TraceSample::visitsPerSecond);
        tables.row(
                what,
                MarkdownTables.number(rate),
                MarkdownTables.number(batched),
                MarkdownTables.tenths(rate, batched),
                MarkdownTables.number(recursive),
                MarkdownTables.tenths(rate, recursive),
                MarkdownTables.number(samples.of(name, BATCHED).getFirst().visits()));
    }

    private void compared(String name, ToLongFunction<TraceSample> figure) {
        compared(name, "", figure);
    }

    private void compared(String name, String unit, ToLongFunction<TraceSample> figure) {
        TraceSample own = samples.of(name, EngineBench.INDEX).getFirst();
        long index = samples.median(name, EngineBench.INDEX, figure);
        long rocks = samples.median(name, EngineBench.ROCKSDB, figure);
        long lmdb = samples.median(name, EngineBench.LMDB, figure);
        tables.row(
                name + unit,
                MarkdownTables.number(index),
                MarkdownTables.number(rocks),
                MarkdownTables.tenths(index, rocks),
                MarkdownTables.number(lmdb),
                MarkdownTables.tenths(index, lmdb),
                MarkdownTables.number(own.edges()));
    }
}

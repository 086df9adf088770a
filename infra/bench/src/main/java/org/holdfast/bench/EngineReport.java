package org.holdfast.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.holdfast.tracing.policy.Policy;
import org.holdfast.tracing.trace.TraceEffort;

/** Samples of the engine's measurement, and tables of their medians as {@code docs/benchmarks.md} has them. */
final class EngineReport {
    static final String ALONE = "alone";
    static final String LOW = "in the first tenth";
    static final String HIGH = "in the whole chain";
    static final String BATCHED = "batched search";
    static final String RECURSIVE = "recursive query";

    private static final String NONE = "-";

    private final PrintWriter out;
    private final int rounds;
    private final Map<String, List<TraceSample>> samples = new LinkedHashMap<>();

    EngineReport(PrintWriter out, int rounds) {
        this.out = out;
        this.rounds = rounds;
    }

    void keep(String name, String store, TraceSample sample, boolean counts) {
        if (counts) {
            samples.computeIfAbsent(key(name, store), key -> new ArrayList<>()).add(sample);
        }
    }

    void begin(StoreLoading.Loaded chain, List<String> settings) {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        line("%,d transactions, %,d inputs, %,d outputs; medians of %d rounds after one to warm up; load average %s"
                .formatted(chain.transactions(), chain.inputs(), chain.outputs(), rounds, load()));
        line("heap at most %,d MiB, memory %,d MiB, %d processors"
                .formatted(
                        Runtime.getRuntime().maxMemory() >> 20,
                        system.getTotalMemorySize() >> 20,
                        system.getAvailableProcessors()));
        line("PostgreSQL: " + String.join(", ", settings));
        out.println();
    }

    void end() {
        line("load average " + load());
    }

    void loads(List<StoreLoading.Loaded> loads) {
        table(
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
            row(
                    load.store(),
                    load.cpu() == 0 ? NONE : number(TraceSample.rate(load.transactions(), load.cpu())),
                    load.cpu() == 0 ? NONE : tenths(load.cpu(), own.cpu()),
                    number(TraceSample.rate(load.transactions(), load.nanos())),
                    tenths(load.nanos(), own.nanos()),
                    number(load.bytes()),
                    tenths(load.bytes(), load.transactions()),
                    tenths(load.bytes(), load.outputs()),
                    tenths(load.bytes(), own.bytes()));
        }
        out.println();
    }

    void alone(List<String> names) {
        table(
                "policy, index alone",
                "edges per CPU second: median",
                "least",
                "most",
                "per CPU second of the process",
                "edges",
                "visits",
                "ends");
        for (String name : names) {
            List<TraceSample> list = of(name, ALONE);
            List<Long> rates =
                    list.stream().map(TraceSample::edgesPerCpuSecond).sorted().toList();
            TraceSample first = list.getFirst();
            row(
                    name,
                    number(Measurements.median(rates)),
                    number(rates.getFirst()),
                    number(rates.getLast()),
                    number(median(list, TraceSample::edgesPerProcessCpuSecond)),
                    number(first.edges()),
                    number(first.visits()),
                    number(first.ends()));
        }
        out.println();
    }

    void heights() {
        table("the same traces, edges per CPU second", LOW, HIGH, "edges");
        for (Policy policy : List.of(Policy.POISON, Policy.PRO_RATA)) {
            List<TraceSample> low = of(policy.word(), LOW);
            row(
                    policy.word() + ", 1,000 visits each",
                    number(median(low, TraceSample::edgesPerCpuSecond)),
                    number(median(of(policy.word(), HIGH), TraceSample::edgesPerCpuSecond)),
                    number(low.getFirst().edges()));
        }
        out.println();
    }

    void memory(Map<Policy, TraceEffort> largest) {
        table("policy", "lots that waited at most", "bytes", "bytes per lot");
        largest.forEach((policy, effort) -> row(
                policy.word(),
                number(effort.lotsMost()),
                number(effort.bytesMost()),
                number(effort.bytesMost() / Math.max(1, effort.lotsMost()))));
        out.println();
    }

    void race(List<String> names) {
        table(
                "policy, edges per CPU second",
                EngineBench.INDEX,
                EngineBench.ROCKSDB,
                "index faster",
                EngineBench.LMDB,
                "index faster",
                "edges");
        names.forEach(name -> compared(name, TraceSample::edgesPerCpuSecond));
        out.println();
    }

    void reaches() {
        table(
                "edges per second",
                EngineBench.INDEX,
                EngineBench.ROCKSDB,
                "index faster",
                EngineBench.LMDB,
                "index faster",
                "edges");
        compared(EngineBench.REACH, ", CPU time", TraceSample::edgesPerCpuSecond);
        if (samples.containsKey(key(EngineBench.REACH_COLD, EngineBench.INDEX))) {
            compared(EngineBench.REACH_COLD, ", CPU time", TraceSample::edgesPerCpuSecond);
            compared(EngineBench.REACH_COLD, ", time", TraceSample::edgesPerSecond);
        }
        out.println();
    }

    void postgres(List<String> names) {
        table(
                "poison, transactions visited per second",
                EngineBench.INDEX,
                BATCHED,
                "index faster",
                RECURSIVE,
                "index faster",
                "transactions");
        for (String name : names) {
            List<TraceSample> own = of(name, EngineBench.INDEX);
            long rate = median(own, TraceSample::visitsPerSecond);
            long batched = median(of(name, BATCHED), TraceSample::visitsPerSecond);
            long recursive = median(of(name, RECURSIVE), TraceSample::visitsPerSecond);
            row(
                    name,
                    number(rate),
                    number(batched),
                    tenths(rate, batched),
                    number(recursive),
                    tenths(rate, recursive),
                    number(own.getFirst().visits()));
        }
        out.println();
    }

    private void compared(String name, ToLongFunction<TraceSample> figure) {
        compared(name, "", figure);
    }

    private void compared(String name, String unit, ToLongFunction<TraceSample> figure) {
        List<TraceSample> own = of(name, EngineBench.INDEX);
        long index = median(own, figure);
        long rocks = median(of(name, EngineBench.ROCKSDB), figure);
        long lmdb = median(of(name, EngineBench.LMDB), figure);
        row(
                name + unit,
                number(index),
                number(rocks),
                tenths(index, rocks),
                number(lmdb),
                tenths(index, lmdb),
                number(own.getFirst().edges()));
    }

    private List<TraceSample> of(String name, String store) {
        return samples.getOrDefault(key(name, store), List.of(TraceSample.NONE));
    }

    private static long median(List<TraceSample> list, ToLongFunction<TraceSample> figure) {
        return Measurements.median(list.stream().map(figure::applyAsLong).toList());
    }

    private static String key(String name, String store) {
        return name + " / " + store;
    }

    private void table(String... head) {
        row(head);
        line("|" + "---|".repeat(head.length));
    }

    private void row(String... cells) {
        line("| " + String.join(" | ", cells) + " |");
    }

    private void line(String text) {
        out.println(text);
        out.flush();
    }

    private static String load() {
        long hundredths =
                Math.round(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage() * 100);
        return tenths(hundredths, 100);
    }

    private static String number(long value) {
        return String.format(Locale.ROOT, "%,d", value);
    }

    /** A ratio with one decimal, rounded down. */
    private static String tenths(long part, long whole) {
        if (whole <= 0) {
            return NONE;
        }
        long tenths = part * 10 / whole;
        return number(tenths / 10) + "." + tenths % 10;
    }
}

package org.holdfast.bench.graph;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.holdfast.primitives.Outpoint;
import org.holdfast.tracing.output.question.OutputLimits;
import org.holdfast.tracing.output.trace.TraceOutcome;
import org.holdfast.tracing.output.trace.TraceSpec;
import org.holdfast.tracing.output.trace.Tracer;
import org.holdfast.tracing.question.Attributions;
import org.holdfast.tracing.question.Policy;
import org.holdfast.tracing.store.graph.MappedGraphStore;

/**
 * The index by itself at a size: loading in a process of its own, which is killed while it appends; opening and a first
 * trace after that; the check of the whole index; a search with the page cache dropped. Arguments: number of
 * transactions, rounds.
 */
public final class IndexRun {
    private static final long NANOS = 1_000_000_000L;
    private static final int BLOCKS_BEFORE_KILL = 3;
    private static final int HEAP_MIB = 512;
    private static final long COLD_VISITS = 20_000;
    private static final int SEEDS = 12;
    private static final long TRACED_MAX = 1_500;
    private static final Path DROP_CACHES = Path.of("/proc/sys/vm/drop_caches");

    private final long transactions;
    private final int rounds;
    private final Path folder;
    private final PrintWriter out;

    private IndexRun(long transactions, int rounds, Path folder, PrintWriter out) {
        this.transactions = transactions;
        this.rounds = rounds;
        this.folder = folder;
        this.out = out;
    }

    /** Prints a row per figure. */
    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(System.getProperty("holdfast.home", ".")).toAbsolutePath();
        Path folder = Files.createTempDirectory(Files.createDirectories(home.resolve("run")), "bench-index-");
        var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        try {
            new IndexRun(Long.parseLong(arguments[0]), Integer.parseInt(arguments[1]), folder, out).run();
        } finally {
            delete(folder);
        }
    }

    private void run() throws Exception {
        out.println("| figure | median | min | max | unit | samples |");
        out.println("|---|---|---|---|---|---|");
        List<Long> cpuRates = new ArrayList<>();
        List<Long> rates = new ArrayList<>();
        List<Long> opens = new ArrayList<>();
        List<Long> firsts = new ArrayList<>();
        Path index = folder.resolve("index");
        for (int round = 0; round < rounds; round++) {
            delete(index);
            long[] loaded = loadAndKill(index);
            cpuRates.add(loaded[0] * NANOS / loaded[1]);
            rates.add(loaded[0] * NANOS / loaded[2]);
            afterKill(index, opens, firsts);
        }
        row("load", "transactions/CPU second", cpuRates);
        row("load", "transactions/s", rates);
        row("open after kill -9", "ms", opens);
        row("open after kill -9 and first trace", "ms", firsts);
        try (var store = MappedGraphStore.open(index, IndexLoading.CHAIN)) {
            size(store.bytes(), store.totals().transactions(), "bytes/transaction");
            size(store.bytes(), store.totals().outputs(), "bytes/output");
            long before = System.nanoTime();
            List<String> findings = store.check().findings();
            row("check of the whole index", "ms", List.of((System.nanoTime() - before) / 1_000_000));
            if (!findings.isEmpty()) {
                throw new IllegalStateException("the index is not sound after kill -9: " + findings);
            }
        }
        cold(index);
    }

    /** Returns transactions, CPU time and time (nanoseconds) when the number was reached. */
    private long[] loadAndKill(Path index) throws IOException, InterruptedException {
        Process loading = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + HEAP_MIB + "m",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        IndexLoading.class.getName(),
                        index.toString(),
                        Long.toString(transactions))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader lines = loading.inputReader(StandardCharsets.US_ASCII)) {
            String first = lines.readLine();
            for (int i = 0; i < BLOCKS_BEFORE_KILL && first != null; i++) {
                lines.readLine();
            }
            loading.destroyForcibly().waitFor();
            if (first == null) {
                throw new IllegalStateException("loading ended with " + loading.exitValue());
            }
            return Stream.of(first.split(" ")).mapToLong(Long::parseLong).toArray();
        }
    }

    private void afterKill(Path index, List<Long> opens, List<Long> firsts) {
        long before = System.nanoTime();
        try (var store = MappedGraphStore.open(index, IndexLoading.CHAIN)) {
            opens.add((System.nanoTime() - before) / 1_000_000);
            try (var graph = store.snapshot()) {
                var seed = new PowerLawChain(IndexLoading.SEED, transactions).id(transactions / 2);
                var spec = new TraceSpec(
                        IndexLoading.CHAIN,
                        List.of(new Outpoint(seed, 0)),
                        List.of(Policy.FIFO),
                        OutputLimits.DEFAULT.withTransactions(TRACED_MAX));
                TraceOutcome outcome = Tracer.trace(spec, graph, Attributions.NONE);
                if (!(outcome instanceof TraceOutcome.Traced)) {
                    throw new IllegalStateException("the first trace after kill -9 is " + outcome);
                }
            }
            firsts.add((System.nanoTime() - before) / 1_000_000);
            if (store.totals().transactions() < transactions) {
                throw new IllegalStateException("kill -9 lost blocks: " + store.totals());
            }
        }
    }

    private void cold(Path index) throws IOException, InterruptedException {
        List<Long> rates = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            new ProcessBuilder("sync").start().waitFor();
            try {
                Files.writeString(DROP_CACHES, "1\n");
            } catch (IOException notAllowed) {
                out.println("cold was left out: this system does not let the page cache be dropped");
                return;
            }
            try (var store = MappedGraphStore.open(index, IndexLoading.CHAIN);
                    var graph = store.snapshot()) {
                var chain = new PowerLawChain(IndexLoading.SEED, transactions);
                long edges = 0;
                long before = System.nanoTime();
                for (int i = 0; i < SEEDS; i++) {
                    long position = graph.resolve(List.of(chain.id((i + 1) * transactions / (2 * SEEDS))))[0];
                    edges += new Reach().from(graph, position, 0, COLD_VISITS).edges();
                }
                rates.add(edges * NANOS / (System.nanoTime() - before));
            }
        }
        row("reach, page cache dropped before each round", "edges/s", rates);
    }

    private void row(String figure, String unit, List<Long> values) {
        List<Long> sorted = values.stream().sorted().toList();
        out.printf(
                "| %s | %d | %d | %d | %s | %d |%n",
                figure,
                sorted.get(sorted.size() / 2),
                Collections.min(sorted),
                Collections.max(sorted),
                unit,
                sorted.size());
    }

    /** A figure that is counted and not timed, with one decimal, rounded down. */
    private void size(long bytes, long units, String unit) {
        long tenths = bytes * 10 / units;
        String text = tenths / 10 + "." + tenths % 10;
        out.printf("| size of all files | %s | %s | %s | %s | 1 |%n", text, text, text, unit);
    }

    private static void delete(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}

package org.holdfast.bench.graph;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.Outpoint;
import org.holdfast.primitives.TxId;
import org.holdfast.tracing.graph.BlockContent;
import org.holdfast.tracing.graph.GraphIndex;
import org.holdfast.tracing.policy.Policy;
import org.holdfast.tracing.store.MappedGraphStore;
import org.holdfast.tracing.trace.Attributions;
import org.holdfast.tracing.trace.Limits;
import org.holdfast.tracing.trace.TraceOutcome;
import org.holdfast.tracing.trace.TraceSpec;
import org.holdfast.tracing.trace.Tracer;

/**
 * The measurement of decision 0010: the same generated chain in the index, in RocksDB and in LMDB, and the same traces
 * on each, in turn, in one process; first warm, then with the page cache dropped where the system allows it.
 */
public final class GraphRace {
    private static final ChainId CHAIN = ChainId.BITCOIN_REGTEST;
    private static final long SEED = 7;
    private static final int SEEDS = 12;
    private static final long VISITS_MAX = 1_500;
    /** Pro rata on a grid takes long where many paths meet. */
    private static final long PRO_RATA_VISITS_MAX = 150;

    private static final long REACH_VISITS_MAX = 20_000;
    private static final long ROCKS_CACHE = 3L << 30;
    private static final long LMDB_MAP = 64L << 30;
    private static final Path DROP_CACHES = Path.of("/proc/sys/vm/drop_caches");

    private final long transactions;
    private final Path folder;
    private final int rounds;
    private final PrintWriter out;
    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final Map<String, List<Long>> figures = new LinkedHashMap<>();

    private GraphRace(long transactions, Path folder, int rounds, PrintWriter out) {
        this.transactions = transactions;
        this.folder = folder;
        this.rounds = rounds;
        this.out = out;
    }

    /** Where a block goes. */
    private interface Sink {
        void append(BlockContent block) throws Exception;
    }

    /** Measures, and prints as it goes; the folder is there and empty, and what is in it afterwards may be removed. */
    public static void run(long transactions, Path folder, int rounds, PrintWriter out) throws Exception {
        new GraphRace(transactions, folder, rounds, out).run();
    }

    private void run() throws Exception {
        Path rocksFolder = Files.createDirectory(folder.resolve("rocks"));
        Path lmdbFolder = Files.createDirectory(folder.resolve("lmdb"));
        loadMapped();
        long[] rocksMade = new long[1];
        try (var rocks = RocksGraph.open(rocksFolder, CHAIN, ROCKS_CACHE)) {
            load("rocksdb", rocks::append, () -> rocksMade[0] = rocks.finish());
            out.printf("rocksdb: %.1f bytes/tx%n", (double) rocksMade[0] / transactions);
        }
        try (var lmdb = LmdbGraph.open(lmdbFolder, CHAIN, LMDB_MAP)) {
            load("lmdb", lmdb::append, () -> out.printf("lmdb: %.1f bytes/tx%n", (double) lmdb.bytes() / transactions));
        }
        for (boolean cold : List.of(false, true)) {
            figures.clear();
            for (int round = cold ? 1 : 0; round <= rounds; round++) {
                race(rocksFolder, lmdbFolder, cold, round > 0);
            }
            print(cold);
        }
    }

    /** What follows a load and is part of it. */
    private interface Step {
        void run() throws Exception;
    }

    private void loadMapped() throws Exception {
        try (var store = MappedGraphStore.open(folder.resolve("mapped"), CHAIN)) {
            long[] offset = {0};
            load("mapped", block -> store.append(block, ++offset[0]), () -> {});
            out.printf(
                    "mapped: %.1f bytes/tx, %.1f bytes/output, %s%n",
                    (double) store.bytes() / transactions,
                    (double) store.bytes() / store.totals().outputs(),
                    store.totals());
        }
    }

    private void load(String name, Sink sink, Step finish) throws Exception {
        var chain = new PowerLawChain(SEED, transactions);
        long cpu = 0;
        long wall = 0;
        while (chain.hasNext()) {
            BlockContent block = chain.next();
            long cpuBefore = system.getProcessCpuTime();
            long before = System.nanoTime();
            sink.append(block);
            wall += System.nanoTime() - before;
            cpu += system.getProcessCpuTime() - cpuBefore;
        }
        long cpuBefore = system.getProcessCpuTime();
        long before = System.nanoTime();
        finish.run();
        wall += System.nanoTime() - before;
        cpu += system.getProcessCpuTime() - cpuBefore;
        out.printf(
                "%s load: %d tx per CPU second, %d tx/s of time%n",
                name, transactions * 1_000_000_000L / cpu, transactions * 1_000_000_000L / wall);
    }

    private void race(Path rocksFolder, Path lmdbFolder, boolean cold, boolean counts) throws Exception {
        if (cold && !dropCaches()) {
            return;
        }
        try (var store = MappedGraphStore.open(folder.resolve("mapped"), CHAIN);
                var mapped = store.snapshot();
                var rocks = RocksGraph.open(rocksFolder, CHAIN, ROCKS_CACHE);
                var lmdb = LmdbGraph.open(lmdbFolder, CHAIN, LMDB_MAP)) {
            rocks.segments().addAll(mapped.segments());
            lmdb.segments().addAll(mapped.segments());
            Map<String, GraphIndex> graphs = new LinkedHashMap<>();
            graphs.put("mapped", mapped);
            graphs.put("rocksdb", rocks);
            graphs.put("lmdb", lmdb);
            for (int i = 0; i < SEEDS; i++) {
                var chain = new PowerLawChain(SEED, transactions);
                TxId seed = chain.id((i + 1) * transactions / (2 * SEEDS));
                List<Reach.Reached> reached = new ArrayList<>();
                for (var graph : graphs.entrySet()) {
                    reached.add(reach(graph.getKey(), graph.getValue(), seed, counts));
                    for (Policy policy : cold ? List.<Policy>of() : List.of(Policy.values())) {
                        trace(graph.getKey(), graph.getValue(), policy, seed, counts);
                    }
                }
                if (reached.stream().distinct().count() != 1) {
                    throw new IllegalStateException("from " + seed + " reached " + reached);
                }
            }
        }
    }

    private Reach.Reached reach(String name, GraphIndex graph, TxId seed, boolean counts) {
        var reach = new Reach();
        long cpuBefore = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        long before = System.nanoTime();
        long position = graph.resolve(List.of(seed))[0];
        Reach.Reached reached = reach.from(graph, position, 0, REACH_VISITS_MAX);
        long nanos = System.nanoTime() - before;
        long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpuBefore;
        if (counts && reached.edges() > 100) {
            add(name + " reach cpu", cpu, reached.edges());
            add(name + " reach time", nanos, reached.edges());
        }
        return reached;
    }

    private void trace(String name, GraphIndex graph, Policy policy, TxId seed, boolean counts) {
        Limits limits = Limits.DEFAULT.withTransactions(policy == Policy.PRO_RATA ? PRO_RATA_VISITS_MAX : VISITS_MAX);
        var spec = new TraceSpec(CHAIN, List.of(new Outpoint(seed, 0)), List.of(policy), limits);
        long cpuBefore = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        TraceOutcome outcome = Tracer.trace(spec, graph, Attributions.NONE);
        long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpuBefore;
        if (outcome instanceof TraceOutcome.Traced traced && counts) {
            long visited = traced.result().results().getFirst().transactionsVisited();
            if (visited > 10) {
                add(name + " " + policy.word() + " cpu", cpu, visited);
            }
        }
    }

    private void add(String figure, long nanos, long work) {
        List<Long> sums = figures.computeIfAbsent(figure, name -> new ArrayList<>(List.of(0L, 0L)));
        sums.set(0, sums.get(0) + nanos);
        sums.set(1, sums.get(1) + work);
    }

    private void print(boolean cold) {
        figures.forEach((name, sums) -> out.printf(
                "%s %s: %d %s/s (%d in %d ms)%n",
                cold ? "cold" : "warm",
                name,
                sums.get(1) * 1_000_000_000L / Math.max(1, sums.get(0)),
                name.contains("reach") ? "edges" : "transactions",
                sums.get(1),
                sums.get(0) / 1_000_000));
    }

    private boolean dropCaches() {
        try {
            new ProcessBuilder("sync").start().waitFor();
            Files.writeString(DROP_CACHES, "1\n");
            return true;
        } catch (IOException notAllowed) {
            out.println("cold was left out: this system does not let the page cache be dropped");
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

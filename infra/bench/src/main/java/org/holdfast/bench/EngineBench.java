package org.holdfast.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.holdfast.bench.graph.PowerLawChain;
import org.holdfast.bench.graph.RocksGraph;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.Outpoint;
import org.holdfast.tracing.graph.BlockContent;
import org.holdfast.tracing.graph.GraphIndex;
import org.holdfast.tracing.policy.Policy;
import org.holdfast.tracing.store.MappedGraphStore;
import org.holdfast.tracing.trace.Attributions;
import org.holdfast.tracing.trace.ChangeLinks;
import org.holdfast.tracing.trace.EndReason;
import org.holdfast.tracing.trace.Limits;
import org.holdfast.tracing.trace.SealedTrace;
import org.holdfast.tracing.trace.TraceEffort;
import org.holdfast.tracing.trace.TraceMonitor;
import org.holdfast.tracing.trace.TraceOutcome;
import org.holdfast.tracing.trace.TraceSpec;
import org.holdfast.tracing.trace.Tracer;

/**
 * The engine under every policy on the index, and the same engine on RocksDB, the same chain and the same seeds in turn
 * in one process; poison also beside PostgreSQL. An edge is a traced part that was moved from a transaction to one
 * of its outputs; its time is that of the whole trace to its sealed and balanced result, in CPU time of the tracing
 * thread.
 */
final class EngineBench {
    private static final ChainId CHAIN = ChainId.BITCOIN_REGTEST;
    private static final long SEED = 7;
    private static final long ROCKS_CACHE = 3L << 30;
    private static final int WARM_ROUNDS = 1;
    /** Poison and pro rata reach a great part of what comes later; the others follow a thread or a few. */
    private static final int WIDE_SEEDS = 6;

    private static final int NARROW_SEEDS = 40;
    /** The last so many seeds of each list are followed on the peers too, which take many times as long. */
    private static final int PEER_SEEDS = 2;

    /** Where seeds lie in the chain, in thousandths: wide traces near the tip, so that no limit ends them. */
    private static final long WIDE_FROM = 800;

    private static final long WIDE_UNTIL = 995;
    private static final long NARROW_FROM = 50;
    private static final long NARROW_UNTIL = 500;
    /** Traces at height h and at ten times h visit so many transactions, all of them below h. */
    private static final long HEIGHT_VISITS = 1_000;

    private static final int HEIGHT_SEEDS = 20;
    private static final int TENTH = 10;
    private static final long NANOS = 1_000_000_000L;

    private final long transactions;
    private final Path folder;
    private final int rounds;
    private final PostgresPeer postgres;
    private final PrintWriter out;
    private final OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final PowerLawChain ids;
    private final Map<String, List<Sample>> samples = new LinkedHashMap<>();
    private final Map<Policy, TraceEffort> largest = new LinkedHashMap<>();

    /** What several traces took together; CPU time of the process is that of its collector and compiler too. */
    private record Sample(long edges, long visits, long ends, long cpu, long processCpu, long nanos) {
        Sample plus(Sample more) {
            return new Sample(
                    edges + more.edges,
                    visits + more.visits,
                    ends + more.ends,
                    cpu + more.cpu,
                    processCpu + more.processCpu,
                    nanos + more.nanos);
        }
    }

    EngineBench(long transactions, Path folder, int rounds, PostgresPeer postgres, PrintWriter out) {
        this.transactions = transactions;
        this.folder = folder;
        this.rounds = rounds;
        this.postgres = postgres;
        this.out = out;
        this.ids = new PowerLawChain(SEED, transactions);
    }

    /** Measures, and prints as it goes. */
    void run() throws Exception {
        Path rocksFolder = Files.createDirectory(folder.resolve("rocks"));
        try (var store = MappedGraphStore.open(folder.resolve("mapped"), CHAIN);
                var small = MappedGraphStore.open(folder.resolve("small"), CHAIN);
                var rocks = RocksGraph.open(rocksFolder, CHAIN, ROCKS_CACHE)) {
            load(store, small, rocks);
            out.printf("%s%nload average before %.1f%n", store.totals(), system.getSystemLoadAverage());
            try (var mapped = store.snapshot();
                    var tenth = small.snapshot()) {
                for (int round = -WARM_ROUNDS; round < rounds; round++) {
                    round(mapped, rocks, round >= 0);
                    heights(mapped, tenth, round >= 0);
                }
            }
        }
        print();
        out.printf("load average after %.1f%n", system.getSystemLoadAverage());
        out.flush();
    }

    private void load(MappedGraphStore store, MappedGraphStore small, RocksGraph rocks) throws Exception {
        postgres.clear();
        var chain = new PowerLawChain(SEED, transactions);
        long loaded = 0;
        for (long block = 1; chain.hasNext(); block++) {
            BlockContent next = chain.next();
            loaded += next.transactions().size();
            store.append(next, block);
            if (loaded <= transactions / TENTH) {
                small.append(next, block);
            }
            rocks.append(next);
            postgres.copy(next);
        }
        rocks.finish();
        postgres.finish();
    }

    private void round(GraphIndex mapped, GraphIndex rocks, boolean counts) {
        for (Policy policy : Policy.values()) {
            List<Outpoint> seeds = seeds(policy);
            List<Outpoint> some = seeds.subList(seeds.size() - PEER_SEEDS, seeds.size());
            keep(policy + " mapped", traces(mapped, policy, Limits.DEFAULT, seeds), counts);
            if (policy == Policy.PRO_RATA) {
                // A bound of one bit goes to the grid at once: what is measured then is the grid alone.
                Limits grid = Limits.DEFAULT.withDenominatorBits(1);
                keep("pro-rata grid mapped", traces(mapped, policy, grid, seeds), counts);
            }
            Sample own = traces(mapped, policy, Limits.DEFAULT, some);
            Sample peer = traces(rocks, policy, Limits.DEFAULT, some);
            keep(policy + " mapped, peers' seeds", own, counts);
            keep(policy + " rocksdb", peer, counts);
            if (own.edges() != peer.edges() || own.visits() != peer.visits()) {
                throw new IllegalStateException(policy + " differs: " + own + " and " + peer);
            }
            if (policy == Policy.POISON) {
                keep("poison postgres recursive", reached(some, own.visits(), false), counts);
                keep("poison postgres batched", reached(some, own.visits(), true), counts);
            }
        }
    }

    private List<Outpoint> seeds(Policy policy) {
        return switch (policy) {
            case POISON, PRO_RATA -> seeds(WIDE_FROM, WIDE_UNTIL, WIDE_SEEDS);
            case FIFO, LIFO, HIGHEST_OUT, DIRTY_FIRST, LOWEST_BALANCE -> seeds(NARROW_FROM, NARROW_UNTIL, NARROW_SEEDS);
        };
    }

    /** The same traces in an index of a tenth of the chain; only those of which all that is visited lies in it. */
    private void heights(GraphIndex mapped, GraphIndex tenth, boolean counts) {
        Limits limits = Limits.DEFAULT.withTransactions(HEIGHT_VISITS).withDenominatorBits(1);
        for (Policy policy : List.of(Policy.POISON, Policy.PRO_RATA)) {
            var low = new Sample(0, 0, 0, 0, 0, 0);
            var high = low;
            for (Outpoint seed : seeds(5, 40, HEIGHT_SEEDS)) {
                Sample one = traces(tenth, policy, limits, List.of(seed));
                Sample other = traces(mapped, policy, limits, List.of(seed));
                if (one.visits() == HEIGHT_VISITS && other.visits() == HEIGHT_VISITS) {
                    low = low.plus(one);
                    high = high.plus(other);
                }
            }
            keep(policy + " at height h", low, counts);
            keep(policy + " at height 10 h", high, counts);
        }
    }

    private List<Outpoint> seeds(long from, long until, int count) {
        return LongStream.range(0, count)
                .map(i -> transactions * (from * count + (until - from) * i) / (1_000L * count))
                .mapToObj(number -> new Outpoint(ids.id(number), 0))
                .toList();
    }

    private Sample traces(GraphIndex graph, Policy policy, Limits limits, List<Outpoint> seeds) {
        var sum = new Sample(0, 0, 0, 0, 0, 0);
        for (Outpoint seed : seeds) {
            sum = sum.plus(trace(graph, new TraceSpec(CHAIN, List.of(seed), List.of(policy), limits)));
        }
        return sum;
    }

    private Sample trace(GraphIndex graph, TraceSpec spec) {
        var efforts = new ArrayList<TraceEffort>();
        TraceMonitor monitor = new TraceMonitor() {
            @Override
            public boolean goOn(Policy policy, long visited, long waiting) {
                return true;
            }

            @Override
            public void ended(TraceEffort effort) {
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
        boolean whole = spec.limits().transactions() == Limits.DEFAULT.transactions();
        if (whole && sealed.buckets().containsKey(EndReason.LIMIT)) {
            throw new IllegalStateException("a limit cut off a trace that was to be whole: " + spec.seeds());
        }
        // Of an attempt in exact rationals that was given up, the time counts and the edges do not.
        TraceEffort last = efforts.getLast();
        largest.merge(last.policy(), last, (a, b) -> a.lotsMost() >= b.lotsMost() ? a : b);
        return new Sample(last.edges(), last.transactions(), sealed.ends().size(), cpu, processCpu, nanos);
    }

    private Sample reached(List<Outpoint> seeds, long wanted, boolean batched) {
        long visits = 0;
        long nanos = 0;
        for (Outpoint seed : seeds) {
            PostgresPeer.Reached reached = batched ? postgres.searched(seed) : postgres.reached(seed);
            visits += reached.transactions();
            nanos += reached.nanos();
        }
        if (visits != wanted) {
            throw new IllegalStateException("poison visits " + wanted + ", the database reaches " + visits);
        }
        return new Sample(0, visits, 0, 0, 0, nanos);
    }

    private void keep(String name, Sample sample, boolean counts) {
        if (counts) {
            samples.computeIfAbsent(name, key -> new ArrayList<>()).add(sample);
        }
    }

    private void print() {
        out.println("row | edges/CPU s: median min max | process CPU: median | visits/s of time: median |"
                + " edges | visits | ends");
        samples.forEach((name, list) -> {
            List<Long> rates = list.stream().map(s -> rate(s.edges(), s.cpu())).toList();
            List<Long> process =
                    list.stream().map(s -> rate(s.edges(), s.processCpu())).toList();
            List<Long> times =
                    list.stream().map(s -> rate(s.visits(), s.nanos())).toList();
            Sample first = list.getFirst();
            out.printf(
                    "%s | %d %d %d | %d | %d | %d | %d | %d%n",
                    name,
                    Measurements.median(rates),
                    rates.stream().min(Long::compare).orElseThrow(),
                    rates.stream().max(Long::compare).orElseThrow(),
                    Measurements.median(process),
                    Measurements.median(times),
                    first.edges(),
                    first.visits(),
                    first.ends());
        });
        largest.forEach((policy, effort) -> out.printf(
                "%s: at most %d lots waited, in %d bytes: %d bytes a lot%n",
                policy, effort.lotsMost(), effort.bytesMost(), effort.bytesMost() / Math.max(1, effort.lotsMost())));
    }

    private static long rate(long work, long nanos) {
        return nanos == 0 ? 0 : work * NANOS / nanos;
    }
}

package org.holdfast.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.holdfast.bench.graph.LmdbGraph;
import org.holdfast.bench.graph.PowerLawChain;
import org.holdfast.bench.graph.RocksGraph;
import org.holdfast.bench.peer.PostgresPeer;
import org.holdfast.bench.sample.MachineSpeed;
import org.holdfast.bench.sample.StoreLoading;
import org.holdfast.bench.sample.TraceSample;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.Outpoint;
import org.holdfast.primitives.TxId;
import org.holdfast.tracing.output.graph.BlockContent;
import org.holdfast.tracing.output.graph.GraphIndex;
import org.holdfast.tracing.output.question.OutputLimits;
import org.holdfast.tracing.question.Policy;
import org.holdfast.tracing.store.graph.MappedGraphStore;

/**
 * The measurement of decision 0010 and of the engine's targets: the engine under every policy on the index by itself;
 * then the same chain in RocksDB, LMDB and PostgreSQL, and the same seeds on each in turn in one process, warm; last a
 * bare search with the page cache dropped. An edge is a traced part that was moved from a transaction to one of its
 * outputs; its time is that of the whole trace to its sealed and balanced result, in CPU time of the tracing thread.
 */
final class EngineBench {
    static final String INDEX = "index";
    static final String ROCKSDB = "RocksDB";
    static final String LMDB = "LMDB";
    static final String POSTGRES = "PostgreSQL";
    static final String REACH = "bare reach";
    static final String REACH_COLD = "bare reach, page cache dropped";
    static final String COUNTED = "reach, hop by hop";
    static final String SMALL = "small traces";
    static final String LARGE = "large traces";

    private static final ChainId CHAIN = ChainId.BITCOIN_REGTEST;
    private static final long SEED = 7;
    private static final long ROCKS_CACHE = 3L << 30;
    private static final long LMDB_MAP = 64L << 30;
    /** A bound of one bit goes to the grid at once: what is measured then is the grid alone. */
    private static final OutputLimits GRID = OutputLimits.DEFAULT.withDenominatorBits(1);
    /** Traces at height h and at ten times h visit so many transactions, all of them below h. */
    private static final long HEIGHT_VISITS = 1_000;

    /** Rounds are short here, and what is measured is still being compiled in the first three or four. */
    private static final int ALONE_WARM = 6;

    private static final int TENTH = 10;
    private static final int SMALL_SEEDS = 2;
    /** A recursive query over so many takes some ten seconds. */
    private static final long LARGE_VISITS = 200_000;

    /** Counting takes some milliseconds, in which little of it would be compiled: it is done so many times a round. */
    private static final int COUNTS = 8;

    private static final long REACH_VISITS = 20_000;
    private static final Path DROP_CACHES = Path.of("/proc/sys/vm/drop_caches");

    private final long transactions;
    private final Path folder;
    private final int rounds;
    private final PostgresPeer postgres;
    private final Consumer<String> progress;
    private final EngineSeeds seeds;
    private final MachineSpeed machine = new MachineSpeed();
    private final TraceRuns runs = new TraceRuns(CHAIN);
    private final StoreLoading<BlockContent> loading;
    private final EngineReport report;

    /** What is run as one row: pro rata also on the grid alone, since every store pays for its rationals alike. */
    private record Race(String name, Policy policy, OutputLimits limits) {
        static List<Race> all() {
            return Stream.concat(
                            Stream.of(new Race("pro-rata, grid alone", Policy.PRO_RATA, GRID)),
                            Stream.of(Policy.values()).map(p -> new Race(p.word(), p, OutputLimits.DEFAULT)))
                    .toList();
        }
    }

    /** A store of the race. */
    private record Store(String name, GraphIndex graph) {}

    EngineBench(
            long transactions,
            Path folder,
            int rounds,
            PostgresPeer postgres,
            PrintWriter out,
            Consumer<String> progress) {
        this.transactions = transactions;
        this.folder = folder;
        this.rounds = rounds;
        this.postgres = postgres;
        this.progress = progress;
        this.seeds = new EngineSeeds(new PowerLawChain(SEED, transactions), transactions);
        this.loading = new StoreLoading<>(
                () -> new PowerLawChain(SEED, transactions),
                block -> block.transactions().size(),
                progress);
        this.report = new EngineReport(out, rounds);
    }

    /** Measures, and prints each part when it is done. */
    void run() throws Exception {
        Path rocksFolder = Files.createDirectory(folder.resolve("rocks"));
        Path lmdbFolder = Files.createDirectory(folder.resolve("lmdb"));
        try (var store = MappedGraphStore.open(folder.resolve("mapped"), CHAIN)) {
            alone(store);
            try (var rocks = RocksGraph.open(rocksFolder, CHAIN, ROCKS_CACHE);
                    var lmdb = LmdbGraph.open(lmdbFolder, CHAIN, LMDB_MAP);
                    var mapped = store.snapshot()) {
                loadPeers(rocks, lmdb);
                report.loads(loading.done(), store.totals().outputs());
                race(List.of(new Store(INDEX, mapped), new Store(ROCKSDB, rocks), new Store(LMDB, lmdb)));
            }
        }
        cold(rocksFolder, lmdbFolder);
        report.reaches();
        report.end();
    }

    private void loadPeers(RocksGraph rocks, LmdbGraph lmdb) throws Exception {
        loading.load(ROCKSDB, rocks::append, rocks::finish);
        loading.load(LMDB, lmdb::append, lmdb::finish);
        postgres.clear();
        loading.loadElsewhere(POSTGRES, postgres::copy, () -> {
            postgres.finish();
            return postgres.bytes();
        });
        postgres.settle();
    }

    private static StoreLoading.Sink<BlockContent> into(MappedGraphStore store) {
        long[] offset = {0};
        return block -> store.append(block, ++offset[0]);
    }

    /**
     * Before any peer ran, so that the compiler has seen one store, as in the service. The tenth is loaded first: then
     * what all stores share is compiled before the first of them is timed.
     */
    private void alone(MappedGraphStore store) throws Exception {
        try (var tenth = MappedGraphStore.open(folder.resolve("tenth"), CHAIN)) {
            loading.load("the first tenth in an index of its own", transactions / TENTH, into(tenth), tenth::bytes);
            loading.load(INDEX, into(store), store::bytes);
            report.begin(store.totals(), PostgresPeer.settings());
            try (var mapped = store.snapshot();
                    var low = tenth.snapshot()) {
                for (int round = 1 - ALONE_WARM; round <= rounds; round++) {
                    progress.accept(INDEX + " alone: " + name(round));
                    for (Race race : Race.all()) {
                        var sample = runs.traces(mapped, race.policy(), race.limits(), seeds.of(race.policy()), false);
                        report.keep(race.name(), EngineReport.ALONE, sample, round > 0);
                    }
                    heights(mapped, low, round > 0);
                    machine.measure(round > 0);
                }
            }
        }
        report.alone(Race.all().stream().map(Race::name).toList());
        report.machine(machine.samples());
        report.heights();
        report.memory(runs.largest());
    }

    /** The same traces in an index of a tenth of the chain; only those of which all that is visited lies in it. */
    private void heights(GraphIndex mapped, GraphIndex tenth, boolean counts) {
        OutputLimits limits = GRID.withTransactions(HEIGHT_VISITS);
        for (Policy policy : List.of(Policy.POISON, Policy.PRO_RATA)) {
            var low = TraceSample.NONE;
            var high = low;
            for (Outpoint seed : seeds.low()) {
                TraceSample one = runs.traces(tenth, policy, limits, List.of(seed), false);
                TraceSample other = runs.traces(mapped, policy, limits, List.of(seed), false);
                if (one.visits() == HEIGHT_VISITS && other.visits() == HEIGHT_VISITS) {
                    low = low.plus(one);
                    high = high.plus(other);
                }
            }
            report.keep(policy.word(), EngineReport.LOW, low, counts);
            report.keep(policy.word(), EngineReport.HIGH, high, counts);
        }
    }

    private void race(List<Store> stores) {
        GraphIndex mapped = stores.getFirst().graph();
        List<Outpoint> wide = seeds.of(Policy.POISON);
        List<Outpoint> small = wide.subList(wide.size() - SMALL_SEEDS, wide.size());
        List<Outpoint> large = large(mapped, wide);
        for (int round = 0; round <= rounds; round++) {
            for (Race race : Race.all()) {
                progress.accept("all stores: " + name(round) + ", " + race.name());
                race(race, stores, round);
            }
            for (Store store : stores) {
                report.keep(REACH, store.name(), runs.reaches(store.graph(), seeds.reaches(), REACH_VISITS), round > 0);
            }
            progress.accept(POSTGRES + ": " + name(round));
            postgres(SMALL, mapped, small, round > 0);
            postgres(LARGE, mapped, large, round > 0);
        }
        report.race(Race.all().stream().map(Race::name).toList());
        report.postgres(List.of(SMALL, LARGE));
    }

    /** What every store finds is compared in the round that does not count: summing it up takes a while. */
    private void race(Race race, List<Store> stores, int round) {
        var samples = new ArrayList<TraceSample>();
        for (Store store : stores) {
            var sample =
                    runs.traces(store.graph(), race.policy(), race.limits(), seeds.compared(race.policy()), round == 0);
            report.keep(race.name(), store.name(), sample, round > 0);
            samples.add(sample);
        }
        if (!samples.stream().allMatch(samples.getFirst()::sameResult)) {
            throw new IllegalStateException(race.name() + " differs: " + samples);
        }
    }

    private void postgres(String name, GraphIndex mapped, List<Outpoint> from, boolean counts) {
        TraceSample own = runs.traces(mapped, Policy.POISON, OutputLimits.DEFAULT, from, false);
        report.keep(name, INDEX, own, counts);
        // What the queries do is no more than this: they count.
        List<TxId> ids = from.stream().map(Outpoint::txId).toList();
        var reach = TraceSample.NONE;
        for (int i = 0; i < COUNTS; i++) {
            reach = reach.plus(runs.reachesByLevel(mapped, ids));
        }
        if (reach.visits() != COUNTS * own.visits()) {
            throw new IllegalStateException(
                    "poison visits " + own.visits() + ", " + COUNTS + " bare searches " + reach.visits());
        }
        report.keep(name, COUNTED, reach, counts);
        report.keep(name, EngineReport.BATCHED, reached(from, own.visits(), true), counts);
        report.keep(name, EngineReport.RECURSIVE, reached(from, own.visits(), false), counts);
    }

    /** As many of the seeds as reach no more than a bound, so that no query takes minutes. */
    private List<Outpoint> large(GraphIndex mapped, List<Outpoint> from) {
        var large = new ArrayList<Outpoint>();
        long sum = 0;
        for (Outpoint seed : from) {
            long visits = runs.traces(mapped, Policy.POISON, OutputLimits.DEFAULT, List.of(seed), false)
                    .visits();
            if (sum + visits <= LARGE_VISITS) {
                large.add(seed);
                sum += visits;
            }
        }
        return large;
    }

    private TraceSample reached(List<Outpoint> from, long wanted, boolean batched) {
        long visits = 0;
        long nanos = 0;
        for (Outpoint seed : from) {
            PostgresPeer.Reached reached = batched ? postgres.searched(seed) : postgres.reached(seed);
            visits += reached.transactions();
            nanos += reached.nanos();
        }
        if (visits != wanted) {
            throw new IllegalStateException("poison visits " + wanted + ", the database reaches " + visits);
        }
        return new TraceSample(0, visits, 0, 0, 0, 0, nanos);
    }

    /** Each store opened again after the page cache was dropped. */
    private void cold(Path rocksFolder, Path lmdbFolder) throws Exception {
        for (int round = 1; round <= rounds; round++) {
            progress.accept(REACH_COLD + ": " + name(round));
            if (!dropCaches()) {
                return;
            }
            try (var store = MappedGraphStore.open(folder.resolve("mapped"), CHAIN);
                    var mapped = store.snapshot();
                    var rocks = RocksGraph.open(rocksFolder, CHAIN, ROCKS_CACHE);
                    var lmdb = LmdbGraph.open(lmdbFolder, CHAIN, LMDB_MAP)) {
                for (Store one : List.of(new Store(INDEX, mapped), new Store(ROCKSDB, rocks), new Store(LMDB, lmdb))) {
                    report.keep(REACH_COLD, one.name(), runs.reaches(one.graph(), seeds.reaches(), REACH_VISITS), true);
                }
            }
        }
    }

    private boolean dropCaches() throws InterruptedException {
        try {
            new ProcessBuilder("sync").start().waitFor();
            Files.writeString(DROP_CACHES, "1\n");
            return true;
        } catch (IOException notAllowed) {
            progress.accept("left out: this system does not let the page cache be dropped");
            return false;
        }
    }

    private String name(int round) {
        return round <= 0 ? "round to warm up" : "round " + round + " of " + rounds;
    }
}

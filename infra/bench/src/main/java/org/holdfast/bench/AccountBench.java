package org.holdfast.bench;

import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.holdfast.bench.account.PowerLawLedger;
import org.holdfast.bench.account.RocksAccounts;
import org.holdfast.bench.graph.Draws;
import org.holdfast.tracing.account.AccountBlock;
import org.holdfast.tracing.account.AccountIndex;
import org.holdfast.tracing.account.AccountKey;
import org.holdfast.tracing.account.AccountTotals;
import org.holdfast.tracing.account.EntryKind;
import org.holdfast.tracing.account.MovementPage;
import org.holdfast.tracing.account.PageRequest;
import org.holdfast.tracing.ledgertrace.LedgerLimits;
import org.holdfast.tracing.ledgertrace.LedgerOutcome;
import org.holdfast.tracing.ledgertrace.LedgerReason;
import org.holdfast.tracing.ledgertrace.LedgerSeed;
import org.holdfast.tracing.ledgertrace.LedgerSpec;
import org.holdfast.tracing.ledgertrace.LedgerTracer;
import org.holdfast.tracing.policy.Policy;
import org.holdfast.tracing.store.MappedAccountStore;
import org.holdfast.tracing.trace.Attributions;

/**
 * The measurement of decision 0012: the same generated ledgers in the account index and in RocksDB, and the same traces
 * and pages on each, in turn, in one process, warm. What both find is compared, results by their digests.
 */
final class AccountBench {
    private static final String INDEX = "index";
    private static final String ROCKSDB = "RocksDB";
    private static final long SEED = 11;
    private static final long ROCKS_CACHE = 3L << 30;
    private static final long PER_THOUSAND = 1_000;

    /** A trace stops at accounts with more movements, as at services. */
    private static final LedgerLimits LIMITS = LedgerLimits.DEFAULT.withHubMovements(5_000);

    /** Highest out says nothing where a transaction makes one payment, as most do here. */
    private static final List<Policy> POLICIES = Arrays.stream(Policy.values())
            .filter(policy -> policy != Policy.HIGHEST_OUT)
            .toList();

    private static final int TENTH = 10;
    private static final String STREAM = "the busiest ledger, in pages of 4,096";
    private static final String PAGES = "pages of 10 from anywhere in it";
    private static final int PLACES = 1_000;
    private static final int PLACE_SIZE = 10;

    private final long entries;
    private final Path folder;
    private final int rounds;
    private final MarkdownTables tables;
    private final Consumer<String> progress;
    private final StoreLoading<AccountBlock> loading;
    private final TraceSamples samples = new TraceSamples();
    private final Map<Seeds, List<LedgerSeed>> seeds = new EnumMap<>(Seeds.class);

    /** Where traces begin, in thousandths of the chain: what reaches most, near the tip. */
    private enum Seeds {
        NARROW(50, 500, 200),
        WIDE(800, 980, 24);

        private final long from;
        private final long until;
        private final int count;

        Seeds(long from, long until, int count) {
            this.from = from;
            this.until = until;
            this.count = count;
        }

        long at(long entries, int number) {
            return entries * (from * count + (until - from) * number) / (PER_THOUSAND * count);
        }

        static Seeds of(Policy policy) {
            return policy == Policy.POISON || policy == Policy.PRO_RATA ? WIDE : NARROW;
        }
    }

    AccountBench(long entries, Path folder, int rounds, PrintWriter out, Consumer<String> progress) {
        this.entries = entries;
        this.folder = folder;
        this.rounds = rounds;
        this.tables = new MarkdownTables(out);
        this.progress = progress;
        this.loading = new StoreLoading<>(
                () -> new PowerLawLedger(SEED, entries),
                block -> block.entries().size(),
                progress);
    }

    /** Measures, and prints. */
    void run() throws Exception {
        findSeeds();
        Path rocksFolder = Files.createDirectory(folder.resolve("rocks"));
        try (var store = MappedAccountStore.open(folder.resolve("mapped"), PowerLawLedger.CHAIN);
                var rocks = RocksAccounts.open(rocksFolder, PowerLawLedger.CHAIN, ROCKS_CACHE)) {
            warm();
            long[] offset = {0};
            loading.load(INDEX, block -> store.append(block, ++offset[0]), store::bytes);
            long[] other = {0};
            loading.load(ROCKSDB, block -> rocks.append(block, ++other[0]), rocks::finish);
            if (!store.totals().equals(rocks.totals())) {
                throw new IllegalStateException("the ledgers differ: " + store.totals() + " and " + rocks.totals());
            }
            loads(store.totals());
            try (var mapped = store.snapshot();
                    var peer = rocks.snapshot()) {
                for (int round = 0; round <= rounds; round++) {
                    progress.accept("round " + round + " of " + rounds);
                    race(mapped, peer, round > 0);
                }
            }
        }
        print();
    }

    /** What all stores share is compiled before the first of them is timed. */
    private void warm() throws Exception {
        long[] offset = {0};
        try (var store = MappedAccountStore.open(folder.resolve("tenth"), PowerLawLedger.CHAIN)) {
            loading.load("the first tenth, to warm up", entries / TENTH, b -> store.append(b, ++offset[0]), () -> 0);
        }
    }

    /** Deposits of coin into accounts that are no hubs. */
    private void findSeeds() {
        progress.accept("looking for deposits");
        var chain = new PowerLawLedger(SEED, entries);
        for (Seeds kind : Seeds.values()) {
            seeds.put(kind, new ArrayList<>());
        }
        for (long made = 0; chain.hasNext(); ) {
            AccountBlock block = chain.next();
            made += block.entries().size();
            for (Map.Entry<Seeds, List<LedgerSeed>> kind : seeds.entrySet()) {
                List<LedgerSeed> found = kind.getValue();
                if (found.size() < kind.getKey().count && made > kind.getKey().at(entries, found.size())) {
                    deposit(chain, block).ifPresent(found::add);
                }
            }
        }
    }

    private static Optional<LedgerSeed> deposit(PowerLawLedger chain, AccountBlock block) {
        return block.entries().stream()
                .filter(entry -> entry.kind() == EntryKind.TRANSFER
                        && entry.asset().equals(PowerLawLedger.COIN)
                        && !entry.from().equals(entry.to())
                        && !chain.isHub(entry.to()))
                .findFirst()
                .map(entry -> new LedgerSeed(
                        new AccountKey(entry.to(), entry.asset()), block.block().height(), entry.txId(), 0));
    }

    private void race(AccountIndex mapped, AccountIndex peer, boolean counts) {
        for (Policy policy : POLICIES) {
            compare(policy.word(), traces(mapped, policy, !counts), traces(peer, policy, !counts), counts);
        }
        compare(STREAM, stream(mapped), stream(peer), counts);
        compare(PAGES, pages(mapped), pages(peer), counts);
    }

    private void compare(String name, TraceSample own, TraceSample peer, boolean counts) {
        if (!own.sameResult(peer)) {
            throw new IllegalStateException(name + " differs: " + own + " and " + peer);
        }
        samples.keep(name, INDEX, own, counts);
        samples.keep(name, ROCKSDB, peer, counts);
    }

    /** Results are compared by their digests, behind the time that is measured, where that is asked for. */
    private TraceSample traces(AccountIndex index, Policy policy, boolean digested) {
        var sum = TraceSample.NONE;
        for (LedgerSeed seed : seeds.getOrDefault(Seeds.of(policy), List.of())) {
            var spec = new LedgerSpec(PowerLawLedger.CHAIN, List.of(seed), List.of(policy), LIMITS, false);
            var watch = new Watch();
            LedgerOutcome outcome = LedgerTracer.trace(spec, index, Attributions.NONE);
            TraceSample took = watch.stop(0, 0, 0);
            var result = switch (outcome) {
                case LedgerOutcome.Traced traced -> traced.result();
                case LedgerOutcome.Refused refused ->
                    throw new IllegalStateException(refused.fault().sentence());
            };
            sum = sum.plus(took);
            switch (result.results().getFirst()) {
                case LedgerOutcome.PolicyOutcome.Sealed(var trace) -> {
                    long ends = trace.sheets().stream()
                            .mapToLong(sheet -> sheet.ends().size())
                            .sum();
                    if (trace.sheets().stream()
                            .anyMatch(sheet -> sheet.buckets().containsKey(LedgerReason.LIMIT))) {
                        throw new IllegalStateException("a limit cut off a trace that was to be whole: " + seed);
                    }
                    long digest = digested ? result.resultDigest().hashCode() : 0;
                    sum = sum.plus(new TraceSample(0, trace.movementsRead(), ends, digest, 0, 0, 0));
                }
                case LedgerOutcome.PolicyOutcome.Undefined undefined ->
                    throw new IllegalStateException(undefined.fault().sentence());
            }
        }
        return sum;
    }

    private TraceSample stream(AccountIndex index) {
        var watch = new Watch();
        long busiest = busiest(index);
        long read = 0;
        long sum = 0;
        long from = 0;
        for (boolean last = false; !last; ) {
            MovementPage page = index.load(List.of(new PageRequest(busiest, from, PageRequest.MOST)))
                    .getFirst();
            for (int i = 0; i < page.size(); i++) {
                sum = 31 * sum + movement(page, i);
            }
            read += page.size();
            last = page.last();
            from = last ? from : page.position(page.size() - 1) + 1;
        }
        return watch.stop(read, 0, sum);
    }

    private TraceSample pages(AccountIndex index) {
        long heights = index.segments().getLast().last().height();
        var draws = new Draws(SEED);
        var watch = new Watch();
        long busiest = busiest(index);
        long read = 0;
        long sum = 0;
        for (int i = 0; i < PLACES; i++) {
            long from = index.positionAt(draws.below(heights));
            MovementPage page = index.load(List.of(new PageRequest(busiest, from, PLACE_SIZE)))
                    .getFirst();
            for (int at = 0; at < page.size(); at++) {
                sum = 31 * sum + movement(page, at);
            }
            read += page.size();
        }
        return watch.stop(read, 0, sum);
    }

    private static long busiest(AccountIndex index) {
        String address = new PowerLawLedger(SEED, 1).busiest();
        return index.resolve(List.of(new AccountKey(address, PowerLawLedger.COIN)))[0];
    }

    private static long movement(MovementPage page, int i) {
        BigInteger after = page.balanceAfter(i);
        long sum = page.amount(i).hashCode() + 31L * after.hashCode();
        return 31 * sum + page.txId(i).hashCode() + page.height(i) + page.txIndex(i);
    }

    private void loads(AccountTotals totals) {
        tables.line(("%,d entries, %,d movements, %,d accounts, %,d blocks; medians of %d rounds after one to warm up;"
                        + " load average %s")
                .formatted(
                        totals.entries(),
                        totals.movements(),
                        totals.accounts(),
                        totals.blocks(),
                        rounds,
                        MarkdownTables.load()));
        tables.end();
        tables.head(
                "store", "entries per CPU second", "entries per second", "bytes", "bytes per entry", "per movement");
        for (StoreLoading.Loaded load : loading.done()) {
            tables.row(
                    load.store(),
                    MarkdownTables.number(load.perCpuSecond()),
                    MarkdownTables.number(load.perSecond()),
                    MarkdownTables.number(load.bytes()),
                    MarkdownTables.tenths(load.bytes(), load.units()),
                    MarkdownTables.tenths(load.bytes(), totals.movements()));
        }
        StoreLoading.Loaded own = loading.done().getFirst();
        StoreLoading.Loaded peer = loading.done().getLast();
        tables.row(
                "index better by",
                MarkdownTables.tenths(peer.cpu(), own.cpu()),
                MarkdownTables.tenths(peer.nanos(), own.nanos()),
                MarkdownTables.tenths(peer.bytes(), own.bytes()),
                "",
                "");
        tables.end();
    }

    private void print() {
        tables.head("movements read per CPU second", INDEX, ROCKSDB, "index faster", "movements", "ends");
        for (Policy policy : POLICIES) {
            print(policy.word());
        }
        print(STREAM);
        print(PAGES);
        tables.end();
        tables.line("load average " + MarkdownTables.load());
    }

    private void print(String name) {
        long own = samples.median(name, INDEX, TraceSample::visitsPerCpuSecond);
        long peer = samples.median(name, ROCKSDB, TraceSample::visitsPerCpuSecond);
        TraceSample first = samples.of(name, INDEX).getFirst();
        tables.row(
                name,
                MarkdownTables.number(own),
                MarkdownTables.number(peer),
                MarkdownTables.tenths(own, peer),
                MarkdownTables.number(first.visits()),
                MarkdownTables.number(first.ends()));
    }

    /** Runs from when it is made. */
    private static final class Watch {
        private final long nanos = System.nanoTime();
        private final long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();

        TraceSample stop(long visits, long ends, long sum) {
            long took = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu;
            return new TraceSample(0, visits, ends, sum, took, 0, System.nanoTime() - nanos);
        }
    }
}

package org.holdfast.bench;

import java.io.PrintWriter;
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
import org.holdfast.bench.sample.MarkdownTables;
import org.holdfast.bench.sample.StoreLoading;
import org.holdfast.bench.sample.TraceSample;
import org.holdfast.bench.sample.TraceSamples;
import org.holdfast.tracing.account.ledger.AccountBlock;
import org.holdfast.tracing.account.ledger.AccountIndex;
import org.holdfast.tracing.account.ledger.AccountKey;
import org.holdfast.tracing.account.ledger.AccountTotals;
import org.holdfast.tracing.account.ledger.EntryKind;
import org.holdfast.tracing.account.question.LedgerSeed;
import org.holdfast.tracing.question.Policy;
import org.holdfast.tracing.store.ledger.MappedAccountStore;

/**
 * The measurement of decision 0012: the same generated ledgers in the account index and in RocksDB, and the same traces
 * and pages on each, in turn, in one process, warm. What both find is compared, results by their digests.
 */
final class AccountBench {
    private static final String INDEX = "index";
    private static final String ROCKSDB = "RocksDB";
    static final long SEED = 11;
    private static final long ROCKS_CACHE = 3L << 30;
    private static final long PER_THOUSAND = 1_000;

    /** Highest out says nothing where a transaction makes one payment, as most do here. */
    private static final List<Policy> POLICIES = Arrays.stream(Policy.values())
            .filter(policy -> policy != Policy.HIGHEST_OUT)
            .toList();

    private static final int TENTH = 10;
    private static final String STREAM = "the busiest ledger, in pages of 4,096";
    private static final String PAGES = "pages of 10 from anywhere in it";

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
            List<LedgerSeed> from = seeds.getOrDefault(Seeds.of(policy), List.of());
            compare(
                    policy.word(),
                    AccountRuns.traces(mapped, policy, from, !counts),
                    AccountRuns.traces(peer, policy, from, !counts),
                    counts);
        }
        compare(STREAM, AccountRuns.stream(mapped), AccountRuns.stream(peer), counts);
        compare(PAGES, AccountRuns.pages(mapped), AccountRuns.pages(peer), counts);
    }

    private void compare(String name, TraceSample own, TraceSample peer, boolean counts) {
        if (!own.sameResult(peer)) {
            throw new IllegalStateException(name + " differs: " + own + " and " + peer);
        }
        samples.keep(name, INDEX, own, counts);
        samples.keep(name, ROCKSDB, peer, counts);
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
}

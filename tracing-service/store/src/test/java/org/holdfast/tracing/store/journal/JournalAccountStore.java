package org.holdfast.tracing.store.journal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.StampedLock;
import org.holdfast.primitives.AssetId;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.ChainId;
import org.holdfast.tracing.account.ledger.AccountBlock;
import org.holdfast.tracing.account.ledger.AccountIndex;
import org.holdfast.tracing.account.ledger.AccountKey;
import org.holdfast.tracing.account.ledger.AccountSnapshot;
import org.holdfast.tracing.account.ledger.AccountStore;
import org.holdfast.tracing.account.ledger.AccountTotals;
import org.holdfast.tracing.account.ledger.AccountView;
import org.holdfast.tracing.account.ledger.AssetTotals;
import org.holdfast.tracing.account.ledger.MovementPage;
import org.holdfast.tracing.account.ledger.PageRequest;
import org.holdfast.tracing.block.BlockFaults;
import org.holdfast.tracing.block.Segment;
import org.holdfast.tracing.index.IndexReport;

/**
 * The ledgers of an account chain as a journal of blocks on disk with the ledgers in memory. A block and its place in
 * the feed are one entry, so both are there or neither; what is torn is cut when the file is opened and read from the
 * topic again. Opening reads the journal and builds the ledgers.
 */
public final class JournalAccountStore implements AccountStore {
    private static final long RETRACTION_WAITS_SECONDS_MAX = 300;
    /** First eight bytes of the file: name and version of the format. */
    private static final long MAGIC = 0x484F_4C44_4143_0001L;

    /** A block that is here. */
    private record Placed(AccountBlock block, Ledgers.Applied applied) {}

    private final ChainId chain;
    private final Ledgers ledgers = new Ledgers();
    private final List<Placed> blocks = new ArrayList<>();
    private final Map<Long, BlockRef> byHeight = new HashMap<>();
    /** Snapshots hold it for reading; a retraction takes it for writing, so it waits for them. */
    private final StampedLock reading = new StampedLock();

    private final Journal journal;
    private long feedOffset;

    private JournalAccountStore(Path directory, ChainId chain) {
        this.chain = chain;
        this.journal = Journal.open(
                directory.resolve("ledgers.journal"), MAGIC, content -> replay(AccountJournalEntry.read(content)));
    }

    /**
     * Opens the ledgers of a chain in a directory of their own, made if absent.
     *
     * @throws org.holdfast.primitives.InputFaultException if another service has them open or their format is another
     */
    public static JournalAccountStore open(Path directory, ChainId chain) {
        return new JournalAccountStore(directory, chain);
    }

    @Override
    public synchronized void append(AccountBlock block, long offset) {
        checkPlace(block);
        journal.append(new AccountJournalEntry.Appended(block, offset).bytes());
        apply(block, offset);
    }

    @Override
    public void retract(BlockRef block, long offset) {
        long stamp = 0;
        try {
            stamp = reading.tryWriteLock(RETRACTION_WAITS_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (stamp == 0) {
            throw new IllegalStateException("open snapshots kept a retraction waiting for too long");
        }
        try {
            synchronized (this) {
                requireTip(block);
                journal.append(new AccountJournalEntry.Retracted(block, offset).bytes());
                takeAway(offset);
            }
        } finally {
            reading.unlockWrite(stamp);
        }
    }

    @Override
    public synchronized long feedOffset() {
        return feedOffset;
    }

    @Override
    public synchronized AccountTotals totals() {
        return ledgers.totals(blocks.size());
    }

    @Override
    public synchronized AssetTotals totals(AssetId asset) {
        return ledgers.totals(asset);
    }

    @Override
    public AccountSnapshot snapshot() {
        long stamp = reading.readLock();
        synchronized (this) {
            return new Snapshot(segments(), ledgers.end(), ledgers.accounts(), stamp);
        }
    }

    /** Recomputes every balance, counts and sums, and says whether they are those that were kept. */
    public synchronized boolean soundTotals() {
        return ledgers.sound(blocks.size());
    }

    @Override
    public synchronized IndexReport check() {
        return new IndexReport(totals().entries(), soundTotals() ? List.of() : List.of("counts or sums are wrong"));
    }

    @Override
    public synchronized long bytes() {
        return journal.bytes();
    }

    @Override
    public synchronized void close() {
        journal.close();
    }

    private void replay(AccountJournalEntry entry) {
        switch (entry) {
            case AccountJournalEntry.Appended(AccountBlock block, long offset) -> apply(block, offset);
            case AccountJournalEntry.Retracted(BlockRef block, long offset) -> {
                requireTip(block);
                takeAway(offset);
            }
        }
    }

    private void apply(AccountBlock block, long offset) {
        blocks.add(new Placed(block, ledgers.apply(block)));
        byHeight.put(block.block().height(), block.block());
        feedOffset = offset;
    }

    private void takeAway(long offset) {
        Placed last = blocks.removeLast();
        ledgers.takeAway(last.block(), last.applied());
        byHeight.remove(last.block().block().height());
        feedOffset = offset;
    }

    private void checkPlace(AccountBlock block) {
        BlockRef ref = block.block();
        boolean next = !blocks.isEmpty()
                && blocks.getLast().block().block().hash().equals(block.parent())
                && blocks.getLast().block().block().height() + 1 == ref.height();
        if (!block.segmentStart() && !next) {
            throw BlockFaults.notNext(ref, tip());
        }
        for (Segment segment : segments()) {
            if (segment.holds(ref.height())) {
                throw block.segmentStart() ? BlockFaults.overlaps(ref, segment) : BlockFaults.notNext(ref, tip());
            }
        }
        if (!blocks.isEmpty() && blocks.getLast().block().block().height() >= ref.height()) {
            throw BlockFaults.notNext(ref, tip());
        }
    }

    private void requireTip(BlockRef block) {
        if (blocks.isEmpty() || !blocks.getLast().block().block().equals(block)) {
            throw BlockFaults.notTip(block, tip());
        }
    }

    private String tip() {
        return blocks.isEmpty() ? "nothing" : blocks.getLast().block().block().toString();
    }

    private List<Segment> segments() {
        var segments = new ArrayList<Segment>();
        for (Placed placed : blocks) {
            BlockRef ref = placed.block().block();
            boolean next = !segments.isEmpty()
                    && segments.getLast().last().hash().equals(placed.block().parent());
            segments.add(new Segment(next ? segments.removeLast().first() : ref, ref));
        }
        return segments;
    }

    private final class Snapshot implements AccountSnapshot {
        private final List<Segment> segments;
        private final long end;
        private final int accounts;
        private final long stamp;

        Snapshot(List<Segment> segments, long end, int accounts, long stamp) {
            this.segments = List.copyOf(segments);
            this.end = end;
            this.accounts = accounts;
            this.stamp = stamp;
        }

        @Override
        public ChainId chain() {
            return chain;
        }

        @Override
        public List<Segment> segments() {
            return segments;
        }

        @Override
        public Optional<BlockRef> block(long height) {
            synchronized (JournalAccountStore.this) {
                return Optional.ofNullable(byHeight.get(height))
                        .filter(ref -> segments.stream().anyMatch(segment -> segment.holds(height)));
            }
        }

        @Override
        public long positionAt(long height) {
            synchronized (JournalAccountStore.this) {
                return blocks.stream()
                        .filter(placed -> placed.block().block().height() >= height)
                        .mapToLong(placed -> 2 * placed.applied().first() - 1)
                        .reduce(end, Math::min);
            }
        }

        @Override
        public long[] resolve(List<AccountKey> keys) {
            synchronized (JournalAccountStore.this) {
                return keys.stream()
                        .mapToLong(ledgers::resolve)
                        .map(number -> number > accounts ? AccountIndex.ABSENT : number)
                        .toArray();
            }
        }

        @Override
        public List<AccountView> accounts(long[] numbers) {
            var views = new ArrayList<AccountView>(numbers.length);
            for (long number : numbers) {
                Ledger ledger = ledger(number);
                int count = ledger.countBefore(end);
                views.add(new AccountView(number, ledger.key(), count, ledger.balanceAfter(count)));
            }
            return views;
        }

        @Override
        public List<MovementPage> load(List<PageRequest> requests) {
            return requests.stream().map(this::page).toList();
        }

        private MovementPage page(PageRequest request) {
            Ledger ledger = ledger(request.account());
            int count = ledger.countBefore(end);
            int first = Math.min(count, ledger.countBefore(request.fromPosition()));
            int size = Math.min(count - first, request.most());
            return new LedgerPage(request.account(), ledger, first, size, first + size == count);
        }

        private Ledger ledger(long number) {
            synchronized (JournalAccountStore.this) {
                if (number < 1 || number > accounts) {
                    throw new IndexOutOfBoundsException("account " + number + " of " + accounts);
                }
                return ledgers.ledger(number);
            }
        }

        @Override
        public void close() {
            reading.unlockRead(stamp);
        }
    }
}

package org.holdfast.bench.account;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.holdfast.primitives.AssetId;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.ChainId;
import org.holdfast.tracing.account.ledger.AccountBlock;
import org.holdfast.tracing.account.ledger.AccountIndex;
import org.holdfast.tracing.account.ledger.AccountSnapshot;
import org.holdfast.tracing.account.ledger.AccountStore;
import org.holdfast.tracing.account.ledger.AccountTotals;
import org.holdfast.tracing.account.ledger.AssetTotals;
import org.holdfast.tracing.account.ledger.Direction;
import org.holdfast.tracing.block.BlockFaults;
import org.holdfast.tracing.block.Segment;
import org.holdfast.tracing.index.IndexReport;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/**
 * The ledgers of an account chain in RocksDB, the peer of the account index: one batch a block, no log. It is made for
 * the race: what is known of the whole chain is in memory, and a folder is opened once.
 */
public final class RocksAccounts implements AccountStore {
    private final ChainId chain;
    private final LedgerTables tables;
    private final WriteOptions writing = new WriteOptions().setDisableWAL(true);
    private final ReadOptions reading = new ReadOptions();
    private State state = State.NONE;

    /**
     * How far the ledgers go.
     *
     * @param runs in the order in which they came
     * @param nextEntry the number of the next entry, from 1 on; its position is twice that
     */
    record State(List<Segment> runs, AccountTotals totals, long nextEntry, long nextAccount, long feedOffset) {
        static final State NONE = new State(List.of(), AccountTotals.NONE, 1, 1, 0);

        State {
            runs = List.copyOf(runs);
        }

        Optional<BlockRef> tip() {
            return runs.isEmpty()
                    ? Optional.empty()
                    : Optional.of(runs.getLast().last());
        }

        String tipText() {
            return tip().map(BlockRef::toString).orElse("nothing");
        }

        List<Segment> segments() {
            return runs.stream()
                    .sorted(Comparator.comparingLong(segment -> segment.first().height()))
                    .toList();
        }
    }

    private RocksAccounts(ChainId chain, LedgerTables tables) {
        this.chain = chain;
        this.tables = tables;
    }

    public static RocksAccounts open(Path folder, ChainId chain, long cacheBytes) throws RocksDBException {
        return new RocksAccounts(chain, new LedgerTables(folder, cacheBytes));
    }

    ChainId chain() {
        return chain;
    }

    LedgerTables tables() {
        return tables;
    }

    @Override
    public void append(AccountBlock block, long feedOffset) {
        requireNext(block);
        try (var batch = new WriteBatch()) {
            AccountTotals more = new LedgerBatch(tables, reading, batch, state).write(block);
            tables.db.write(writing, batch);
            var runs = new ArrayList<>(state.runs());
            boolean next =
                    state.tip().filter(tip -> tip.hash().equals(block.parent())).isPresent();
            var first = next ? runs.removeLast().first() : block.block();
            runs.add(new Segment(first, block.block()));
            AccountTotals before = state.totals();
            state = new State(
                    runs,
                    new AccountTotals(
                            before.blocks() + 1,
                            before.entries() + more.entries(),
                            before.movements() + more.movements(),
                            before.accounts() + more.accounts(),
                            before.shortfalls() + more.shortfalls()),
                    state.nextEntry() + more.entries(),
                    state.nextAccount() + more.accounts(),
                    feedOffset);
        } catch (RocksDBException e) {
            throw new IllegalStateException(e);
        }
    }

    private void requireNext(AccountBlock block) {
        for (Segment run : state.runs()) {
            if (run.holds(block.block().height())) {
                throw BlockFaults.overlaps(block.block(), run);
            }
        }
        boolean next = state.tip()
                .filter(tip -> tip.hash().equals(block.parent())
                        && tip.height() + 1 == block.block().height())
                .isPresent();
        boolean above = state.tip()
                .filter(tip -> tip.height() >= block.block().height())
                .isEmpty();
        if (!next && !(block.segmentStart() && above)) {
            throw BlockFaults.notNext(block.block(), state.tipText());
        }
    }

    @Override
    public void retract(BlockRef block, long feedOffset) {
        if (state.tip().filter(block::equals).isEmpty()) {
            throw BlockFaults.notTip(block, state.tipText());
        }
        var row = LedgerTables.Block.of(one(tables.blocks, block.height()).orElseThrow());
        long movements = 0;
        try (var batch = new WriteBatch();
                var rows = tables.db.newIterator(tables.movements, reading)) {
            var sums = new HashMap<AssetId, LedgerTables.Sums>();
            for (long account : row.touched()) {
                movements += takeBack(batch, rows, account, row, sums);
            }
            for (Map.Entry<AssetId, LedgerTables.Sums> sum : sums.entrySet()) {
                batch.put(
                        tables.assets,
                        LedgerTables.assetKey(sum.getKey()),
                        sum.getValue().bytes());
            }
            batch.delete(tables.blocks, LedgerTables.key(block.height()));
            tables.db.write(writing, batch);
        } catch (RocksDBException e) {
            throw new IllegalStateException(e);
        }
        AccountTotals before = state.totals();
        state = new State(
                runsBefore(block),
                new AccountTotals(
                        before.blocks() - 1,
                        row.firstEntry() - 1,
                        before.movements() - movements,
                        row.firstAccount() - 1,
                        row.shortfalls()),
                row.firstEntry(),
                row.firstAccount(),
                feedOffset);
    }

    private List<Segment> runsBefore(BlockRef tip) {
        var runs = new ArrayList<>(state.runs());
        Segment last = runs.removeLast();
        if (last.first().height() < tip.height()) {
            long height = tip.height() - 1;
            var hash = LedgerTables.Block.of(one(tables.blocks, height).orElseThrow())
                    .hash();
            runs.add(new Segment(last.first(), new BlockRef(height, hash)));
        }
        return runs;
    }

    /** Takes the movements of a block off the end of an account; returns how many there were. */
    private long takeBack(
            WriteBatch batch,
            RocksIterator rows,
            long account,
            LedgerTables.Block block,
            Map<AssetId, LedgerTables.Sums> sums)
            throws RocksDBException {
        var known = LedgerTables.Account.of(one(tables.accounts, account).orElseThrow());
        byte[] first = LedgerTables.movementKey(account, 2 * block.firstEntry() - 1);
        long count = 0;
        for (rows.seek(first); rows.isValid() && account(rows.key()) == account; rows.next()) {
            batch.delete(tables.movements, rows.key());
            count++;
            var movement = MovementRow.of(rows.value());
            if (movement.counterparty() == AccountIndex.ABSENT) {
                LedgerTables.Sums sum = sums.computeIfAbsent(known.key().asset(), this::sums);
                boolean in = movement.direction() == Direction.IN;
                BigInteger amount = movement.amount();
                sums.put(
                        known.key().asset(),
                        new LedgerTables.Sums(
                                in ? sum.entered().subtract(amount) : sum.entered(),
                                in ? sum.left() : sum.left().subtract(amount)));
            }
        }
        if (account >= block.firstAccount()) {
            batch.delete(tables.accounts, LedgerTables.key(account));
            batch.delete(tables.names, LedgerTables.nameKey(known.key()));
            return count;
        }
        rows.seekForPrev(LedgerTables.movementKey(account, 2 * block.firstEntry() - 2));
        BigInteger balance = MovementRow.of(rows.value()).balanceAfter();
        var before = new LedgerTables.Account(known.key(), known.movements() - count, balance);
        batch.put(tables.accounts, LedgerTables.key(account), before.bytes());
        return count;
    }

    private static long account(byte[] key) {
        return ByteBuffer.wrap(key).getLong();
    }

    private Optional<byte[]> one(org.rocksdb.ColumnFamilyHandle table, long number) {
        return Optional.ofNullable(
                tables.get(table, reading, List.of(LedgerTables.key(number))).getFirst());
    }

    private LedgerTables.Sums sums(AssetId asset) {
        return LedgerTables.Sums.of(tables.get(tables.assets, reading, List.of(LedgerTables.assetKey(asset)))
                .getFirst());
    }

    /** Writes everything to files and compacts them; returns what the files take. */
    public long finish() throws RocksDBException {
        return tables.finish();
    }

    @Override
    public long feedOffset() {
        return state.feedOffset();
    }

    @Override
    public AccountSnapshot snapshot() {
        return new RocksAccountSnapshot(this, state);
    }

    @Override
    public AccountTotals totals() {
        return state.totals();
    }

    @Override
    public AssetTotals totals(AssetId asset) {
        LedgerTables.Sums sums = sums(asset);
        return new AssetTotals(sums.entered(), sums.left(), sums.entered().subtract(sums.left()));
    }

    /** Nothing is derived here that could be compared. */
    @Override
    public IndexReport check() {
        return new IndexReport(state.totals().entries(), List.of());
    }

    @Override
    public long bytes() {
        try {
            return tables.db.getAggregatedLongProperty("rocksdb.total-sst-files-size");
        } catch (RocksDBException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        reading.close();
        writing.close();
        tables.close();
    }
}

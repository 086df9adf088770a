package org.holdfast.bench.account;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.ChainId;
import org.holdfast.tracing.account.ledger.AccountKey;
import org.holdfast.tracing.account.ledger.AccountSnapshot;
import org.holdfast.tracing.account.ledger.AccountView;
import org.holdfast.tracing.account.ledger.MovementPage;
import org.holdfast.tracing.account.ledger.PageRequest;
import org.holdfast.tracing.block.Segment;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksIterator;
import org.rocksdb.Snapshot;

/** The peer's ledgers at one moment, for one thread: all pages are read by one iterator. */
final class RocksAccountSnapshot implements AccountSnapshot {
    private final RocksAccounts store;
    private final LedgerTables tables;
    private final RocksAccounts.State state;
    private final Snapshot snapshot;
    private final ReadOptions reading;
    private final RocksIterator rows;

    RocksAccountSnapshot(RocksAccounts store, RocksAccounts.State state) {
        this.store = store;
        this.tables = store.tables();
        this.state = state;
        this.snapshot = tables.db.getSnapshot();
        this.reading = new ReadOptions().setSnapshot(snapshot).setPrefixSameAsStart(true);
        this.rows = tables.db.newIterator(tables.movements, reading);
    }

    @Override
    public ChainId chain() {
        return store.chain();
    }

    @Override
    public List<Segment> segments() {
        return state.segments();
    }

    @Override
    public Optional<BlockRef> block(long height) {
        if (state.runs().stream().noneMatch(run -> run.holds(height))) {
            return Optional.empty();
        }
        return Optional.of(new BlockRef(height, row(height).hash()));
    }

    @Override
    public long positionAt(long height) {
        long first = state.nextEntry();
        for (Segment run : state.runs()) {
            if (run.last().height() >= height) {
                long at = Math.max(height, run.first().height());
                first = Math.min(first, row(at).firstEntry());
            }
        }
        return 2 * first - 1;
    }

    private LedgerTables.Block row(long height) {
        byte[] row = tables.get(tables.blocks, reading, List.of(LedgerTables.key(height)))
                .getFirst();
        return LedgerTables.Block.of(row);
    }

    @Override
    public long[] resolve(List<AccountKey> keys) {
        List<byte[]> names = keys.stream().map(LedgerTables::nameKey).toList();
        return tables.get(tables.names, reading, names).stream()
                .mapToLong(row -> row == null ? ABSENT : ByteBuffer.wrap(row).getLong())
                .toArray();
    }

    @Override
    public List<AccountView> accounts(long[] numbers) {
        List<byte[]> keys = Arrays.stream(numbers).mapToObj(LedgerTables::key).toList();
        List<byte[]> found = tables.get(tables.accounts, reading, keys);
        var views = new ArrayList<AccountView>(numbers.length);
        for (int i = 0; i < numbers.length; i++) {
            if (found.get(i) == null) {
                throw new IndexOutOfBoundsException("no account has the number " + numbers[i]);
            }
            var row = LedgerTables.Account.of(found.get(i));
            views.add(new AccountView(numbers[i], row.key(), row.movements(), row.balance()));
        }
        return views;
    }

    @Override
    public List<MovementPage> load(List<PageRequest> requests) {
        return requests.stream().map(this::page).toList();
    }

    private MovementPage page(PageRequest request) {
        var positions = new long[Math.min(request.most(), 64)];
        var bytes = new ArrayList<byte[]>();
        rows.seek(LedgerTables.movementKey(request.account(), request.fromPosition()));
        while (rows.isValid() && bytes.size() < request.most()) {
            if (bytes.size() == positions.length) {
                positions = Arrays.copyOf(positions, 2 * positions.length);
            }
            positions[bytes.size()] = ByteBuffer.wrap(rows.key()).getLong(Long.BYTES);
            bytes.add(rows.value());
            rows.next();
        }
        return new RocksPage(request.account(), positions, bytes, !rows.isValid());
    }

    @Override
    public void close() {
        rows.close();
        reading.close();
        tables.db.releaseSnapshot(snapshot);
        snapshot.close();
    }
}

package org.holdfast.bench.account;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.holdfast.bench.graph.RocksGraph;
import org.holdfast.primitives.AssetId;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.Hash256;
import org.holdfast.tracing.account.ledger.AccountKey;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.DBOptions;
import org.rocksdb.FlushOptions;
import org.rocksdb.LRUCache;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

/**
 * The peer's tables: account number and position to movement; address and asset to account number; account number to
 * count, balance and key; asset to its sums; height to what a block was. Keys are big endian, so that they lie in
 * order.
 */
final class LedgerTables implements AutoCloseable {
    private static final List<String> NAMES = List.of("names", "accounts", "assets", "blocks");
    private static final int ROOM = 96;

    final RocksDB db;
    final ColumnFamilyHandle movements;
    final ColumnFamilyHandle names;
    final ColumnFamilyHandle accounts;
    final ColumnFamilyHandle assets;
    final ColumnFamilyHandle blocks;
    private final List<ColumnFamilyHandle> all;

    /** What an account's row says. */
    record Account(AccountKey key, long movements, BigInteger balance) {
        byte[] bytes() {
            byte[] text = nameKey(key);
            ByteBuffer to = ByteBuffer.allocate(ROOM + text.length + MovementRow.length(balance));
            MovementRow.number(to, movements);
            MovementRow.amount(to, balance);
            return Arrays.copyOf(to.put(text).array(), to.position());
        }

        static Account of(byte[] bytes) {
            ByteBuffer in = ByteBuffer.wrap(bytes);
            long movements = MovementRow.number(in);
            BigInteger balance = MovementRow.amount(in);
            String text = new String(bytes, in.position(), in.remaining(), StandardCharsets.UTF_8);
            int at = text.indexOf('\0');
            var key = new AccountKey(text.substring(0, at), AssetId.parse(text.substring(at + 1)));
            return new Account(key, movements, balance);
        }
    }

    /** What an asset's row says. */
    record Sums(BigInteger entered, BigInteger left) {
        static final Sums NONE = new Sums(BigInteger.ZERO, BigInteger.ZERO);

        byte[] bytes() {
            ByteBuffer to = ByteBuffer.allocate(ROOM + MovementRow.length(entered) + MovementRow.length(left));
            MovementRow.amount(to, entered);
            MovementRow.amount(to, left);
            return Arrays.copyOf(to.array(), to.position());
        }

        static Sums of(byte @Nullable [] bytes) {
            if (bytes == null) {
                return NONE;
            }
            ByteBuffer in = ByteBuffer.wrap(bytes);
            return new Sums(MovementRow.amount(in), MovementRow.amount(in));
        }
    }

    /**
     * What a block's row says.
     *
     * @param firstEntry the number of its first entry, from 1 on
     * @param firstAccount the number that its first new account has, if it has one
     * @param shortfalls of the blocks before it
     * @param touched accounts that have movements in it
     */
    record Block(BlockHash hash, long firstEntry, long firstAccount, long shortfalls, List<Long> touched) {
        byte[] bytes() {
            ByteBuffer to = ByteBuffer.allocate(ROOM + touched.size() * (Long.BYTES + 2));
            to.put(hash.displayBytes());
            MovementRow.number(to, firstEntry);
            MovementRow.number(to, firstAccount);
            MovementRow.number(to, shortfalls);
            touched.forEach(account -> MovementRow.number(to, account));
            return Arrays.copyOf(to.array(), to.position());
        }

        static Block of(byte[] bytes) {
            ByteBuffer in = ByteBuffer.wrap(bytes);
            var hash = new BlockHash(new Hash256(in.getLong(), in.getLong(), in.getLong(), in.getLong()));
            long firstEntry = MovementRow.number(in);
            long firstAccount = MovementRow.number(in);
            long shortfalls = MovementRow.number(in);
            var touched = new ArrayList<Long>();
            while (in.hasRemaining()) {
                touched.add(MovementRow.number(in));
            }
            return new Block(hash, firstEntry, firstAccount, shortfalls, touched);
        }
    }

    LedgerTables(Path folder, long cacheBytes) throws RocksDBException {
        RocksDB.loadLibrary();
        var cache = new LRUCache(cacheBytes);
        var descriptors = new ArrayList<ColumnFamilyDescriptor>();
        descriptors.add(new ColumnFamilyDescriptor(
                RocksDB.DEFAULT_COLUMN_FAMILY, RocksGraph.options(cache).useFixedLengthPrefixExtractor(Long.BYTES)));
        for (String name : NAMES) {
            descriptors.add(
                    new ColumnFamilyDescriptor(name.getBytes(StandardCharsets.US_ASCII), RocksGraph.options(cache)));
        }
        all = new ArrayList<>();
        db = RocksDB.open(
                new DBOptions()
                        .setCreateIfMissing(true)
                        .setCreateMissingColumnFamilies(true)
                        .setMaxBackgroundJobs(2)
                        .setMaxOpenFiles(-1),
                folder.toString(),
                descriptors,
                all);
        movements = all.get(0);
        names = all.get(1);
        accounts = all.get(2);
        assets = all.get(3);
        blocks = all.get(4);
    }

    static byte[] movementKey(long account, long position) {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(account)
                .putLong(position)
                .array();
    }

    static byte[] key(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }

    static byte[] nameKey(AccountKey key) {
        return (key.address() + '\0' + key.asset()).getBytes(StandardCharsets.UTF_8);
    }

    static byte[] assetKey(AssetId asset) {
        return asset.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** In the order of the keys; null for a missing row. */
    List<byte[]> get(ColumnFamilyHandle table, ReadOptions reading, List<byte[]> keys) {
        try {
            return keys.isEmpty()
                    ? List.of()
                    : db.multiGetAsList(reading, Collections.nCopies(keys.size(), table), keys);
        } catch (RocksDBException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes everything to files and compacts them, as after a load; returns what the files take. */
    long finish() throws RocksDBException {
        try (var flush = new FlushOptions().setWaitForFlush(true)) {
            db.flush(flush, all);
        }
        long bytes = 0;
        for (ColumnFamilyHandle table : all) {
            db.compactRange(table);
            bytes += db.getLongProperty(table, "rocksdb.total-sst-files-size");
        }
        return bytes;
    }

    @Override
    public void close() {
        all.forEach(ColumnFamilyHandle::close);
        db.close();
    }
}

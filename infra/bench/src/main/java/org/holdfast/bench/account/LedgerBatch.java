package org.holdfast.bench.account;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.holdfast.primitives.AssetId;
import org.holdfast.tracing.account.ledger.AccountBlock;
import org.holdfast.tracing.account.ledger.AccountIndex;
import org.holdfast.tracing.account.ledger.AccountKey;
import org.holdfast.tracing.account.ledger.AccountTotals;
import org.holdfast.tracing.account.ledger.ConversionLink;
import org.holdfast.tracing.account.ledger.Direction;
import org.holdfast.tracing.account.ledger.EntryKind;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/** The rows of one block. All accounts that it names are looked up together, first their numbers, then their rows. */
final class LedgerBatch {
    private final LedgerTables tables;
    private final ReadOptions reading;
    private final WriteBatch batch;
    private final RocksAccounts.State state;
    private final Map<AccountKey, Touched> touched = new LinkedHashMap<>();
    private final Map<AssetId, LedgerTables.Sums> sums = new HashMap<>();
    private final Map<Integer, AccountBlock.Conversion> legs = new HashMap<>();
    private long movements;
    private long shortfalls;
    private long fresh;

    /** An account that the block names. */
    private static final class Touched {
        long number;
        long movements;
        BigInteger balance = BigInteger.ZERO;
    }

    LedgerBatch(LedgerTables tables, ReadOptions reading, WriteBatch batch, RocksAccounts.State state) {
        this.tables = tables;
        this.reading = reading;
        this.batch = batch;
        this.state = state;
    }

    /** Puts the rows into the batch and returns what the block adds; it adds one block, which is not said. */
    AccountTotals write(AccountBlock block) throws RocksDBException {
        for (AccountBlock.Conversion conversion : block.conversions()) {
            legs.put(conversion.paid(), conversion);
            if (conversion.received() != AccountBlock.Conversion.ELSEWHERE) {
                legs.put(conversion.received(), conversion);
            }
        }
        resolve(block);
        for (int i = 0; i < block.entries().size(); i++) {
            enter(block, i);
        }
        for (Map.Entry<AccountKey, Touched> account : touched.entrySet()) {
            Touched after = account.getValue();
            var row = new LedgerTables.Account(account.getKey(), after.movements, after.balance);
            batch.put(tables.accounts, LedgerTables.key(after.number), row.bytes());
        }
        for (Map.Entry<AssetId, LedgerTables.Sums> sum : sums.entrySet()) {
            batch.put(
                    tables.assets,
                    LedgerTables.assetKey(sum.getKey()),
                    sum.getValue().bytes());
        }
        var row = new LedgerTables.Block(
                block.block().hash(),
                state.nextEntry(),
                state.nextAccount(),
                state.totals().shortfalls(),
                touched.values().stream().map(account -> account.number).toList());
        batch.put(tables.blocks, LedgerTables.key(block.block().height()), row.bytes());
        return new AccountTotals(0, block.entries().size(), movements, fresh, shortfalls);
    }

    private void resolve(AccountBlock block) throws RocksDBException {
        for (AccountBlock.Entry entry : block.entries()) {
            for (String side : List.of(entry.from(), entry.to())) {
                if (!side.isEmpty()) {
                    touched.computeIfAbsent(new AccountKey(side, entry.asset()), key -> new Touched());
                }
            }
            sums.computeIfAbsent(
                    entry.asset(),
                    asset -> LedgerTables.Sums.of(
                            tables.get(tables.assets, reading, List.of(LedgerTables.assetKey(asset)))
                                    .getFirst()));
        }
        var keys = touched.keySet().stream().map(LedgerTables::nameKey).toList();
        List<byte[]> numbers = tables.get(tables.names, reading, keys);
        var known = new ArrayList<Touched>();
        var rows = new ArrayList<byte[]>();
        int at = 0;
        for (Touched account : touched.values()) {
            byte @Nullable [] number = numbers.get(at);
            if (number == null) {
                account.number = state.nextAccount() + fresh++;
                batch.put(tables.names, keys.get(at), LedgerTables.key(account.number));
            } else {
                account.number = ByteBuffer.wrap(number).getLong();
                known.add(account);
                rows.add(number);
            }
            at++;
        }
        List<byte[]> found = tables.get(tables.accounts, reading, rows);
        for (int i = 0; i < found.size(); i++) {
            var row = LedgerTables.Account.of(found.get(i));
            known.get(i).movements = row.movements();
            known.get(i).balance = row.balance();
        }
    }

    private @Nullable Touched side(String address, AssetId asset) {
        return address.isEmpty() ? null : touched.get(new AccountKey(address, asset));
    }

    private void enter(AccountBlock block, int index) throws RocksDBException {
        AccountBlock.Entry entry = block.entries().get(index);
        Touched from = side(entry.from(), entry.asset());
        Touched to = side(entry.to(), entry.asset());
        long position = 2 * (state.nextEntry() + index);
        ConversionLink link = link(block, index);
        if (from == null) {
            add(entry.asset(), entry.amount(), BigInteger.ZERO);
        } else {
            BigInteger missing = entry.amount().subtract(from.balance);
            if (missing.signum() > 0) {
                shortfalls++;
                add(entry.asset(), missing, BigInteger.ZERO);
                from.balance = entry.amount();
                put(block, entry, from, position - 1, EntryKind.UNEXPLAINED, Direction.IN, missing, null, null);
            }
            boolean itself = from == to;
            from.balance = itself ? from.balance : from.balance.subtract(entry.amount());
            Direction direction = itself ? Direction.SELF : Direction.OUT;
            put(block, entry, from, position, entry.kind(), direction, entry.amount(), to, link);
        }
        if (to == null) {
            add(entry.asset(), BigInteger.ZERO, entry.amount());
        } else if (to != from) {
            to.balance = to.balance.add(entry.amount());
            put(block, entry, to, position, entry.kind(), Direction.IN, entry.amount(), from, link);
        }
    }

    private void add(AssetId asset, BigInteger entered, BigInteger left) {
        LedgerTables.Sums before = sums.getOrDefault(asset, LedgerTables.Sums.NONE);
        sums.put(
                asset,
                new LedgerTables.Sums(
                        before.entered().add(entered), before.left().add(left)));
    }

    private void put(
            AccountBlock block,
            AccountBlock.Entry entry,
            Touched account,
            long position,
            EntryKind kind,
            Direction direction,
            BigInteger amount,
            @Nullable Touched other,
            @Nullable ConversionLink link)
            throws RocksDBException {
        movements++;
        account.movements++;
        var row = new MovementRow(
                block.block().height(),
                entry.txIndex(),
                entry.txId(),
                kind,
                direction,
                amount,
                account.balance,
                other == null ? AccountIndex.ABSENT : other.number,
                link);
        batch.put(tables.movements, LedgerTables.movementKey(account.number, position), row.bytes());
    }

    private @Nullable ConversionLink link(AccountBlock block, int index) {
        AccountBlock.Conversion conversion = legs.get(index);
        if (conversion == null) {
            return null;
        }
        boolean paid = conversion.paid() == index;
        int other = paid ? conversion.received() : conversion.paid();
        if (other == AccountBlock.Conversion.ELSEWHERE) {
            return new ConversionLink(
                    true, AccountIndex.ABSENT, AccountIndex.ABSENT, BigInteger.ZERO, conversion.protocol());
        }
        AccountBlock.Entry leg = block.entries().get(other);
        Touched account = side(paid ? leg.to() : leg.from(), leg.asset());
        return new ConversionLink(
                paid,
                2 * (state.nextEntry() + other),
                account == null ? AccountIndex.ABSENT : account.number,
                leg.amount(),
                conversion.protocol());
    }
}

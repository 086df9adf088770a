package org.holdfast.tracing.store.ledger;

import java.math.BigInteger;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.holdfast.primitives.AssetId;
import org.holdfast.primitives.TxId;
import org.holdfast.tracing.account.ledger.AccountBlock;
import org.holdfast.tracing.account.ledger.AccountTotals;
import org.holdfast.tracing.store.frame.BlockEntry;
import org.holdfast.tracing.store.frame.IndexState;
import org.holdfast.tracing.store.frame.LongList;
import org.holdfast.tracing.store.frame.file.IdTable;
import org.holdfast.tracing.store.frame.file.RecordFile;
import org.holdfast.tracing.store.ledger.LedgerRecords.Part;
import org.jspecify.annotations.Nullable;

/**
 * Writes the records of a block behind what is committed, where nobody sees them, with the balances that follow from
 * them. Nothing that is here changes.
 */
final class LedgerLinking {
    private final LedgerBook book;
    private final LedgerRecords records;
    private final LedgerWriter writer;
    private final Map<AssetId, Asset> assets = new HashMap<>();
    private final Map<String, Long> protocols = new HashMap<>();
    private final Map<Integer, AccountBlock.Conversion> legs = new HashMap<>();
    private final LongList entries = new LongList();
    private final EnumMap<Part, BigInteger> parts = new EnumMap<>(Part.class);

    private long end;
    private long directoryEnd;
    private long movements;
    private long accounts;
    private long shortfalls;
    private long transaction;
    private @Nullable TxId lastId;
    private int lastIndex;

    /** An account that the block touches. */
    private static final class Account {
        final long record;
        BigInteger balance;

        Account(long record, BigInteger balance) {
            this.record = record;
            this.balance = balance;
        }
    }

    /** An asset that the block touches. */
    private static final class Asset {
        final long record;
        BigInteger entered;
        BigInteger left;
        final Map<String, Account> accounts = new HashMap<>();

        Asset(long record, BigInteger entered, BigInteger left) {
            this.record = record;
            this.entered = entered;
            this.left = left;
        }
    }

    LedgerLinking(LedgerBook book, RecordFile file) {
        this.book = book;
        this.records = book.records();
        this.writer = new LedgerWriter(file);
    }

    /** Throws {@link org.holdfast.primitives.InputFaultException} where the block cannot follow. */
    BlockEntry<LedgerTotals> link(AccountBlock block, long feedOffset, IndexState<LedgerTotals> state, IdTable table) {
        state.requireNext(block.block(), block.parent(), block.segmentStart());
        begin(state);
        for (AccountBlock.Conversion conversion : block.conversions()) {
            legs.put(conversion.paid(), conversion);
            if (conversion.received() != AccountBlock.Conversion.ELSEWHERE) {
                legs.put(conversion.received(), conversion);
            }
        }
        for (int i = 0; i < block.entries().size(); i++) {
            enter(block.entries().get(i), i, table);
        }
        for (AccountBlock.Conversion conversion : block.conversions()) {
            if (conversion.received() != AccountBlock.Conversion.ELSEWHERE) {
                long paid = entries.get(conversion.paid());
                long received = entries.get(conversion.received());
                records.putOtherLeg(paid, received);
                records.putOtherLeg(received, paid);
            }
        }
        AccountTotals before = state.totals().totals();
        var totals = new AccountTotals(
                before.blocks() + 1,
                before.entries() + entries.size(),
                before.movements() + movements,
                before.accounts() + accounts,
                before.shortfalls() + shortfalls);
        int checksum = records.checksum(state.end(), writer.end())
                .orElseThrow(() -> new IllegalStateException("the records of " + block.block() + " are no row"));
        return new BlockEntry<>(
                block.block(),
                block.parent(),
                block.segmentStart(),
                block.timeSeconds(),
                state.end(),
                writer.end(),
                feedOffset,
                new LedgerTotals(totals, directoryEnd, book.lists().free()),
                checksum);
    }

    private void begin(IndexState<LedgerTotals> state) {
        end = state.end();
        directoryEnd = state.totals().directoryEnd();
        writer.begin(end);
        assets.clear();
        protocols.clear();
        legs.clear();
        entries.clear();
        movements = 0;
        accounts = 0;
        shortfalls = 0;
        lastId = null;
    }

    private void enter(AccountBlock.Entry entry, int index, IdTable table) {
        Asset asset = asset(entry.asset(), table);
        Account from = entry.from().isEmpty() ? null : account(asset, entry.from(), table);
        Account to = entry.to().isEmpty() ? null : account(asset, entry.to(), table);
        parts.clear();
        parts.put(Part.AMOUNT, entry.amount());
        if (from == null) {
            asset.entered = asset.entered.add(entry.amount());
            parts.put(Part.ENTERED, asset.entered);
        } else {
            pay(asset, from, from == to, entry.amount());
        }
        if (to == null) {
            asset.left = asset.left.add(entry.amount());
            parts.put(Part.LEFT, asset.left);
        } else if (to != from) {
            movements++;
            to.balance = to.balance.add(entry.amount());
            parts.put(Part.TO_AFTER, to.balance);
        }
        AccountBlock.Conversion conversion = legs.get(index);
        int flags = 0;
        long protocol = 0;
        if (conversion != null) {
            flags = conversion.paid() == index ? LedgerRecords.PAID : LedgerRecords.RECEIVED;
            protocol = protocols.computeIfAbsent(conversion.protocol(), text -> writer.text(LedgerBook.bytes(text)));
        }
        if (!entry.txId().equals(lastId) || entry.txIndex() != lastIndex) {
            transaction = writer.transaction(entry.txId(), entry.txIndex());
            lastId = entry.txId();
            lastIndex = entry.txIndex();
        }
        var draft = new LedgerWriter.Draft(
                transaction, entry.kind(), from == null ? 0 : from.record, to == null ? 0 : to.record, flags, protocol);
        entries.add(writer.entry(draft, parts));
    }

    /** What the payer was not known to hold enters the asset just before the payment. */
    private void pay(Asset asset, Account from, boolean itself, BigInteger amount) {
        BigInteger missing = amount.subtract(from.balance);
        if (missing.signum() > 0) {
            shortfalls++;
            movements++;
            asset.entered = asset.entered.add(missing);
            parts.put(Part.MISSING, missing);
            parts.put(Part.ENTERED, asset.entered);
            from.balance = amount;
        }
        movements++;
        from.balance = itself ? from.balance : from.balance.subtract(amount);
        parts.put(Part.FROM_AFTER, from.balance);
    }

    private Asset asset(AssetId id, IdTable table) {
        Asset known = assets.get(id);
        if (known != null) {
            return known;
        }
        String text = id.toString();
        long record = book.asset(text, table, end);
        Asset asset;
        if (record == 0) {
            long entered = place();
            long left = place();
            record = writer.key(LedgerRecords.ASSET, LedgerBook.bytes(text), entered, left);
            asset = new Asset(record, BigInteger.ZERO, BigInteger.ZERO);
        } else {
            asset = new Asset(
                    record,
                    book.sum(records.ledger(record), Part.ENTERED),
                    book.sum(records.leftLedger(record), Part.LEFT));
        }
        assets.put(id, asset);
        return asset;
    }

    private Account account(Asset asset, String address, IdTable table) {
        Account known = asset.accounts.get(address);
        if (known != null) {
            return known;
        }
        long record = asset.record < end ? book.account(address, asset.record, table, end) : 0;
        Account account;
        if (record == 0) {
            accounts++;
            record = writer.key(LedgerRecords.ACCOUNT, LedgerBook.bytes(address), place(), asset.record);
            account = new Account(record, BigInteger.ZERO);
        } else {
            account = new Account(record, book.balance(record));
        }
        asset.accounts.put(address, account);
        return account;
    }

    /** The number of a new ledger. */
    private long place() {
        long place = book.lists().placeBehind(directoryEnd);
        directoryEnd = MovementLists.behind(place);
        return MovementLists.numberAt(place);
    }
}

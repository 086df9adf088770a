package org.holdfast.tracing.store.ledger;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.holdfast.primitives.AssetId;
import org.holdfast.tracing.account.ledger.AccountBlock;
import org.holdfast.tracing.store.frame.file.IdTable;
import org.holdfast.tracing.store.ledger.LedgerRecords.Part;
import org.jspecify.annotations.Nullable;

/**
 * The assets and accounts that a block touches, with their balances while its entries are applied. Accounts of the next
 * entries are looked up together: each look-up waits for far memory, and look-ups of several accounts do not depend on
 * each other, so they wait at the same time.
 */
final class BlockAccounts {
    /** The record of an account whose existence is not known yet. */
    private static final long UNKNOWN = -1;

    private static final long NONE = 0;

    /** An account that the block touches. */
    static final class Account {
        private final byte[] text;
        private final long hash;
        /** {@link #NONE} before the record of a new account is written. */
        private long record = UNKNOWN;

        private BigInteger balance = BigInteger.ZERO;

        private Account(byte[] text, long hash) {
            this.text = text;
            this.hash = hash;
        }

        long record() {
            return record;
        }

        BigInteger balance() {
            return balance;
        }

        void become(BigInteger changed) {
            balance = changed;
        }
    }

    /** An asset that the block touches. */
    static final class Asset {
        private final long record;
        private BigInteger entered;
        private BigInteger left;
        private final Map<String, Account> accounts = new HashMap<>();

        private Asset(long record, BigInteger entered, BigInteger left) {
            this.record = record;
            this.entered = entered;
            this.left = left;
        }

        BigInteger enter(BigInteger amount) {
            entered = entered.add(amount);
            return entered;
        }

        BigInteger leave(BigInteger amount) {
            left = left.add(amount);
            return left;
        }
    }

    private final LedgerBook book;
    private final LedgerRecords records;
    private final LedgerWriter writer;
    private final Map<AssetId, Asset> assets = new HashMap<>();
    private final List<Account> pending = new ArrayList<>();
    private final List<Asset> pendingAssets = new ArrayList<>();
    private long end;
    private long directoryEnd;
    private long made;
    /** Keeps the compiler from removing reads whose value is not used. */
    private long read;

    BlockAccounts(LedgerBook book, LedgerWriter writer) {
        this.book = book;
        this.records = book.records();
        this.writer = writer;
    }

    void begin(long recordsEnd, long ledgersEnd) {
        end = recordsEnd;
        directoryEnd = ledgersEnd;
        made = 0;
        assets.clear();
        pending.clear();
        pendingAssets.clear();
    }

    /** After the last ledger of the directory, with those of the block. */
    long directoryEnd() {
        return directoryEnd;
    }

    /** How many accounts are new with the block. */
    long made() {
        return made;
    }

    /** What was read ahead, as a number without meaning. */
    long read() {
        return read;
    }

    /** Looks up the accounts of some entries that come next. */
    void lookAhead(List<AccountBlock.Entry> next, IdTable table) {
        long sum = 0;
        for (AccountBlock.Entry entry : next) {
            Asset asset = known(entry.asset(), table);
            if (asset != null && asset.record < end) {
                sum += expect(asset, entry.from(), table);
                sum += expect(asset, entry.to(), table);
            }
        }
        for (Account account : pending) {
            long likely = table.likely(account.hash);
            sum += likely == NONE || likely >= end ? 0 : records.touch(likely);
        }
        for (int i = 0; i < pending.size(); i++) {
            Account account = pending.get(i);
            account.record = book.account(account.text, account.hash, pendingAssets.get(i).record, table, end);
            sum += account.record == NONE ? 0 : book.lists().tail(records.ledger(account.record));
        }
        for (Account account : pending) {
            sum += account.record == NONE ? 0 : book.lists().last(records.ledger(account.record));
        }
        for (Account account : pending) {
            account.balance = account.record == NONE ? BigInteger.ZERO : book.balance(account.record);
        }
        pending.clear();
        pendingAssets.clear();
        read += sum;
    }

    private long expect(Asset asset, String address, IdTable table) {
        if (address.isEmpty() || asset.accounts.containsKey(address)) {
            return 0;
        }
        Account account = account(asset, address);
        pending.add(account);
        pendingAssets.add(asset);
        return table.touch(account.hash);
    }

    private static Account account(Asset asset, String address) {
        byte[] text = LedgerBook.bytes(address);
        var account = new Account(text, LedgerBook.hash(text, asset.record));
        asset.accounts.put(address, account);
        return account;
    }

    /** An asset of the block or of the records; null for a new one. */
    private @Nullable Asset known(AssetId id, IdTable table) {
        Asset asset = assets.get(id);
        if (asset == null) {
            long record = book.asset(id.toString(), table, end);
            if (record != NONE) {
                BigInteger entered = book.sum(records.ledger(record), Part.ENTERED);
                asset = new Asset(record, entered, book.sum(records.leftLedger(record), Part.LEFT));
                assets.put(id, asset);
            }
        }
        return asset;
    }

    /** The asset, with a record of its own from now on. */
    Asset asset(AssetId id, IdTable table) {
        Asset asset = known(id, table);
        if (asset == null) {
            long entered = place();
            long left = place();
            long record = writer.key(LedgerRecords.ASSET, LedgerBook.bytes(id.toString()), entered, left);
            asset = new Asset(record, BigInteger.ZERO, BigInteger.ZERO);
            assets.put(id, asset);
        }
        return asset;
    }

    /** The account, with a record of its own from now on. */
    Account account(Asset asset, String address, IdTable table) {
        Account known = asset.accounts.get(address);
        Account account = known == null ? account(asset, address) : known;
        if (account.record == UNKNOWN) {
            account.record =
                    asset.record < end ? book.account(account.text, account.hash, asset.record, table, end) : NONE;
            account.balance = account.record == NONE ? BigInteger.ZERO : book.balance(account.record);
        }
        if (account.record == NONE) {
            made++;
            account.record = writer.key(LedgerRecords.ACCOUNT, account.text, place(), asset.record);
        }
        return account;
    }

    /** The number of a new ledger. */
    private long place() {
        long place = book.lists().placeBehind(directoryEnd);
        directoryEnd = MovementLists.behind(place);
        return MovementLists.numberAt(place);
    }
}

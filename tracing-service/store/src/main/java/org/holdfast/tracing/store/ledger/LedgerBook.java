package org.holdfast.tracing.store.ledger;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.holdfast.tracing.account.ledger.AccountKey;
import org.holdfast.tracing.store.frame.file.IdTable;
import org.holdfast.tracing.store.ledger.LedgerRecords.Part;

/**
 * The data that is derived from the records of an account chain: the directory of ledgers, the movements of each, and
 * the table of their keys. An asset has two ledgers that are not accounts: one of inflows, one of outflows; so its sums
 * are kept, and reverted, like balances.
 */
final class LedgerBook {
    private static final long MULTIPLIER = 0x9E37_79B9_7F4A_7C15L;

    private final LedgerRecords records;
    private final MovementLists lists;

    LedgerBook(LedgerRecords records, MovementLists lists) {
        this.records = records;
        this.lists = lists;
    }

    LedgerRecords records() {
        return records;
    }

    MovementLists lists() {
        return lists;
    }

    /** Applies the records between two places; {@link #index} adds their accounts and assets to the table. */
    void apply(long first, long end) {
        records.forEach(first, end, (type, at) -> {
            switch (type) {
                case LedgerRecords.ACCOUNT -> lists.add(records.ledger(at), at);
                case LedgerRecords.ASSET -> {
                    lists.add(records.ledger(at), at);
                    lists.add(records.leftLedger(at), at);
                }
                case LedgerRecords.ENTRY -> sides(at, lists::push);
                default -> {
                    // Entries refer to transactions and texts.
                }
            }
        });
    }

    /** Puts the accounts and assets between two places into the table. */
    void index(long first, long end, IdTable table) {
        records.forEach(first, end, (type, at) -> {
            if (isKey(type)) {
                table.add(hash(type, at), at);
            }
        });
    }

    /**
     * Reverts the changes of the records between two places, or a part of them; a second call changes nothing.
     *
     * @param directoryEnd of the directory before them
     * @param listsEnd of the segments before them
     */
    void undo(long first, long end, long directoryEnd, long listsEnd, IdTable table) {
        long from = LedgerRecords.position(first) - 1;
        records.forEach(first, end, (type, at) -> {
            if (isKey(type)) {
                table.replace(hash(type, at), 0, place -> place == at);
            } else if (type == LedgerRecords.ENTRY) {
                sides(at, (ledger, position) -> {
                    if (MovementLists.placeOf(ledger) < directoryEnd) {
                        lists.cut(ledger, from);
                    }
                });
            }
        });
        lists.freeBehind(listsEnd);
    }

    /** Receives a movement of a ledger. */
    interface Side {
        void take(long ledger, long position);
    }

    /** The movements that an entry makes, in order within each ledger. */
    void sides(long entry, Side side) {
        long position = LedgerRecords.position(entry);
        long from = records.from(entry);
        long to = records.to(entry);
        boolean isShort = records.isShort(entry);
        if (isShort || from == 0) {
            side.take(records.ledger(records.assetOfEntry(entry)), isShort ? position - 1 : position);
        }
        if (isShort) {
            side.take(records.ledger(from), position - 1);
        }
        if (from != 0) {
            side.take(records.ledger(from), position);
        }
        if (to != 0 && to != from) {
            side.take(records.ledger(to), position);
        }
        if (to == 0) {
            side.take(records.leftLedger(records.assetOfEntry(entry)), position);
        }
    }

    /** The balance of an account after one of its movements. */
    BigInteger balanceAfter(long account, long position) {
        long entry = LedgerRecords.entryOf(position);
        if (LedgerRecords.isShortfall(position)) {
            return records.part(entry, Part.AMOUNT);
        }
        return records.part(entry, records.from(entry) == account ? Part.FROM_AFTER : Part.TO_AFTER);
    }

    /** The balance of an account now. */
    BigInteger balance(long account) {
        long last = lists.last(records.ledger(account));
        return last == 0 ? BigInteger.ZERO : balanceAfter(account, last);
    }

    /** The present sum of an asset's ledger. */
    BigInteger sum(long ledger, Part part) {
        return sumAt(lists.last(ledger), part);
    }

    /** Its sum after so many movements. */
    BigInteger sum(long ledger, long count, Part part) {
        return sumAt(count == 0 ? 0 : lists.positions(ledger, count - 1, 1)[0], part);
    }

    private BigInteger sumAt(long position, Part part) {
        return position == 0 ? BigInteger.ZERO : records.part(LedgerRecords.entryOf(position), part);
    }

    /** The record of an asset, 0 if it is unknown. */
    long asset(String asset, IdTable table, long end) {
        byte[] text = bytes(asset);
        return table.find(
                hash(text, 0), at -> records.type(at, end) == LedgerRecords.ASSET && records.hasText(at, text));
    }

    /**
     * The record of an account, 0 if it is unknown.
     *
     * @param hash of its text and its asset
     */
    long account(byte[] text, long hash, long asset, IdTable table, long end) {
        return table.find(
                hash,
                at -> records.type(at, end) == LedgerRecords.ACCOUNT
                        && records.assetOf(at) == asset
                        && records.hasText(at, text));
    }

    /** The record of an account, 0 if it is unknown. */
    long account(AccountKey key, IdTable table, long end) {
        long asset = asset(key.asset().toString(), table, end);
        byte[] text = bytes(key.address());
        return asset == 0 ? 0 : account(text, hash(text, asset), asset, table, end);
    }

    /** Whether the table has an account or asset. */
    boolean isFound(int type, long key, IdTable table) {
        return table.find(hash(type, key), place -> place == key) == key;
    }

    static boolean isKey(int type) {
        return type == LedgerRecords.ACCOUNT || type == LedgerRecords.ASSET;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private long hash(int type, long key) {
        return hash(records.textBytes(key), type == LedgerRecords.ACCOUNT ? records.assetOf(key) : 0);
    }

    /** The hash of a text by which the table finds an account, or an asset with 0. */
    static long hash(byte[] text, long asset) {
        long hash = asset;
        for (byte next : text) {
            hash = (hash ^ next) * MULTIPLIER;
            hash ^= hash >>> 29;
        }
        return IdTable.mixed(hash);
    }
}

package org.holdfast.tracing.store.ledger;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import org.holdfast.tracing.account.ledger.AccountTotals;
import org.holdfast.tracing.index.IndexReport;
import org.holdfast.tracing.store.frame.BlockFile;
import org.holdfast.tracing.store.frame.IndexCheck;
import org.holdfast.tracing.store.frame.IndexState;
import org.holdfast.tracing.store.frame.file.IdTable;
import org.holdfast.tracing.store.frame.file.RecordFile;
import org.holdfast.tracing.store.ledger.LedgerRecords.Part;
import org.jspecify.annotations.Nullable;

/**
 * Compares the ledgers of an account chain with their records: the checksum of each block, each movement with its
 * entry, each balance with the one before it, each account and asset with the table, the balances of an asset with its
 * inflows and outflows, and counts with the stored ones. Ledgers have as many movements as the entries make, each in
 * order and made by its entry; so none is missing and none is there twice.
 */
final class LedgerCheck extends IndexCheck<LedgerTotals> {
    private final LedgerBook book;
    private final LedgerRecords records;
    private final MovementLists lists;
    private final BlockFile<LedgerTotals> blocks;
    private final IdTable table;

    /** By asset record: the sum of balances, and inflows minus outflows. */
    private final Map<Long, BigInteger> held = new HashMap<>();

    private final Map<Long, BigInteger> kept = new HashMap<>();

    private long entries;
    private long sides;
    private long movements;
    private long accounts;
    private long shortfalls;
    private long listed;
    private long listedOfAccounts;
    private long end;

    LedgerCheck(LedgerBook book, BlockFile<LedgerTotals> blocks, IdTable table) {
        this.book = book;
        this.records = book.records();
        this.lists = book.lists();
        this.blocks = blocks;
        this.table = table;
    }

    IndexReport check(IndexState<LedgerTotals> state) {
        end = state.end();
        if (blocks(state, blocks, records::checksum)) {
            records.forEach(0, end, this::count);
            long directoryEnd = state.totals().directoryEnd();
            records.forEach(0, end, (type, at) -> {
                if (LedgerBook.isKey(type) && !isFull()) {
                    key(type, at, directoryEnd);
                }
            });
            sums(state);
        }
        return report(entries);
    }

    @Override
    protected void block(long first, long blockEnd) {
        // Entries and ledgers are compared when the records of all blocks are known to be whole.
    }

    private void count(int type, long at) {
        if (type == LedgerRecords.ACCOUNT) {
            accounts++;
        } else if (type == LedgerRecords.ENTRY) {
            entries++;
            long from = records.from(at);
            long to = records.to(at);
            shortfalls += records.isShort(at) ? 1 : 0;
            movements += (records.isShort(at) ? 1 : 0) + (from == 0 ? 0 : 1) + (to == 0 || to == from ? 0 : 1);
            book.sides(at, (ledger, position) -> sides++);
        }
    }

    private void key(int type, long key, long directoryEnd) {
        try {
            if (!book.isFound(type, key, table)) {
                found("the table does not lead to " + records.text(key));
            }
            if (type == LedgerRecords.ACCOUNT) {
                BigInteger balance = ledger(records.ledger(key), key, null, directoryEnd);
                held.merge(records.assetOf(key), balance, BigInteger::add);
            } else {
                BigInteger entered = ledger(records.ledger(key), key, Part.ENTERED, directoryEnd);
                BigInteger left = ledger(records.leftLedger(key), key, Part.LEFT, directoryEnd);
                kept.put(key, entered.subtract(left));
            }
        } catch (IndexOutOfBoundsException | IllegalStateException e) {
            found("the ledger of " + records.text(key) + " leads out of the files");
        }
    }

    /** Goes back from the last visible movement; returns the balance or sum of the ledger. */
    private BigInteger ledger(long number, long key, @Nullable Part part, long directoryEnd) {
        long place = MovementLists.placeOf(number);
        if (place < RecordFile.HEADER_WORDS || place >= directoryEnd || lists.key(number) != key) {
            found("the directory has no ledger of " + records.text(key));
            return BigInteger.ZERO;
        }
        BigInteger last = null;
        BigInteger wanted = null;
        long behind = LedgerRecords.position(end) - 1;
        long after = 0;
        for (long segment = lists.tail(number); segment != 0; segment = lists.previous(segment)) {
            int size = lists.isPlace(segment, 0) ? lists.size(segment) : 0;
            if (!isSegment(segment, size, after)) {
                found("the list of " + records.text(key) + " is broken");
                return BigInteger.ZERO;
            }
            for (int i = size - 1; i >= 0; i--) {
                long position = lists.at(segment, i);
                if (last == null && position >= behind) {
                    // A block that arrived after this check began.
                    continue;
                }
                if (position >= behind || !isSide(position, key, part)) {
                    found("a movement of " + records.text(key) + " leads to an entry that is not its own");
                    return BigInteger.ZERO;
                }
                BigInteger stands = stands(position, key, part);
                if (wanted != null && !stands.equals(wanted)) {
                    found("the balances of " + records.text(key) + " do not follow from one another");
                }
                last = last == null ? stands : last;
                wanted = before(stands, position, key, part);
                behind = position;
                listed++;
                listedOfAccounts += part == null ? 1 : 0;
            }
            after = segment;
        }
        if (wanted != null && wanted.signum() != 0) {
            found("the ledger of " + records.text(key) + " does not begin with nothing");
        }
        return last == null ? BigInteger.ZERO : last;
    }

    /**
     * @param after the segment that follows, 0 for none
     */
    private boolean isSegment(long segment, int size, long after) {
        if (size < 1) {
            return false;
        }
        int depth = lists.depth(segment);
        int most = depth < 0 ? 0 : MovementLists.capacity(depth);
        if (size > most || !lists.isPlace(segment, depth) || (after != 0 && size != most)) {
            return false;
        }
        long previous = lists.previous(segment);
        return previous == 0
                ? depth == 0 && lists.jump(segment) == 0
                : depth == lists.depth(previous) + 1 && lists.jump(segment) == lists.jumpOver(previous);
    }

    private boolean isSide(long position, long key, @Nullable Part part) {
        long entry = LedgerRecords.entryOf(position);
        if (records.type(entry, end) != LedgerRecords.ENTRY) {
            return false;
        }
        long from = records.from(entry);
        boolean isShort = LedgerRecords.isShortfall(position);
        if (isShort && !records.isShort(entry)) {
            return false;
        }
        if (part == null) {
            return from == key || (!isShort && records.to(entry) == key);
        }
        boolean touches = part == Part.ENTERED ? isShort || from == 0 : !isShort && records.to(entry) == 0;
        return touches && records.assetOfEntry(entry) == key;
    }

    private BigInteger stands(long position, long key, @Nullable Part part) {
        return part == null ? book.balanceAfter(key, position) : records.part(LedgerRecords.entryOf(position), part);
    }

    private BigInteger before(BigInteger stands, long position, long key, @Nullable Part part) {
        long entry = LedgerRecords.entryOf(position);
        boolean isShort = LedgerRecords.isShortfall(position);
        BigInteger amount = records.part(entry, isShort ? Part.MISSING : Part.AMOUNT);
        if (part == null && !isShort && records.from(entry) == key) {
            return records.to(entry) == key ? stands : stands.add(amount);
        }
        return stands.subtract(amount);
    }

    private void sums(IndexState<LedgerTotals> state) {
        if (!isSound()) {
            return;
        }
        for (Map.Entry<Long, BigInteger> asset : kept.entrySet()) {
            BigInteger balances = held.getOrDefault(asset.getKey(), BigInteger.ZERO);
            if (!balances.equals(asset.getValue())) {
                found("accounts hold " + balances + " of " + records.text(asset.getKey()) + ", entered less left are "
                        + asset.getValue());
            }
        }
        var counted = new AccountTotals(state.blocks(), entries, listedOfAccounts, accounts, shortfalls);
        if (listed != sides
                || listedOfAccounts != movements
                || !counted.equals(state.totals().totals())) {
            found("counts are " + counted + " and " + listed + " movements of " + sides + ", kept were "
                    + state.totals().totals());
        }
    }
}

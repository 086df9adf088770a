package org.holdfast.tracing.store.ledger;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.holdfast.primitives.AssetId;
import org.holdfast.tracing.account.ledger.AccountKey;
import org.holdfast.tracing.account.ledger.AccountSnapshot;
import org.holdfast.tracing.account.ledger.AccountView;
import org.holdfast.tracing.account.ledger.AssetTotals;
import org.holdfast.tracing.account.ledger.MovementPage;
import org.holdfast.tracing.account.ledger.PageRequest;
import org.holdfast.tracing.store.frame.IndexState;
import org.holdfast.tracing.store.frame.MappedSnapshot;
import org.holdfast.tracing.store.frame.file.IdTable;
import org.holdfast.tracing.store.frame.file.RecordFile;
import org.holdfast.tracing.store.ledger.LedgerRecords.Part;

/** The ledgers of a chain of accounts at one moment. */
final class MappedAccountSnapshot extends MappedSnapshot<LedgerTotals> implements AccountSnapshot {
    /** Movements of a page that are fetched ahead: most readers leave a ledger after a few. */
    private static final int EXPECTED_MAX = 64;

    private final LedgerBook book;
    private final LedgerRecords records;
    private final MovementLists lists;
    private final IndexState<LedgerTotals> state;
    /** The position after the last visible movement. */
    private final long end;

    MappedAccountSnapshot(View<LedgerTotals> view, LedgerBook book) {
        super(view);
        this.book = book;
        this.records = book.records();
        this.lists = book.lists();
        this.state = view.state();
        this.end = positionOf(state.end());
    }

    @Override
    public long positionAt(long height) {
        return positionOf(state.placeAt(height));
    }

    @Override
    public long[] resolve(List<AccountKey> keys) {
        IdTable table = table();
        return keys.stream()
                .mapToLong(key -> {
                    long account = book.account(key, table, state.end());
                    return account == 0 ? ABSENT : records.ledger(account);
                })
                .toArray();
    }

    @Override
    public List<AccountView> accounts(long[] numbers) {
        var views = new ArrayList<AccountView>(numbers.length);
        for (long number : numbers) {
            long key = key(number);
            long count = lists.countBefore(number, end);
            BigInteger balance =
                    count == 0 ? BigInteger.ZERO : book.balanceAfter(key, lists.positions(number, count - 1, 1)[0]);
            var asset = AssetId.parse(records.text(records.assetOf(key)));
            views.add(new AccountView(number, new AccountKey(records.text(key), asset), count, balance));
        }
        return views;
    }

    /** Asks the system for the records of all pages before the first of them is read. */
    @Override
    public void expect(List<PageRequest> requests) {
        for (PageRequest request : requests) {
            long number = request.account();
            long count = lists.countBefore(number, end);
            long first = Math.min(count, lists.countBefore(number, request.fromPosition()));
            int size = (int) Math.min(count - first, Math.min(request.most(), EXPECTED_MAX));
            for (long position : lists.positions(number, first, size)) {
                records.expect(LedgerRecords.entryOf(position));
            }
        }
    }

    @Override
    public List<MovementPage> load(List<PageRequest> requests) {
        if (requests.size() > 1) {
            expect(requests);
        }
        return requests.stream().map(this::page).toList();
    }

    private MovementPage page(PageRequest request) {
        long number = request.account();
        key(number);
        long count = lists.countBefore(number, end);
        long first = Math.min(count, lists.countBefore(number, request.fromPosition()));
        int size = (int) Math.min(count - first, request.most());
        return new MappedMovementPage(book, state, number, lists.positions(number, first, size), first + size == count);
    }

    /** Sums of one asset. */
    AssetTotals totals(AssetId asset) {
        long key = book.asset(asset.toString(), table(), state.end());
        if (key == 0) {
            return new AssetTotals(BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO);
        }
        BigInteger entered = sum(records.ledger(key), Part.ENTERED);
        BigInteger left = sum(records.leftLedger(key), Part.LEFT);
        return new AssetTotals(entered, left, entered.subtract(left));
    }

    private BigInteger sum(long ledger, Part part) {
        return book.sum(ledger, lists.countBefore(ledger, end), part);
    }

    /** The record of the account with a number. */
    private long key(long number) {
        long place = MovementLists.placeOf(number);
        if (number >= MovementLists.numberAt(RecordFile.HEADER_WORDS)
                && place < state.totals().directoryEnd()) {
            long key = lists.key(number);
            if (records.type(key, state.end()) == LedgerRecords.ACCOUNT && records.ledger(key) == number) {
                return key;
            }
        }
        throw new IndexOutOfBoundsException("no account has the number " + number);
    }

    private static long positionOf(long word) {
        return Math.max(0, LedgerRecords.position(word) - 1);
    }
}

package org.holdfast.tracing.store.ledger;

import java.nio.file.Path;
import org.holdfast.primitives.AssetId;
import org.holdfast.primitives.ChainId;
import org.holdfast.tracing.account.ledger.AccountBlock;
import org.holdfast.tracing.account.ledger.AccountSnapshot;
import org.holdfast.tracing.account.ledger.AccountStore;
import org.holdfast.tracing.account.ledger.AccountTotals;
import org.holdfast.tracing.account.ledger.AssetTotals;
import org.holdfast.tracing.index.IndexReport;
import org.holdfast.tracing.store.frame.IndexFormat;
import org.holdfast.tracing.store.frame.IndexOpening;
import org.holdfast.tracing.store.frame.MappedIndex;
import org.holdfast.tracing.store.frame.catalog.MappedCatalog;

/** The ledgers of a chain of accounts: records in ledger order, and for each ledger the list of its movements. */
public final class MappedAccountStore extends MappedIndex<AccountBlock, LedgerTotals, LedgerContent>
        implements AccountStore {
    /** The high half of the version sets ledgers apart from graphs. */
    private static final IndexFormat<AccountBlock, LedgerTotals, LedgerContent> FORMAT =
            new IndexFormat<>(1 << 16 | 2, LedgerTotals.CODE, LedgerContent::new);

    private MappedAccountStore(IndexOpening opening) {
        super(opening, FORMAT);
    }

    /**
     * Opens ledgers, new ones where there are none.
     *
     * @throws org.holdfast.primitives.InputFaultException if another process has them open, their format is another, or
     *     they belong to another chain
     */
    public static MappedAccountStore open(IndexOpening opening) {
        return new MappedAccountStore(opening);
    }

    /** Opens ledgers with files of the usual size. */
    public static MappedAccountStore open(Path folder, ChainId chain) {
        return open(IndexOpening.of(folder, chain));
    }

    /** The ledgers of chains of accounts below a folder. */
    public static MappedCatalog<MappedAccountStore> catalog(Path data) {
        return new MappedCatalog<>(data, MappedAccountStore::open);
    }

    @Override
    public AccountTotals totals() {
        return state().totals().totals();
    }

    @Override
    public AssetTotals totals(AssetId asset) {
        try (MappedAccountSnapshot snapshot = read()) {
            return snapshot.totals(asset);
        }
    }

    @Override
    public AccountSnapshot snapshot() {
        return read();
    }

    private MappedAccountSnapshot read() {
        return new MappedAccountSnapshot(view(), content().book());
    }

    /** Compares checksums, counts, sums, balances, lists and table of all ledgers with their records. */
    @Override
    public IndexReport check() {
        var view = view();
        LedgerBook book = content().book();
        try (var _ = new MappedAccountSnapshot(view, book)) {
            return new LedgerCheck(book, blocks(), table()).check(view.state());
        }
    }
}

package org.holdfast.tracing.store.ledger;

import java.util.OptionalInt;
import org.holdfast.tracing.account.ledger.AccountBlock;
import org.holdfast.tracing.store.frame.BlockEntry;
import org.holdfast.tracing.store.frame.IndexContent;
import org.holdfast.tracing.store.frame.IndexState;
import org.holdfast.tracing.store.frame.file.IdTable;
import org.holdfast.tracing.store.frame.file.IndexFiles;
import org.holdfast.tracing.store.frame.file.RecordFile;

/** Records of ledgers. Derived from them are the directory of ledgers and the list of movements of each. */
final class LedgerContent implements IndexContent<AccountBlock, LedgerTotals> {
    private final LedgerBook book;
    private final LedgerLinking linking;

    LedgerContent(IndexFiles files, RecordFile records, int shift) {
        var directory = new RecordFile(files.folder(), "accounts", shift);
        var segments = new RecordFile(files.folder(), "lists", shift);
        this.book = new LedgerBook(new LedgerRecords(records), new MovementLists(directory, segments));
        this.linking = new LedgerLinking(book, records);
    }

    LedgerBook book() {
        return book;
    }

    @Override
    public BlockEntry<LedgerTotals> link(
            AccountBlock block, long feedOffset, IndexState<LedgerTotals> state, IdTable table) {
        return linking.link(block, feedOffset, state, table);
    }

    @Override
    public void apply(AccountBlock block, BlockEntry<LedgerTotals> entry, IdTable table) {
        book.apply(entry.first(), entry.end());
        book.index(entry.first(), entry.end(), table);
    }

    @Override
    public void undo(long first, long end, LedgerTotals kept, LedgerTotals undone, IdTable table) {
        book.undo(first, end, kept.directoryEnd(), undone.listsBefore(), table);
    }

    /** Not fewer than the accounts and assets. */
    @Override
    public long keys(LedgerTotals totals) {
        return MovementLists.numberAt(totals.directoryEnd());
    }

    @Override
    public void fill(IdTable table, IndexState<LedgerTotals> state) {
        book.index(0, state.end(), table);
    }

    @Override
    public boolean open(LedgerTotals totals) {
        return book.lists().open(totals.directoryEnd());
    }

    @Override
    public void clear() {
        book.lists().clear();
    }

    @Override
    public void derive(IndexState<LedgerTotals> state) {
        book.apply(0, state.end());
    }

    @Override
    public OptionalInt checksum(long first, long end) {
        return book.records().checksum(first, end);
    }

    @Override
    public long words(LedgerTotals totals) {
        return totals.directoryEnd() + book.lists().free();
    }

    @Override
    public void force() {
        book.lists().force();
    }

    @Override
    public void close(LedgerTotals totals) {
        book.lists().close(totals.directoryEnd());
    }

    @Override
    public void close() {
        book.lists().close();
    }
}

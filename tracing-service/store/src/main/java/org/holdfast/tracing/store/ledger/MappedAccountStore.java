package org.holdfast.tracing.store.ledger;

import java.lang.invoke.VarHandle;
import java.nio.file.Path;
import org.holdfast.primitives.AssetId;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.InputFault;
import org.holdfast.tracing.account.ledger.AccountBlock;
import org.holdfast.tracing.account.ledger.AccountSnapshot;
import org.holdfast.tracing.account.ledger.AccountStore;
import org.holdfast.tracing.account.ledger.AccountTotals;
import org.holdfast.tracing.account.ledger.AssetTotals;
import org.holdfast.tracing.store.frame.BlockEntry;
import org.holdfast.tracing.store.frame.BlockFile;
import org.holdfast.tracing.store.frame.IndexReport;
import org.holdfast.tracing.store.frame.IndexState;
import org.holdfast.tracing.store.frame.SnapshotGate;
import org.holdfast.tracing.store.frame.file.BootId;
import org.holdfast.tracing.store.frame.file.IdTable;
import org.holdfast.tracing.store.frame.file.IndexFaults;
import org.holdfast.tracing.store.frame.file.IndexFiles;
import org.holdfast.tracing.store.frame.file.MarkFile;
import org.holdfast.tracing.store.frame.file.RecordFile;

/**
 * The ledgers of an account chain in mapped files: records in ledger order, a directory of ledgers with a list of
 * positions for each, a table from addresses and assets to their records, an entry per block, and a mark that says how
 * far all of it is committed.
 *
 * <p>A block is appended in this order: its records behind the last one that counts; its entry; directory, lists and
 * table; the mark, with the feed's place. What a block did to the ledgers follows from its records, so whoever opens
 * the files after a crash before the mark takes it back ({@link LedgerRecovery}). A retraction sets the mark back
 * first and is then the same case. Readers see what is before the end of their snapshot and nothing else.
 *
 * <p>A killed process loses nothing. After a loss of power the checksums decide what is kept, so no order of forcing
 * is needed for the truth; how much has to be read from the topic again is bounded by {@link #FORCE_WORDS}.
 */
public final class MappedAccountStore implements AccountStore {
    /** Of every file: changes whenever any of them does. The high half sets ledgers apart from graphs. */
    private static final int VERSION = 1 << 16 | 1;
    /** Files of 64 MiB. */
    private static final int FILE_SHIFT = 26;
    /** Everything is forced to the disk after so many words of records: 256 MiB. */
    private static final long FORCE_WORDS = 1L << 25;

    private final ChainId chain;
    private final IndexFiles files;
    private final MarkFile marks;
    private final BlockFile<LedgerTotals> blocks;
    private final RecordFile records;
    private final LedgerBook book;
    private final LedgerLinking linking;
    private final LedgerRecovery recovery;
    private final BootId boot;
    private final SnapshotGate reading = new SnapshotGate();

    private volatile IdTable table;
    private volatile IndexState<LedgerTotals> state;
    private long forced;
    private boolean usable = true;

    private MappedAccountStore(IndexFiles files, ChainId chain, int shift, BootId boot) {
        this.chain = chain;
        this.files = files;
        this.boot = boot;
        this.marks = MarkFile.open(files.mark());
        boolean opened = false;
        try {
            files.requireNoJournal();
            int size = marks.header(chain, VERSION, shift);
            this.records = new RecordFile(files.folder(), "records", size);
            var directory = new RecordFile(files.folder(), "accounts", size);
            var segments = new RecordFile(files.folder(), "lists", size);
            this.book = new LedgerBook(new LedgerRecords(records), new MovementLists(directory, segments));
            this.blocks = new BlockFile<>(files.blocks(), LedgerTotals.CODE);
            this.recovery = new LedgerRecovery(files, records, blocks, book, marks, boot);
            LedgerRecovery.Opened found = recovery.open();
            this.state = found.state();
            this.table = found.table();
            this.linking = new LedgerLinking(book, records);
            forced = state.end();
            mark(state, false);
            opened = true;
        } finally {
            if (!opened) {
                marks.close();
            }
        }
    }

    /**
     * Opens the ledgers of a chain in a directory of their own, made if absent.
     *
     * @throws org.holdfast.primitives.InputFaultException if another service has them open, their format is another, or
     *     they are those of another chain
     */
    public static MappedAccountStore open(Path directory, ChainId chain) {
        return open(directory, chain, FILE_SHIFT, BootId.current());
    }

    /** With files of another size, as a power of two in bytes; ledgers that are there keep their own. */
    public static MappedAccountStore open(Path directory, ChainId chain, int shift, BootId boot) {
        var files = new IndexFiles(directory);
        files.make();
        return new MappedAccountStore(files, chain, shift, boot);
    }

    /** Whether opening failed because the ledgers have another format, so that they are discarded and built again. */
    public static boolean isOtherFormat(InputFault fault) {
        return IndexFaults.isOtherFormat(fault);
    }

    /** Removes the files of ledgers of any format; they are built again from the topic. Nobody may have them open. */
    public static void discard(Path directory) {
        new IndexFiles(directory).discard();
    }

    @Override
    public synchronized void append(AccountBlock block, long offset) {
        requireUsable();
        IndexState<LedgerTotals> before = state;
        BlockEntry<LedgerTotals> entry = linking.link(block, offset, before, table);
        usable = false;
        long more = MovementLists.numberAt(
                entry.totals().directoryEnd() - before.totals().directoryEnd());
        if (table.isFull(more)) {
            table = recovery.table(before, more);
        }
        VarHandle.fullFence();
        blocks.write(before.blocks(), entry);
        book.apply(entry.first(), entry.end());
        book.index(entry.first(), entry.end(), table);
        IndexState<LedgerTotals> after = before.plus(entry);
        mark(after, false);
        state = after;
        if (after.end() - forced > FORCE_WORDS) {
            force();
        }
        usable = true;
    }

    @Override
    public void retract(BlockRef block, long offset) {
        reading.alone(() -> takeAway(block, offset));
    }

    private synchronized void takeAway(BlockRef block, long offset) {
        requireUsable();
        IndexState<LedgerTotals> before = state;
        before.requireTip(block);
        usable = false;
        IndexState<LedgerTotals> after = blocks.withoutLast(before, offset);
        mark(after, false);
        book.undo(
                after.end(),
                before.end(),
                after.totals().directoryEnd(),
                before.totals().listsBefore(),
                table);
        blocks.cut(after.blocks());
        forced = Math.min(forced, after.end());
        state = after;
        usable = true;
    }

    @Override
    public long feedOffset() {
        return state.feedOffset();
    }

    @Override
    public AccountTotals totals() {
        return state.totals().totals();
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
        long stamp = reading.enter();
        return new MappedAccountSnapshot(this, book, state, stamp);
    }

    /** Recomputes checksums, counts, sums, balances, lists and table of all ledgers from their records. */
    public IndexReport check() {
        try (MappedAccountSnapshot snapshot = read()) {
            return new LedgerCheck(book, blocks, table).check(snapshot.state());
        }
    }

    /** Whether {@link #check} finds nothing wrong. */
    public boolean soundTotals() {
        return check().isSound();
    }

    /** Size on disk in bytes, without what is taken in advance. */
    public long bytes() {
        IndexState<LedgerTotals> now = state;
        return (now.end() + now.totals().directoryEnd() + book.lists().free()) * RecordFile.WORD_BYTES
                + files.mark().toFile().length()
                + files.blocks().toFile().length()
                + table.file().toFile().length();
    }

    /** Forces records, entries, what follows from them, and the mark: what it counts is on the disk before it. */
    public synchronized void force() {
        records.force();
        blocks.force();
        book.lists().force();
        table.force();
        marks.force();
        forced = state.end();
    }

    @Override
    public synchronized void close() {
        if (!marks.isOpen()) {
            return;
        }
        if (usable) {
            force();
            mark(state, true);
            marks.force();
            records.close(state.end());
            book.lists().close(state.totals().directoryEnd());
        } else {
            records.close();
            book.lists().close();
        }
        blocks.close();
        marks.close();
    }

    public ChainId chain() {
        return chain;
    }

    public IdTable table() {
        return table;
    }

    public BlockEntry<LedgerTotals> entry(int index) {
        return blocks.get(index);
    }

    public void release(long stamp) {
        reading.leave(stamp);
    }

    private void mark(IndexState<LedgerTotals> now, boolean closed) {
        VarHandle.fullFence();
        marks.write(new MarkFile.Mark(now.blocks(), now.end(), now.feedOffset(), boot.high(), boot.low(), closed));
    }

    private void requireUsable() {
        if (!usable) {
            throw new IllegalStateException("a change of the ledgers failed half way; open them again");
        }
    }
}

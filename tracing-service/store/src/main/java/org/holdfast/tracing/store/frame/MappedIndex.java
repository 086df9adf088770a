package org.holdfast.tracing.store.frame;

import java.lang.invoke.VarHandle;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.ChainId;
import org.holdfast.tracing.index.IndexBlock;
import org.holdfast.tracing.store.frame.file.BootId;
import org.holdfast.tracing.store.frame.file.IdTable;
import org.holdfast.tracing.store.frame.file.IndexFiles;
import org.holdfast.tracing.store.frame.file.MarkFile;
import org.holdfast.tracing.store.frame.file.RecordFile;

/**
 * An index in mapped files: records in chain order, what is derived from them, a table from keys to records, an entry
 * per block, and a mark that says how much is committed.
 *
 * <p>An append writes in this order: the records, after the last one that counts; the entry of the block; what is
 * derived from the records, and the table; the mark, with the feed's place. After a crash before the mark, the next
 * opening finds the entry and reverts the block ({@link Recovery}). A retraction sets the mark back first and is the
 * same case from then on. Readers see the records before the end of their snapshot and nothing else.
 *
 * <p>A killed process loses nothing. After a loss of power the checksums decide what is kept, so the truth needs no
 * order of forcing; {@link #FORCE_WORDS} bounds how much has to be read from the topic again.
 *
 * @param <B> a block
 * @param <T> counts and sums, as stored with each block
 * @param <C> the content of the index
 */
public abstract class MappedIndex<B extends IndexBlock, T, C extends IndexContent<B, T>> implements AutoCloseable {
    /** Everything is forced to the disk after so many words of records: 256 MiB. */
    private static final long FORCE_WORDS = 1L << 25;

    private final ChainId chain;
    private final IndexFiles files;
    private final MarkFile marks;
    private final BlockFile<T> blocks;
    private final RecordFile records;
    private final C content;
    private final Recovery<B, T> recovery;
    private final BootId boot;
    private final SnapshotGate reading = new SnapshotGate();

    private volatile IdTable table;
    private volatile IndexState<T> state;
    private long forced;
    /** False while a change of the files is not complete. */
    private volatile boolean usable = true;

    protected MappedIndex(IndexOpening opening, IndexFormat<B, T, C> format) {
        this.chain = opening.chain();
        this.boot = opening.boot();
        this.files = new IndexFiles(opening.folder());
        files.make();
        this.marks = MarkFile.open(files.mark());
        boolean opened = false;
        try {
            files.requireNoJournal();
            int shift = marks.header(chain, format.version(), opening.shift());
            this.records = new RecordFile(files.folder(), "records", shift);
            this.blocks = new BlockFile<>(files.blocks(), format.totals());
            this.content = format.contents().of(files, records, shift);
            this.recovery = new Recovery<>(files, records, blocks, content, marks, boot);
            Recovery.Opened<T> found = recovery.open();
            this.state = found.state();
            this.table = found.table();
            forced = state.end();
            mark(state, false);
            opened = true;
        } finally {
            if (!opened) {
                marks.close();
            }
        }
    }

    /** Appends a block together with the feed's next place. */
    public final synchronized void append(B block, long offset) {
        requireUsable();
        IndexState<T> before = state;
        BlockEntry<T> entry = content.link(block, offset, before, table);
        usable = false;
        long more = content.keys(entry.totals()) - content.keys(before.totals());
        if (table.isFull(more)) {
            table = recovery.table(before, more);
        }
        VarHandle.fullFence();
        blocks.write(before.blocks(), entry);
        content.apply(block, entry, table);
        IndexState<T> after = before.plus(entry);
        mark(after, false);
        state = after;
        if (after.end() - forced > FORCE_WORDS) {
            force();
        }
        usable = true;
    }

    /** Removes the tip block; waits for open snapshots. */
    public final void retract(BlockRef block, long offset) {
        reading.alone(() -> remove(block, offset));
    }

    private synchronized void remove(BlockRef block, long offset) {
        requireUsable();
        IndexState<T> before = state;
        before.requireTip(block);
        usable = false;
        IndexState<T> after = blocks.withoutLast(before, offset);
        mark(after, false);
        state = after;
        content.undo(after.end(), before.end(), after.totals(), before.totals(), table);
        blocks.cut(after.blocks());
        forced = Math.min(forced, after.end());
        usable = true;
    }

    /** False after a change that failed half way. */
    public final boolean isWhole() {
        return usable;
    }

    /** Reverts a change that failed half way, by the steps of an opening after a crash. */
    public final void repair() {
        if (!usable) {
            reading.alone(this::revert);
        }
    }

    private synchronized void revert() {
        Recovery.Opened<T> found = recovery.open();
        state = found.state();
        table = found.table();
        forced = Math.min(forced, state.end());
        mark(state, false);
        usable = true;
    }

    /** The place of the feed after the last block. */
    public final long feedOffset() {
        return state.feedOffset();
    }

    /** Size on the disk in bytes, without space that is reserved in advance. */
    public final long bytes() {
        IndexState<T> now = state;
        return (now.end() + content.words(now.totals())) * RecordFile.WORD_BYTES
                + files.mark().toFile().length()
                + files.blocks().toFile().length()
                + table.file().toFile().length();
    }

    /** Forces records, entries, what is derived, and the mark last: what it counts is on the disk before it. */
    public final synchronized void force() {
        records.force();
        blocks.force();
        content.force();
        table.force();
        marks.force();
        forced = state.end();
    }

    @Override
    public final synchronized void close() {
        if (!marks.isOpen()) {
            return;
        }
        if (usable) {
            force();
            mark(state, true);
            marks.force();
            records.close(state.end());
            content.close(state.totals());
        } else {
            records.close();
            content.close();
        }
        blocks.close();
        marks.close();
    }

    /** The state and the stamp of a new snapshot. */
    protected final MappedSnapshot.View<T> view() {
        long stamp = reading.enter();
        return new MappedSnapshot.View<>(this, state, stamp);
    }

    protected final C content() {
        return content;
    }

    protected final RecordFile records() {
        return records;
    }

    protected final BlockFile<T> blocks() {
        return blocks;
    }

    protected final IndexState<T> state() {
        return state;
    }

    final ChainId chain() {
        return chain;
    }

    protected final IdTable table() {
        return table;
    }

    final BlockRef block(int number) {
        return blocks.get(number).block();
    }

    final void release(long stamp) {
        reading.leave(stamp);
    }

    private void mark(IndexState<T> now, boolean closed) {
        VarHandle.fullFence();
        marks.write(new MarkFile.Mark(now.blocks(), now.end(), now.feedOffset(), boot.high(), boot.low(), closed));
    }

    private void requireUsable() {
        if (!usable) {
            throw new IllegalStateException("a change of the index failed half way; repair it first");
        }
    }
}

package org.holdfast.tracing.store.frame;

import java.lang.invoke.VarHandle;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.ChainId;
import org.holdfast.tracing.index.IndexBlock;
import org.holdfast.tracing.store.frame.file.IdTable;
import org.holdfast.tracing.store.frame.file.IndexFiles;
import org.holdfast.tracing.store.frame.file.RecordFile;
import org.holdfast.tracing.store.frame.file.Reopenable;

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
public abstract class MappedIndex<B extends IndexBlock, T, C extends IndexContent<B, T>>
        implements AutoCloseable, Reopenable {
    /** Everything is forced to the disk after so many words of records: 256 MiB. */
    private static final long FORCE_WORDS = 1L << 25;

    private final IndexOpening opening;
    private final IndexFormat<B, T, C> format;
    private final IndexFiles files;
    private final SnapshotGate reading = new SnapshotGate();

    private volatile IndexParts<B, T, C> parts;
    private volatile IdTable table;
    private volatile IndexState<T> state;
    private long forced;
    /** False while a change of the files is not complete. */
    private volatile boolean usable = true;

    protected MappedIndex(IndexOpening opening, IndexFormat<B, T, C> format) {
        this.opening = opening;
        this.format = format;
        this.files = new IndexFiles(opening.folder());
        this.parts = IndexParts.open(opening, format);
        boolean opened = false;
        try {
            Recovery.Opened<T> found = parts.recovery().open();
            this.state = found.state();
            this.table = found.table();
            forced = state.end();
            mark(state, false);
            opened = true;
        } finally {
            if (!opened) {
                parts.marks().close();
            }
        }
    }

    /** Appends a block together with the feed's next place. */
    public final synchronized void append(B block, long offset) {
        requireUsable();
        IndexState<T> before = state;
        C content = parts.content();
        BlockEntry<T> entry = content.link(block, offset, before, table);
        usable = false;
        long more = content.keys(entry.totals()) - content.keys(before.totals());
        if (table.isFull(more)) {
            table = parts.recovery().table(before, more);
        }
        VarHandle.fullFence();
        parts.blocks().write(before.blocks(), entry);
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
        IndexState<T> after = parts.blocks().withoutLast(before, offset);
        mark(after, false);
        state = after;
        parts.content().undo(after.end(), before.end(), after.totals(), before.totals(), table);
        parts.blocks().cut(after.blocks());
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
        if (!parts.marks().isOpen()) {
            parts = IndexParts.open(opening, format);
        }
        recover();
    }

    private void recover() {
        Recovery.Opened<T> found = parts.recovery().open();
        state = found.state();
        table = found.table();
        forced = Math.min(forced, state.end());
        mark(state, false);
        usable = true;
    }

    @Override
    public final void reopen(Runnable exchange) {
        reading.alone(() -> exchanged(exchange));
    }

    private synchronized void exchanged(Runnable exchange) {
        requireUsable();
        usable = false;
        parts.close();
        exchange.run();
        parts = IndexParts.open(opening, format);
        recover();
    }

    /** The place of the feed after the last block. */
    public final long feedOffset() {
        return state.feedOffset();
    }

    /** Size on the disk in bytes, without space that is reserved in advance. */
    public final long bytes() {
        IndexState<T> now = state;
        return (now.end() + parts.content().words(now.totals())) * RecordFile.WORD_BYTES
                + files.mark().toFile().length()
                + files.blocks().toFile().length()
                + table.file().toFile().length();
    }

    /** Forces records, entries, what is derived, and the mark last: what it counts is on the disk before it. */
    public final synchronized void force() {
        parts.records().force();
        parts.blocks().force();
        parts.content().force();
        table.force();
        parts.marks().force();
        forced = state.end();
    }

    @Override
    public final synchronized void close() {
        if (!parts.marks().isOpen()) {
            return;
        }
        if (usable) {
            force();
            mark(state, true);
            parts.marks().force();
            parts.close(state);
        } else {
            parts.close();
        }
    }

    /** The state and the stamp of a new snapshot. */
    protected final MappedSnapshot.View<T> view() {
        long stamp = reading.enter();
        return new MappedSnapshot.View<>(this, state, stamp);
    }

    protected final C content() {
        return parts.content();
    }

    protected final RecordFile records() {
        return parts.records();
    }

    protected final BlockFile<T> blocks() {
        return parts.blocks();
    }

    protected final IndexState<T> state() {
        return state;
    }

    final ChainId chain() {
        return opening.chain();
    }

    protected final IdTable table() {
        return table;
    }

    final BlockRef block(int number) {
        return parts.blocks().get(number).block();
    }

    final void release(long stamp) {
        reading.leave(stamp);
    }

    private void mark(IndexState<T> now, boolean closed) {
        VarHandle.fullFence();
        parts.mark(now, closed);
    }

    private void requireUsable() {
        if (!usable) {
            throw new IllegalStateException("a change of the index failed half way; repair it first");
        }
    }
}

package org.holdfast.tracing.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.VarHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.StampedLock;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.InputFault;
import org.holdfast.tracing.graph.BlockContent;
import org.holdfast.tracing.graph.BlockFaults;
import org.holdfast.tracing.graph.GraphSnapshot;
import org.holdfast.tracing.graph.GraphStore;
import org.holdfast.tracing.graph.GraphTotals;

/**
 * The index of a UTXO chain in mapped files: records of transactions in chain order, a table from ids to records, an
 * entry per block, and a mark that says how far it is committed.
 *
 * <p>A block is appended in this order: its records behind the last one that counts; its entry; spender slots of older
 * records and ids; the mark, with the feed's place. Whoever opens the index after a crash before the mark finds the
 * entry and takes back what the block did ({@link Recovery}). A retraction sets the mark back first and is then the
 * same case. Readers see what is before the end of their snapshot and nothing else, whatever is appended meanwhile.
 *
 * <p>A killed process loses nothing. After a loss of power the checksums decide what is kept, so no order of forcing is
 * needed for the truth; how much has to be read from the topic again is bounded by {@link #FORCE_WORDS}.
 */
public final class MappedGraphStore implements GraphStore {
    private static final long RETRACTION_WAITS_SECONDS_MAX = 300;
    /** Files of 64 MiB. */
    private static final int FILE_SHIFT = 26;
    /** Everything is forced to the disk after so many words of records: 256 MiB. */
    private static final long FORCE_WORDS = 1L << 25;

    private final ChainId chain;
    private final IndexFiles files;
    private final MarkFile marks;
    private final BlockFile blocks;
    private final RecordFile records;
    private final BlockLinking linking;
    private final Recovery recovery;
    private final BootId boot;
    /** Snapshots hold it for reading; a retraction takes it for writing, so it waits for them. */
    private final StampedLock reading = new StampedLock();

    private volatile IdTable ids;
    private volatile IndexState state;
    private long forced;
    private boolean usable = true;

    private MappedGraphStore(IndexFiles files, ChainId chain, int shift, BootId boot) {
        this.chain = chain;
        this.files = files;
        this.boot = boot;
        this.marks = MarkFile.open(files.mark());
        boolean opened = false;
        try {
            if (Files.exists(files.journal())) {
                throw IndexFaults.wrongVersion(files.journal());
            }
            this.records = new RecordFile(files.folder(), marks.header(chain, shift));
            this.blocks = new BlockFile(files.blocks());
            this.recovery = new Recovery(files, records, blocks, marks, boot);
            Recovery.Opened found = recovery.open();
            this.state = found.state();
            this.ids = found.ids();
            this.linking = new BlockLinking(records);
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
     * Opens the index of a chain in a directory of its own, made if absent.
     *
     * @throws org.holdfast.primitives.InputFaultException if another service has it open, its format is another, or it
     *     is that of another chain
     */
    public static MappedGraphStore open(Path directory, ChainId chain) {
        return open(directory, chain, FILE_SHIFT, BootId.current());
    }

    /** With files of another size, as a power of two in bytes; an index that is there keeps its own. */
    static MappedGraphStore open(Path directory, ChainId chain, int shift, BootId boot) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new MappedGraphStore(new IndexFiles(directory), chain, shift, boot);
    }

    /** Whether opening failed because the index has another format, so that it has to be discarded and built again. */
    public static boolean isOtherFormat(InputFault fault) {
        return fault.code().equals("tracing.index.wrong-version");
    }

    /** Removes the files of an index of any format; it is built again from the topic. Nobody may have it open. */
    public static void discard(Path directory) {
        try {
            for (Path file : new IndexFiles(directory).all()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public synchronized void append(BlockContent block, long offset) {
        requireUsable();
        IndexState before = state;
        BlockEntry entry = linking.link(block, offset, before, ids);
        usable = false;
        int more = block.transactions().size();
        if (ids.isFull(more)) {
            ids = recovery.idsOf(before, more);
        }
        VarHandle.fullFence();
        blocks.write(before.blocks(), entry);
        linking.apply(block, ids);
        IndexState after = before.plus(entry);
        mark(after, false);
        state = after;
        if (after.end() - forced > FORCE_WORDS) {
            force();
        }
        usable = true;
    }

    @Override
    public void retract(BlockRef block, long offset) {
        long stamp = 0;
        try {
            stamp = reading.tryWriteLock(RETRACTION_WAITS_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (stamp == 0) {
            throw new IllegalStateException("open snapshots kept a retraction waiting for too long");
        }
        try {
            takeAway(block, offset);
        } finally {
            reading.unlockWrite(stamp);
        }
    }

    private synchronized void takeAway(BlockRef block, long offset) {
        requireUsable();
        IndexState before = state;
        if (before.tip().filter(block::equals).isEmpty()) {
            throw BlockFaults.notTip(block, before.tipText());
        }
        usable = false;
        int last = before.blocks() - 1;
        IndexState after = before.minusLast(last == 0 ? Optional.empty() : Optional.of(entry(last - 1)), offset);
        mark(after, false);
        Undo.undo(records, ids, after.end(), before.end());
        blocks.cut(last);
        forced = Math.min(forced, after.end());
        state = after;
        usable = true;
    }

    @Override
    public long feedOffset() {
        return state.feedOffset();
    }

    @Override
    public GraphTotals totals() {
        return state.totals();
    }

    @Override
    public GraphSnapshot snapshot() {
        long stamp = reading.readLock();
        return new MappedSnapshot(this, records, state, stamp);
    }

    /** Recomputes checksums, counts, sums, slots and ids of the whole index from its records. */
    public IndexReport check() {
        try (var snapshot = new MappedSnapshot(this, records, state, reading.readLock())) {
            return new IndexCheck(records, blocks, ids).check(snapshot.state());
        }
    }

    /** Whether {@link #check} finds nothing wrong. */
    public boolean soundTotals() {
        return check().isSound();
    }

    /** Size on disk in bytes, without what is taken in advance. */
    public long bytes() {
        return (state.end() + 1) * RecordFile.WORD_BYTES
                + files.mark().toFile().length()
                + files.blocks().toFile().length()
                + ids.file().toFile().length();
    }

    /** Forces records, then entries, then the mark: what the mark on the disk counts is on the disk before it. */
    synchronized void force() {
        records.force();
        blocks.force();
        ids.force();
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
        } else {
            records.close();
        }
        blocks.close();
        marks.close();
    }

    ChainId chain() {
        return chain;
    }

    IdTable ids() {
        return ids;
    }

    BlockEntry entry(int index) {
        return blocks.read(index)
                .orElseThrow(() -> new IllegalStateException("the entry of block " + index + " is damaged"));
    }

    void release(long stamp) {
        reading.unlockRead(stamp);
    }

    private void mark(IndexState now, boolean closed) {
        VarHandle.fullFence();
        marks.write(new MarkFile.Mark(now.blocks(), now.end(), now.feedOffset(), boot.high(), boot.low(), closed));
    }

    private void requireUsable() {
        if (!usable) {
            throw new IllegalStateException("a change of the index failed half way; open it again");
        }
    }
}

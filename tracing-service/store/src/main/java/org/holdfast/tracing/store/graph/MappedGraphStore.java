package org.holdfast.tracing.store.graph;

import java.lang.invoke.VarHandle;
import java.nio.file.Path;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.InputFault;
import org.holdfast.tracing.output.graph.BlockContent;
import org.holdfast.tracing.output.graph.GraphSnapshot;
import org.holdfast.tracing.output.graph.GraphStore;
import org.holdfast.tracing.output.graph.GraphTotals;
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
    /** Files of 64 MiB. */
    private static final int FILE_SHIFT = 26;
    /** Everything is forced to the disk after so many words of records: 256 MiB. */
    private static final long FORCE_WORDS = 1L << 25;

    /** Of every file of the index: changes whenever any of them does. */
    private static final int VERSION = 4;

    private final ChainId chain;
    private final IndexFiles files;
    private final MarkFile marks;
    private final BlockFile<GraphTotals> blocks;
    private final RecordFile records;
    private final BlockLinking linking;
    private final Recovery recovery;
    private final BootId boot;
    private final SnapshotGate reading = new SnapshotGate();

    private volatile IdTable ids;
    private volatile IndexState<GraphTotals> state;
    private long forced;
    private boolean usable = true;

    private MappedGraphStore(IndexFiles files, ChainId chain, int shift, BootId boot) {
        this.chain = chain;
        this.files = files;
        this.boot = boot;
        this.marks = MarkFile.open(files.mark());
        boolean opened = false;
        try {
            files.requireNoJournal();
            this.records = new RecordFile(files.folder(), "records", marks.header(chain, VERSION, shift));
            this.blocks = new BlockFile<>(files.blocks(), new GraphTotalsCode());
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
    public static MappedGraphStore open(Path directory, ChainId chain, int shift, BootId boot) {
        var files = new IndexFiles(directory);
        files.make();
        return new MappedGraphStore(files, chain, shift, boot);
    }

    /** Whether opening failed because the index has another format, so that it has to be discarded and built again. */
    public static boolean isOtherFormat(InputFault fault) {
        return IndexFaults.isOtherFormat(fault);
    }

    /** Removes the files of an index of any format; it is built again from the topic. Nobody may have it open. */
    public static void discard(Path directory) {
        new IndexFiles(directory).discard();
    }

    @Override
    public synchronized void append(BlockContent block, long offset) {
        requireUsable();
        IndexState<GraphTotals> before = state;
        BlockEntry<GraphTotals> entry = linking.link(block, offset, before, ids);
        usable = false;
        int more = block.transactions().size();
        if (ids.isFull(more)) {
            ids = recovery.idsOf(before, more);
        }
        VarHandle.fullFence();
        blocks.write(before.blocks(), entry);
        linking.apply(block, ids);
        IndexState<GraphTotals> after = before.plus(entry);
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
        IndexState<GraphTotals> before = state;
        before.requireTip(block);
        usable = false;
        int last = before.blocks() - 1;
        IndexState<GraphTotals> after = blocks.withoutLast(before, offset);
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
        long stamp = reading.enter();
        return new MappedSnapshot(this, records, state, stamp);
    }

    /** Recomputes checksums, counts, sums, slots and ids of the whole index from its records. */
    public IndexReport check() {
        try (var snapshot = new MappedSnapshot(this, records, state, reading.enter())) {
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
    public synchronized void force() {
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

    public ChainId chain() {
        return chain;
    }

    public IdTable ids() {
        return ids;
    }

    public BlockEntry<GraphTotals> entry(int index) {
        return blocks.get(index);
    }

    public void release(long stamp) {
        reading.leave(stamp);
    }

    private void mark(IndexState<GraphTotals> now, boolean closed) {
        VarHandle.fullFence();
        marks.write(new MarkFile.Mark(now.blocks(), now.end(), now.feedOffset(), boot.high(), boot.low(), closed));
    }

    private void requireUsable() {
        if (!usable) {
            throw new IllegalStateException("a change of the index failed half way; open it again");
        }
    }
}

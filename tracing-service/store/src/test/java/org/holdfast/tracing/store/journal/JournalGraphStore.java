package org.holdfast.tracing.store.journal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.TxId;
import org.holdfast.tracing.block.BlockFaults;
import org.holdfast.tracing.block.Segment;
import org.holdfast.tracing.index.IndexReport;
import org.holdfast.tracing.output.graph.BlockContent;
import org.holdfast.tracing.output.graph.BlockSpan;
import org.holdfast.tracing.output.graph.GraphSnapshot;
import org.holdfast.tracing.output.graph.GraphStore;
import org.holdfast.tracing.output.graph.GraphTotals;
import org.holdfast.tracing.output.graph.TransactionView;

/**
 * The index as a journal of blocks on disk with the graph in memory. A block and its place in the feed are one entry,
 * so
 * both are there or neither. Opening reads the journal and builds the graph.
 */
public final class JournalGraphStore implements GraphStore {
    private static final long RETRACTION_WAITS_SECONDS_MAX = 300;

    /** A block that is here: where its transactions begin, and what it overwrote. */
    private record Placed(BlockRef block, boolean segmentStart, int firstNode, Map<TxId, Node> overwritten) {}

    private final ChainId chain;
    private final Journal journal;
    private final List<Placed> blocks = new ArrayList<>();
    private final List<Node> nodes = new ArrayList<>();
    private final Map<TxId, Node> byId = new HashMap<>();
    private final Map<Long, BlockRef> byHeight = new HashMap<>();
    /** Snapshots hold the read lock; a retraction takes the write lock, so it waits for them. */
    private final ReentrantReadWriteLock reading = new ReentrantReadWriteLock(true);

    private long feedOffset;
    private GraphTotals totals = GraphTotals.NONE;

    private JournalGraphStore(Path directory, ChainId chain) {
        this.chain = chain;
        this.journal = Journal.open(
                directory.resolve("blocks.journal"),
                0x484F_4C44_4752_0001L,
                content -> replay(JournalEntry.read(content)));
    }

    /**
     * Opens the index of a chain in a directory of its own, made if absent.
     *
     * @throws org.holdfast.primitives.InputFaultException if another service has it open or its format is another
     */
    public static JournalGraphStore open(Path directory, ChainId chain) {
        return new JournalGraphStore(directory, chain);
    }

    @Override
    public void append(BlockContent block, long offset) {
        synchronized (this) {
            var linked = linked(block);
            journal.append(new JournalEntry.Appended(block, offset).bytes());
            apply(block, linked);
            feedOffset = offset;
        }
    }

    @Override
    public void retract(BlockRef block, long offset) {
        boolean alone = false;
        try {
            alone = reading.writeLock().tryLock(RETRACTION_WAITS_SECONDS_MAX, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!alone) {
            throw new IllegalStateException("open snapshots kept a retraction waiting for too long");
        }
        try {
            synchronized (this) {
                requireTip(block);
                journal.append(new JournalEntry.Retracted(block, offset).bytes());
                takeAway();
                feedOffset = offset;
            }
        } finally {
            reading.writeLock().unlock();
        }
    }

    @Override
    public synchronized long feedOffset() {
        return feedOffset;
    }

    @Override
    public synchronized GraphTotals totals() {
        return totals;
    }

    @Override
    public GraphSnapshot snapshot() {
        reading.readLock().lock();
        synchronized (this) {
            return new Snapshot(segments(), nodes.size());
        }
    }

    /** Recomputes counts and sums from the graph and says whether they are those that were kept while it grew. */
    public synchronized boolean soundTotals() {
        return totals.equals(recount());
    }

    @Override
    public synchronized IndexReport check() {
        return new IndexReport(totals.transactions(), soundTotals() ? List.of() : List.of("counts or sums are wrong"));
    }

    @Override
    public synchronized long bytes() {
        return journal.bytes();
    }

    @Override
    public synchronized void close() {
        journal.close();
    }

    private void replay(JournalEntry entry) {
        switch (entry) {
            case JournalEntry.Appended(BlockContent block, long offset) -> {
                apply(block, linked(block));
                feedOffset = offset;
            }
            case JournalEntry.Retracted(BlockRef block, long offset) -> {
                requireTip(block);
                takeAway();
                feedOffset = offset;
            }
        }
    }

    private void apply(BlockContent block, List<Node> linked) {
        var overwritten = new HashMap<TxId, Node>();
        var change = new Change(1);
        boolean next = !blocks.isEmpty() && blocks.getLast().block().hash().equals(block.parent());
        blocks.add(new Placed(block.block(), !next, nodes.size(), overwritten));
        byHeight.put(block.block().height(), block.block());
        for (Node node : linked) {
            Node namesake = byId.put(node.id, node);
            if (namesake != null) {
                overwritten.put(node.id, namesake);
                change.forget(namesake);
                namesake.overwrite(true);
            }
            for (int i = 0; i < node.sources.length; i++) {
                Node source = node.sources[i];
                if (source == null) {
                    change.unknownInput();
                } else {
                    source.spend(node.sourceOutputs[i], node.position, i);
                    change.spent(source.outputValue(node.sourceOutputs[i]));
                }
            }
            change.made(node);
            nodes.add(node);
        }
        totals = change.appliedTo(totals);
    }

    private void takeAway() {
        Placed placed = blocks.removeLast();
        byHeight.remove(placed.block().height());
        while (nodes.size() > placed.firstNode()) {
            Node node = nodes.removeLast();
            byId.remove(node.id);
            for (int i = 0; i < node.sources.length; i++) {
                Node source = node.sources[i];
                if (source != null) {
                    source.unspend(node.sourceOutputs[i]);
                }
            }
        }
        placed.overwritten().forEach((id, namesake) -> {
            namesake.overwrite(false);
            byId.put(id, namesake);
        });
        totals = recount();
    }

    private void requireTip(BlockRef block) {
        if (blocks.isEmpty() || !blocks.getLast().block().equals(block)) {
            throw BlockFaults.notTip(
                    block,
                    blocks.isEmpty() ? "nothing" : blocks.getLast().block().toString());
        }
    }

    private List<Segment> segments() {
        var segments = new ArrayList<Segment>();
        for (Placed placed : blocks) {
            if (placed.segmentStart() || segments.isEmpty()) {
                segments.add(new Segment(placed.block(), placed.block()));
            } else {
                segments.add(new Segment(segments.removeLast().first(), placed.block()));
            }
        }
        return segments;
    }

    private GraphTotals recount() {
        var change = new Change(blocks.size());
        for (Node node : nodes) {
            change.made(node);
            for (Node source : node.sources) {
                if (source == null) {
                    change.unknownInput();
                }
            }
        }
        for (Node node : nodes) {
            for (int output = 0; output < node.outputs(); output++) {
                if (node.spender(output) != ABSENT) {
                    change.spent(node.outputValue(output));
                }
            }
        }
        return change.appliedTo(GraphTotals.NONE);
    }

    private static final long ABSENT = org.holdfast.tracing.output.graph.GraphIndex.ABSENT;

    private List<Node> linked(BlockContent block) {
        checkPlace(block);
        return new JournalLinking(block, byId, nodes.size()).link();
    }

    private void checkPlace(BlockContent block) {
        BlockRef ref = block.block();
        if (byHeight.containsKey(ref.height())) {
            for (Segment segment : segments()) {
                if (segment.holds(ref.height())) {
                    throw BlockFaults.overlaps(ref, segment);
                }
            }
        }
        BlockHash tip = blocks.isEmpty() ? null : blocks.getLast().block().hash();
        boolean next = tip != null
                && tip.equals(block.parent())
                && blocks.getLast().block().height() + 1 == ref.height();
        boolean above = tip == null || blocks.getLast().block().height() < ref.height();
        if (!next && !(block.segmentStart() && above)) {
            throw BlockFaults.notNext(
                    ref, tip == null ? "nothing" : blocks.getLast().block().toString());
        }
    }

    private final class Snapshot implements GraphSnapshot {
        private final List<Segment> segments;
        private final long lastPosition;

        Snapshot(List<Segment> segments, long lastPosition) {
            this.segments = List.copyOf(segments);
            this.lastPosition = lastPosition;
        }

        @Override
        public ChainId chain() {
            return chain;
        }

        @Override
        public List<Segment> segments() {
            return segments;
        }

        @Override
        public long[] resolve(List<TxId> ids) {
            synchronized (JournalGraphStore.this) {
                return ids.stream().mapToLong(this::position).toArray();
            }
        }

        private long position(TxId id) {
            Node node = byId.get(id);
            return node == null || node.position > lastPosition ? ABSENT : node.position;
        }

        @Override
        public List<TransactionView> load(long[] positions) {
            synchronized (JournalGraphStore.this) {
                return Arrays.stream(positions)
                        .<TransactionView>mapToObj(
                                position -> new NodeView(nodes.get((int) position - 1), lastPosition))
                        .toList();
            }
        }

        @Override
        public BlockSpan span(long position) {
            synchronized (JournalGraphStore.this) {
                long first = 0;
                for (Placed placed : blocks) {
                    if (placed.firstNode() + 1L > position) {
                        return new BlockSpan(first, placed.firstNode() + 1L);
                    }
                    first = placed.firstNode() + 1L;
                }
                return new BlockSpan(first, lastPosition + 1);
            }
        }

        @Override
        public long next(long position) {
            return position < lastPosition ? position + 1 : ABSENT;
        }

        @Override
        public Optional<BlockRef> block(long height) {
            synchronized (JournalGraphStore.this) {
                return Optional.ofNullable(byHeight.get(height))
                        .filter(ref -> segments.stream().anyMatch(segment -> segment.holds(height)));
            }
        }

        @Override
        public void close() {
            reading.readLock().unlock();
        }
    }
}

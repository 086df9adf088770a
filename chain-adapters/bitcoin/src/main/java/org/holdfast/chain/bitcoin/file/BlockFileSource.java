package org.holdfast.chain.bitcoin.file;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.holdfast.chain.bitcoin.BitcoinNetwork;
import org.holdfast.chain.bitcoin.block.BlockRecords;
import org.holdfast.chain.bitcoin.block.BlockVerification;
import org.holdfast.chain.bitcoin.block.RawBlockReader;
import org.holdfast.chain.bitcoin.header.Checkpoints;
import org.holdfast.chain.bitcoin.header.HeaderChain;
import org.holdfast.chain.spi.BlockSource;
import org.holdfast.chain.spi.PublishedSegments;
import org.holdfast.chain.spi.VerifiedBlock;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.ChainId;
import org.jspecify.annotations.Nullable;

/**
 * The blocks of files as they were when the files were looked through: in any order, with gaps and lost branches. The
 * active chain is the one with the most work from each root. It never changes.
 */
public final class BlockFileSource implements BlockSource {
    private final BitcoinNetwork network;
    private final BlockVerification verification;
    private final BlockRecords records;
    private final HeaderChain headers;
    private final List<PublishedSegments.Segment> segments = new ArrayList<>();
    private final TreeMap<Long, ImportPlan.Planned> active = new TreeMap<>();
    private final Map<BlockHash, BlockFileIndex.Entry> all = new HashMap<>();
    private final Map<BlockHash, Long> heights = new HashMap<>();

    /**
     * Looks through files, and the files of directories.
     *
     * @throws org.holdfast.primitives.InputFaultException if a file is cut off, broken or of another network, or a
     *     height is unknown
     */
    public BlockFileSource(BitcoinNetwork network, Checkpoints checkpoints, List<Path> paths) {
        this.network = network;
        this.verification = new BlockVerification(network);
        this.records = new BlockRecords(network);
        this.headers = new HeaderChain(network, checkpoints);
        var entries = BlockFileIndex.scan(network, paths).entries();
        entries.forEach(entry -> all.putIfAbsent(entry.header().hash(), entry));
        var plan = ImportPlan.of(
                entries,
                new ImportPlan.Topic(PublishedSegments.none(network.chain()), PublishedBlocks.NONE),
                new RunHeights(network, checkpoints, OptionalLong.empty()));
        for (ImportPlan.Planned block : plan.blocks()) {
            var ref = ref(block);
            active.put(block.height(), block);
            heights.put(ref.hash(), block.height());
            BlockRef first = block.segmentStart() ? ref : segments.removeLast().first();
            segments.add(new PublishedSegments.Segment(first, ref));
        }
    }

    @Override
    public ChainId chain() {
        return network.chain();
    }

    @Override
    public List<PublishedSegments.Segment> segments() {
        return List.copyOf(segments);
    }

    @Override
    public Optional<BlockRef> refAt(long height) {
        return Optional.ofNullable(active.get(height)).map(BlockFileSource::ref);
    }

    @Override
    public Optional<VerifiedBlock> blockAt(long height) {
        ImportPlan.Planned block = active.get(height);
        if (block == null) {
            return Optional.empty();
        }
        var checked = check(block.entry());
        lookBack(block);
        headers.append(checked.header(), block.entry().where());
        return Optional.of(read(block.entry(), checked, height, block.segmentStart()));
    }

    @Override
    public Optional<VerifiedBlock> block(BlockHash hash) {
        BlockFileIndex.Entry entry = all.get(hash);
        Long height = entry == null ? null : heightOf(entry);
        if (entry == null || height == null) {
            return Optional.empty();
        }
        ImportPlan.Planned planned = active.get(height);
        boolean start = planned != null && planned.entry().equals(entry) && planned.segmentStart();
        return Optional.of(read(entry, check(entry), height, start));
    }

    @Override
    public boolean awaitNewTip(BlockRef known, Duration atMost) {
        return false;
    }

    @Override
    public void close() {
        // Each read opens its file for itself.
    }

    private BlockVerification.Checked check(BlockFileIndex.Entry entry) {
        return verification.check(BlockFileIndex.read(entry), entry.where());
    }

    private VerifiedBlock read(
            BlockFileIndex.Entry entry, BlockVerification.Checked checked, long height, boolean start) {
        RawBlockReader.requireHeight(network, checked, height, entry.where());
        return records.records(checked, height, start);
    }

    /** Puts the headers before a block in place, as far as the files have them. */
    private void lookBack(ImportPlan.Planned block) {
        long height = block.height();
        if (block.segmentStart()) {
            headers.restart(height);
            return;
        }
        if (headers.rewind(height, block.entry().header().parent())) {
            return;
        }
        Deque<BlockFileIndex.Entry> before = new ArrayDeque<>();
        for (long h = height - 1; h >= headers.neededFrom(height); h--) {
            ImportPlan.Planned ancestor = active.get(h);
            if (ancestor == null) {
                break;
            }
            before.addFirst(ancestor.entry());
        }
        headers.restart(height - before.size());
        before.forEach(entry -> headers.append(entry.header(), entry.where()));
    }

    /** The height of a block off the active chain is that of the first ancestor on it, and the steps up from there. */
    private @Nullable Long heightOf(BlockFileIndex.Entry entry) {
        long steps = 0;
        for (BlockFileIndex.Entry at = entry;
                at != null && steps <= all.size();
                at = all.get(at.header().parent())) {
            Long height = heights.get(at.header().hash());
            if (height != null) {
                return height + steps;
            }
            steps++;
        }
        return null;
    }

    private static BlockRef ref(ImportPlan.Planned block) {
        return new BlockRef(block.height(), block.entry().header().hash());
    }
}

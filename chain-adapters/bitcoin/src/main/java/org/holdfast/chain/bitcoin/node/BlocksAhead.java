package org.holdfast.chain.bitcoin.node;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.holdfast.chain.bitcoin.BitcoinNetwork;
import org.holdfast.chain.bitcoin.block.RawBlockReader;
import org.holdfast.chain.spi.BlockMissingException;
import org.holdfast.chain.spi.SourceUnavailableException;
import org.holdfast.chain.spi.VerifiedBlock;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;

/**
 * Fetches and checks several blocks ahead while the caller asks for ascending heights. Any other height drops the
 * fetched blocks. One thread may call it.
 */
final class BlocksAhead implements AutoCloseable {
    /** Blocks fetched or being fetched and not handed out yet. */
    static final int AHEAD_MAX = 64;

    /** Their serialised size together, judged by the last one; parsed they take about ten times as much. */
    static final long AHEAD_BYTES_MAX = 16L << 20;

    /** Requests at once; nodes have four threads for them unless told otherwise. */
    static final int THREADS = 4;

    /** Hashes of one question, and hashes known ahead while the chain has as many. */
    static final int HASHES = BitcoinNode.HASHES_MAX;

    private record Ahead(BlockRef ref, Future<VerifiedBlock> block) {}

    private final BitcoinNetwork network;
    private final BitcoinNode node;
    private final ExecutorService threads = Executors.newFixedThreadPool(
            THREADS, Thread.ofPlatform().daemon().name("blocks-ahead-", 0).factory());
    private final Deque<BlockRef> hashes = new ArrayDeque<>();
    private final Deque<Ahead> window = new ArrayDeque<>();
    private long firstHeight;
    private long next = -1;
    private boolean end;
    private long lastBytes;

    BlocksAhead(BitcoinNetwork network, BitcoinNode node) {
        this.network = network;
        this.node = node;
    }

    /** The lowest height that the node has; its block begins a segment. */
    void firstHeight(long height) {
        firstHeight = height;
    }

    /** Throws {@link BlockMissingException} where the node knows the block and does not hand it out. */
    Optional<VerifiedBlock> blockAt(long height) {
        boolean sequential = height == next;
        next = -1;
        if (!sequential || !isStillActive()) {
            drop();
        }
        if (window.isEmpty() && hashes.isEmpty()) {
            learn(height, sequential ? HASHES : 1);
        } else if (sequential && !end && known() < HASHES) {
            learn(height + known(), HASHES);
        }
        fill(sequential ? ahead() : 1);
        if (window.isEmpty()) {
            return Optional.empty();
        }
        VerifiedBlock block = await(window.removeFirst());
        next = height + 1;
        lastBytes = block.opened().getSizeBytes();
        return Optional.of(block);
    }

    /** Reads one block on the caller's thread; empty where the node has it not. */
    Optional<VerifiedBlock> read(BlockRef ref) {
        return node.rawBlock(ref.hash()).found().map(raw -> verified(raw, ref));
    }

    /** Reads a block of the active chain. */
    private VerifiedBlock require(BlockRef ref) {
        return switch (node.rawBlock(ref.hash())) {
            case RawBlock.Bytes(byte[] raw) -> verified(raw, ref);
            case RawBlock.NotThere(String words) -> throw new BlockMissingException(ref, node.where() + ": " + words);
        };
    }

    private VerifiedBlock verified(byte[] raw, BlockRef ref) {
        return new RawBlockReader(network)
                .read(raw, ref, ref.height() == firstHeight, node.where() + ", height " + ref.height());
    }

    /** What was learned of the last blocks of the chain may have been replaced since; deeper ones are not asked for. */
    private boolean isStillActive() {
        if (window.isEmpty() || known() >= HASHES) {
            return true;
        }
        BlockRef first = window.getFirst().ref();
        return node.activeHashes(first.height(), 1).contains(first.hash());
    }

    private int known() {
        return window.size() + hashes.size();
    }

    private void learn(long from, int count) {
        long height = from;
        for (BlockHash hash : node.activeHashes(from, count)) {
            hashes.addLast(new BlockRef(height++, hash));
        }
        end = height < from + count;
    }

    private void fill(int wanted) {
        while (window.size() < wanted && !hashes.isEmpty()) {
            BlockRef ref = hashes.removeFirst();
            window.addLast(new Ahead(ref, threads.submit(() -> require(ref))));
        }
    }

    private int ahead() {
        long bySize = lastBytes == 0 ? 1 : Math.max(1, AHEAD_BYTES_MAX / lastBytes);
        return (int) Math.min(AHEAD_MAX, bySize);
    }

    private void drop() {
        hashes.clear();
        window.forEach(fetched -> fetched.block().cancel(true));
        window.clear();
    }

    private VerifiedBlock await(Ahead ahead) {
        try {
            return ahead.block().get();
        } catch (ExecutionException e) {
            drop();
            if (e.getCause() instanceof RuntimeException refused) {
                throw refused;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SourceUnavailableException("interrupted while fetching " + ahead.ref(), e);
        }
    }

    @Override
    public void close() {
        drop();
        threads.shutdownNow();
    }
}

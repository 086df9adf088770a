package org.holdfast.chain.spi;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.ChainId;

/** A chain in memory that grows, reorganises and shrinks when told to; also between two questions. */
public final class InMemoryBlockSource implements BlockSource {
    /** What it says of a block that it does not hand out. */
    public static final String WORDS = "Block not available (pruned data)";

    private final ChainId chain;
    private final long first;
    private final Map<BlockHash, VerifiedBlock> known = new HashMap<>();
    private final List<VerifiedBlock> active = new ArrayList<>();
    private final Set<Long> withheld = new HashSet<>();
    private long prunedBelow;
    private Runnable beforeEachAnswer = () -> {};
    private Optional<BlockRef> finalTip = Optional.empty();
    private long numbers;

    /** An empty chain that can be served from a height on. */
    public InMemoryBlockSource(ChainId chain, long first) {
        this.chain = chain;
        this.first = first;
    }

    /** What happens each time before an answer is given. */
    public void beforeEachAnswer(Runnable change) {
        beforeEachAnswer = change;
    }

    public void finalTip(BlockRef block) {
        finalTip = Optional.of(block);
    }

    /** Makes a chain the active one that has been active before. */
    public synchronized void returnTo(List<VerifiedBlock> chain) {
        active.clear();
        active.addAll(chain);
        notifyAll();
    }

    /** Knows the blocks below a height from now on, and does not hand them out. */
    public synchronized void pruneBelow(long height) {
        prunedBelow = height;
        notifyAll();
    }

    /** Does not hand out the block at a height, and says nothing of it in the runs. */
    public synchronized void withhold(long height) {
        withheld.add(height);
    }

    /** Hands out everything again. */
    public synchronized void handOutAll() {
        prunedBelow = 0;
        withheld.clear();
        notifyAll();
    }

    public synchronized List<VerifiedBlock> active() {
        return List.copyOf(active);
    }

    public synchronized List<BlockRef> refs() {
        return active.stream().map(VerifiedBlock::ref).toList();
    }

    public synchronized BlockRef tip() {
        return active.getLast().ref();
    }

    /** Adds new blocks on the tip. */
    public synchronized void grow(int blocks) {
        for (int i = 0; i < blocks; i++) {
            var parent = active.isEmpty()
                    ? TestBlocks.NOTHING
                    : active.getLast().ref().hash();
            var block = TestBlocks.block(chain, first + active.size(), parent, numbers++);
            known.put(block.ref().hash(), block);
            active.add(block);
        }
        notifyAll();
    }

    /** Takes blocks off the tip, at most all; they stay known. */
    public synchronized void shrink(int blocks) {
        int left = Math.max(0, active.size() - blocks);
        active.subList(left, active.size()).clear();
        notifyAll();
    }

    /** Replaces the last blocks by others. */
    public synchronized void reorganise(int depth, int blocks) {
        shrink(depth);
        grow(blocks);
    }

    @Override
    public ChainId chain() {
        return chain;
    }

    @Override
    public synchronized List<PublishedSegments.Segment> segments() {
        beforeEachAnswer.run();
        return active.isEmpty()
                ? List.of()
                : List.of(new PublishedSegments.Segment(
                        at(Math.max(prunedBelow, first))
                                .orElse(active.getLast())
                                .ref(),
                        tip()));
    }

    @Override
    public synchronized Optional<BlockRef> refAt(long height) {
        beforeEachAnswer.run();
        return at(height).map(VerifiedBlock::ref);
    }

    @Override
    public synchronized Optional<VerifiedBlock> blockAt(long height) {
        beforeEachAnswer.run();
        Optional<VerifiedBlock> block = at(height);
        if (block.isPresent() && (height < prunedBelow || withheld.contains(height))) {
            throw new BlockMissingException(block.get().ref(), WORDS);
        }
        return block;
    }

    private Optional<VerifiedBlock> at(long height) {
        long index = height - first;
        return index >= 0 && index < active.size() ? Optional.of(active.get((int) index)) : Optional.empty();
    }

    @Override
    public synchronized Optional<VerifiedBlock> block(BlockHash hash) {
        return Optional.ofNullable(known.get(hash));
    }

    @Override
    public synchronized boolean awaitNewTip(BlockRef seen, Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        while (active.isEmpty() || tip().equals(seen)) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    @Override
    public synchronized Optional<BlockRef> finalTip() {
        beforeEachAnswer.run();
        return finalTip;
    }

    @Override
    public void close() {}
}

package org.holdfast.tracing.app.index;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongFunction;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.tracing.block.BlockFaults;
import org.jspecify.annotations.Nullable;

/**
 * Finds the place on the topic from which an index that was built from files continues. The topic is read from its
 * beginning, and blocks that the index holds are skipped. The index continues where the topic's last block equals its
 * own.
 *
 * <p>Until then the topic may have blocks that the index does not hold, as long as it takes them back itself; and the
 * index may be ahead. A topic that comes to another branch, or to blocks below those of the index, and stays there is
 * refused: which of the two is right is not for this program to guess.
 */
public final class TopicJoin {
    /** As deep as a reorg that an adapter can follow. */
    private static final int APART_MAX = 1_024;

    private final LongFunction<Optional<BlockRef>> index;
    private final long blocks;
    private final @Nullable BlockRef indexTip;

    /** Blocks of the topic above its last one that the index holds too. */
    private final Deque<BlockRef> apart = new ArrayDeque<>();

    /** The highest block of the topic that the index holds too, beneath those that are apart. */
    private @Nullable BlockRef tip;

    /** How many blocks of the index the topic has. */
    private long held;

    /** Heights of blocks of the index that the topic took back and has not brought again; none where low is above. */
    private long takenBackLow = Long.MAX_VALUE;

    private long takenBackHigh = -1;
    private boolean done;

    private TopicJoin(LongFunction<Optional<BlockRef>> index, long blocks, @Nullable BlockRef indexTip) {
        this.index = index;
        this.blocks = blocks;
        this.indexTip = indexTip;
        this.done = indexTip == null;
    }

    /** For an index without a place on the topic; for any other there is nothing to find. */
    public static TopicJoin of(FeedIndex<?> index) {
        var segments = index.segments();
        if (index.feedOffset() > 0 || segments.isEmpty()) {
            return new TopicJoin(height -> Optional.empty(), 0, null);
        }
        long blocks = segments.stream()
                .mapToLong(run -> run.last().height() - run.first().height() + 1)
                .sum();
        return new TopicJoin(index::block, blocks, segments.getLast().last());
    }

    /**
     * Takes a block of the topic; true where it is passed over, false where the index appends it.
     *
     * @throws InputFaultException where the index lacks what the block stands on, or too much
     */
    public boolean passes(BlockRef block) {
        if (done) {
            return false;
        }
        if (index.apply(block.height()).filter(block::equals).isPresent()) {
            if (!apart.isEmpty()) {
                throw otherBranch(apart.getFirst());
            }
            tip = tip == null || tip.height() < block.height() ? block : tip;
            held++;
            if (block.height() == takenBackLow) {
                takenBackLow++;
            }
            return true;
        }
        if (apart.isEmpty() && (atTipOfIndex() || held == blocks)) {
            done = true;
            return false;
        }
        apart.addLast(block);
        if (apart.size() > APART_MAX) {
            throw otherBranch(apart.getFirst());
        }
        return true;
    }

    /**
     * Takes a retraction; true where it is passed over, false where the index retracts the block.
     *
     * @param parent the topic's last block after it, absent where there is none
     * @throws InputFaultException where the block is not the topic's last one
     */
    public boolean passesRetraction(BlockRef block, @Nullable BlockRef parent) {
        if (done) {
            return false;
        }
        BlockRef last = apart.isEmpty() ? tip : apart.getLast();
        if (!block.equals(last)) {
            throw BlockFaults.notTip(block, last == null ? "nothing" : last.toString());
        }
        if (!apart.isEmpty()) {
            apart.removeLast();
            return true;
        }
        if (atTipOfIndex()) {
            done = true;
            return false;
        }
        held--;
        tip = parent;
        boolean none = takenBackLow > takenBackHigh;
        takenBackHigh = none ? block.height() : takenBackHigh;
        takenBackLow = block.height();
        return true;
    }

    /** Throws {@link InputFaultException} where the topic ends on another branch than that of the index. */
    public void requireSameBranch() {
        if (done) {
            return;
        }
        if (!apart.isEmpty()) {
            throw otherBranch(apart.getFirst());
        }
        if (takenBackLow <= takenBackHigh) {
            BlockRef block = index.apply(takenBackLow).orElseThrow();
            throw otherBranch("block " + block + " of the index", "a topic that took it back");
        }
    }

    private boolean atTipOfIndex() {
        return Objects.equals(tip, indexTip);
    }

    private InputFaultException otherBranch(BlockRef block) {
        String holds = index.apply(block.height())
                .map(there -> "block " + there)
                .orElse("no block at height " + block.height());
        return otherBranch(holds + ", as in the index", "block " + block + " on the topic");
    }

    private static InputFaultException otherBranch(String expected, String got) {
        return new InputFaultException(new InputFault(
                "tracing.feed.other-branch",
                "the index was built from files that do not fit the topic of blocks",
                "block feed",
                expected,
                got,
                "stop the node, remove the index with ./holdfast reindex, start again: it is built from the topic"));
    }
}

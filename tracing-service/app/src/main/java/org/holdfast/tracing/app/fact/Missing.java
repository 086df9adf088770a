package org.holdfast.tracing.app.fact;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.Outpoint;
import org.holdfast.primitives.TxId;
import org.jspecify.annotations.Nullable;

/**
 * What is missing on a chain.
 *
 * @param blocks that left the active chain and have not come back
 * @param transactions of facts that stand in no block
 * @param outputs that those transactions and their absent ancestors spend
 * @param decidedBy when the first of the facts falls; null where none is suspended
 */
public record Missing(
        Set<BlockHash> blocks,
        Set<TxId> transactions,
        Set<Outpoint> outputs,
        @Nullable Instant decidedBy) {
    /** How far the time of a block may be off: a node of Bitcoin accepts two hours. */
    private static final Duration BLOCK_TIME_OFF_MAX = Duration.ofHours(2);

    public Missing {
        blocks = Set.copyOf(blocks);
        transactions = Set.copyOf(transactions);
        outputs = Set.copyOf(outputs);
    }

    /** Whether a block changes any of this. */
    public boolean concerns(ArrivingBlock block) {
        return blocks.contains(block.block().hash())
                || transactions.stream().anyMatch(block::contains)
                || outputs.stream().anyMatch(output -> block.spender(output).isPresent());
    }

    /**
     * Whether a fact is to be decided: its time is over, and the chain has been read up to that time. Where the blocks
     * of that time are not here yet, the transaction may stand in one of them.
     *
     * @param newest the time of the newest block that was read
     */
    public boolean isDue(Instant now, Instant newest) {
        return decidedBy != null && !now.isBefore(decidedBy) && !newest.isBefore(decidedBy.minus(BLOCK_TIME_OFF_MAX));
    }
}

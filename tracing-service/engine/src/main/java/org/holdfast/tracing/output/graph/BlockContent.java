package org.holdfast.tracing.output.graph;

import java.util.List;
import org.holdfast.primitives.BlockHash;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.Outpoint;
import org.holdfast.primitives.TxId;
import org.holdfast.tracing.index.IndexBlock;

/**
 * One block as the graph stores it.
 *
 * @param segmentStart true if the parent is not in the feed; earlier outputs are then unknown
 * @param difficultyUnchecked true if the difficulty of the block could not be checked
 * @param timeSeconds seconds since 1970-01-01 UTC as the header says
 */
public record BlockContent(
        BlockRef block,
        BlockHash parent,
        boolean segmentStart,
        boolean difficultyUnchecked,
        long timeSeconds,
        List<Transaction> transactions)
        implements IndexBlock {
    public BlockContent {
        transactions = List.copyOf(transactions);
    }

    /** A block whose difficulty was checked. */
    public BlockContent(
            BlockRef block, BlockHash parent, boolean segmentStart, long timeSeconds, List<Transaction> transactions) {
        this(block, parent, segmentStart, false, timeSeconds, transactions);
    }

    /** A transaction with its spent outputs in input order; a coinbase spends nothing. */
    public record Transaction(TxId id, boolean coinbase, List<Outpoint> inputs, List<Output> outputs) {
        public Transaction {
            inputs = List.copyOf(inputs);
            outputs = List.copyOf(outputs);
        }
    }

    /**
     * One output.
     *
     * @param value base units, not negative
     * @param address the usual text form; empty if the script has none
     * @param destroys true if the script can never be satisfied
     */
    public record Output(long value, String address, boolean destroys) {
        public Output {
            if (value < 0) {
                throw new IllegalArgumentException("an output value is not negative, got " + value);
            }
        }
    }
}

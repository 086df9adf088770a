package org.holdfast.tracing.output.fee;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;
import org.holdfast.tracing.output.end.EndReason;
import org.holdfast.tracing.output.graph.BlockSpan;
import org.holdfast.tracing.output.graph.GraphIndex;
import org.holdfast.tracing.output.graph.TransactionCursor;
import org.holdfast.tracing.output.graph.TransactionView;
import org.holdfast.tracing.output.policy.Doctrine;
import org.holdfast.tracing.output.state.PositionHeap;
import org.jspecify.annotations.Nullable;

/**
 * Traced fees on their way into the coinbase of their block, for a trace that follows fees. They wait until the trace
 * has visited every reachable transaction of the block. That is early enough: no block spends its own coinbase.
 *
 * <p>Every doctrine passes a coinbase first in, first out, per block. The queue is the clean subsidy and then the fee
 * of each transaction in block order, traced or not; it fills the outputs in output order. The subsidy is the value of
 * the outputs minus all fees of the block, at least 0. The rest of the queue that no output takes is destroyed: the
 * miner did not claim it.
 *
 * <p>The doctrine divides a fee over several outputs as a transaction with one input, and joins the parts of one output
 * as a transaction with one output.
 *
 * <p>All fees of the block must be known, because the subsidy depends on them.
 */
public final class CoinbaseFees {
    /** A traced fee: position of its transaction, hops from the seed, value, and number of lots. */
    public record Fee(long position, int hops, long carried, long fraction, int lots) {}

    /** Traced value that a coinbase puts at one of its outputs. */
    public record Arrival(int output, int hops, long carried, long fraction) {}

    /**
     * The distribution of the fees of a block.
     *
     * @param arrived traced value by output of {@link #coinbase}
     * @param left fees that no output took; all fees if the coinbase cannot be passed
     * @param leftAs the end reason of {@code left}
     * @param joinedClean clean value that poison made traced
     * @param lots number of lots of the fees
     * @param read number of transactions of the block that were read
     */
    public record Passed(
            List<Arrival> arrived, List<Fee> left, EndReason leftAs, long joinedClean, long lots, long read) {}

    private static final int FEES = 0;
    private static final int READ = 1;

    private final Doctrine doctrine;
    private final GraphIndex graph;
    private final TransactionCursor cursor;
    private final FeePouring pouring;
    /** In block order. All belong to one block, because a walk proceeds block by block. */
    private final List<Fee> waiting = new ArrayList<>();

    /** The block of the waiting fees. */
    private @Nullable BlockSpan block;

    /** The fees of one walk; none wait yet. */
    public CoinbaseFees(Doctrine doctrine, GraphIndex graph) {
        this.doctrine = doctrine;
        this.graph = graph;
        this.cursor = graph.cursor();
        this.pouring = new FeePouring(doctrine);
    }

    /** Holds the traced fee of a visited transaction; returns its number of lots. */
    public int hold(TransactionView transaction, int hops, long carried, long fraction) {
        if (waiting.isEmpty()) {
            block = graph.span(transaction.position());
        } else if (transaction.position() >= block().behind()) {
            throw new IllegalStateException("fees of two blocks wait at once");
        }
        int lots = doctrine.lots(carried);
        waiting.add(new Fee(transaction.position(), hops, carried, fraction, lots));
        return lots;
    }

    private BlockSpan block() {
        if (block == null) {
            throw new IllegalStateException("no fee has waited yet");
        }
        return block;
    }

    /** True if fees wait. */
    public boolean areWaiting() {
        return !waiting.isEmpty();
    }

    /** True if no transaction of the frontier belongs to the block of the waiting fees. */
    public boolean areDue(PositionHeap frontier) {
        return areWaiting() && (frontier.isEmpty() || frontier.least() >= block().behind());
    }

    /** Removes all waiting fees. */
    public List<Fee> takeAll() {
        List<Fee> all = List.copyOf(waiting);
        waiting.clear();
        return all;
    }

    /** The coinbase that was passed last. */
    public TransactionView coinbase() {
        return cursor;
    }

    /**
     * Passes the waiting fees through the coinbase of their block.
     *
     * @param most maximum number of transactions to read
     * @return empty if the arithmetic of the doctrine reached its limit
     * @throws InputFaultException {@code tracing.coinbase.spent-in-block} if the block spends a traced output of its
     *     own coinbase
     */
    public Optional<Passed> pass(long most) {
        List<Fee> fees = takeAll();
        long lots = fees.stream().mapToLong(Fee::lots).sum();
        long[] bounds = new long[2 * fees.size()];
        long[] sums = new long[2];
        EndReason obstacle = read(fees, most, bounds, sums);
        if (obstacle != EndReason.FEE) {
            return Optional.of(new Passed(List.of(), fees, obstacle, 0, lots, sums[READ]));
        }
        cursor.moveTo(block().first());
        long claimed = cursor.outputSumBefore(cursor.outputCount());
        pouring.begin(cursor);
        long subsidy = Math.max(0, claimed - sums[FEES]);
        for (int i = 0; i < fees.size(); i++) {
            if (!pouring.pour(fees.get(i), subsidy + bounds[2 * i], subsidy + bounds[2 * i + 1])) {
                return Optional.empty();
            }
        }
        if (!pouring.finish()) {
            return Optional.empty();
        }
        pouring.arrived().forEach(arrival -> requireUnspentInBlock(arrival.output()));
        return Optional.of(new Passed(
                pouring.arrived(), pouring.left(), EndReason.DESTROYED, pouring.joinedClean(), lots, sums[READ]));
    }

    /**
     * Adds up the fees of the block in block order.
     *
     * @param bounds receives the start and end of each waiting fee in the queue of fees
     * @param sums receives the sum of all fees and the number of transactions read
     * @return {@link EndReason#FEE} if all fees are known, otherwise the reason
     */
    private EndReason read(List<Fee> fees, long most, long[] bounds, long[] sums) {
        BlockSpan span = block();
        int next = 0;
        for (long at = span.first(); at != GraphIndex.ABSENT && at < span.behind(); ) {
            if (sums[READ] == most) {
                return EndReason.LIMIT;
            }
            long following = graph.next(at);
            cursor.moveTo(at);
            sums[READ]++;
            long in = cursor.inputSumBefore(cursor.inputCount());
            boolean first = at == span.first();
            if (first != cursor.coinbase() || in == TransactionView.UNKNOWN) {
                return EndReason.BLOCK_FEES_UNKNOWN;
            }
            if (!first) {
                long before = sums[FEES];
                sums[FEES] = Math.addExact(before, in - cursor.outputSumBefore(cursor.outputCount()));
                if (next < fees.size() && fees.get(next).position() == at) {
                    bounds[2 * next] = before;
                    bounds[2 * next + 1] = sums[FEES];
                    next++;
                }
            }
            at = following;
        }
        return EndReason.FEE;
    }

    private void requireUnspentInBlock(int output) {
        long spender = cursor.spender(output);
        if (spender > 0 && spender < block().behind()) {
            throw new InputFaultException(new InputFault(
                    "tracing.coinbase.spent-in-block",
                    "a block spends an output of its own coinbase",
                    "followFees",
                    "an output that rests for blocks before it is spent",
                    cursor.id() + ":" + output,
                    "ask without following fees, and compare the index with the chain"));
        }
    }
}

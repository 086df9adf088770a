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
 * Traced parts of fees on their way into the coinbase of their block, where a trace follows fees. They wait until every
 * transaction of the block that the trace reaches has been visited. Nothing of them is needed before: an output of a
 * coinbase is never spent within its block.
 *
 * <p>A coinbase is passed at the level of its block, first in, first out, whatever the doctrine. Its inputs are the
 * subsidy, which is clean, and then the fee of each transaction of the block in block order, traced or not; they fill
 * its outputs in their order. The subsidy is what the outputs hold beyond all fees of the block. Where the fees are
 * more than the outputs hold there is none, and what no output takes is destroyed: the miner did not claim it, and
 * nobody else can.
 *
 * <p>Within that the doctrine has its own rule: a fee that several outputs take is divided by passing it through a
 * transaction of that one input and those parts, and what an output takes is joined by passing it through a transaction
 * of those inputs and that one output.
 *
 * <p>All fees of the block have to be known, since the subsidy follows from them and the order rests on it.
 */
public final class CoinbaseFees {
    /** The traced part of a fee, how many transactions behind a seed, and in how many lots it is carried. */
    public record Fee(long position, int hops, long carried, long fraction, int lots) {}

    /** Traced value that a coinbase puts at one of its outputs. */
    public record Arrival(int output, int hops, long carried, long fraction) {}

    /**
     * What became of the fees of a block.
     *
     * @param arrived by output; the coinbase is where {@link #coinbase} stands
     * @param left what no output took, or all where the coinbase could not be passed
     * @param leftAs why
     * @param joinedClean clean value that poison made traced
     * @param lots in how many lots the fees waited
     * @param read how many transactions of the block were looked at
     */
    public record Passed(
            List<Arrival> arrived, List<Fee> left, EndReason leftAs, long joinedClean, long lots, long read) {}

    private static final int FEES = 0;
    private static final int READ = 1;

    private final Doctrine doctrine;
    private final GraphIndex graph;
    private final TransactionCursor cursor;
    private final FeePouring pouring;
    /** In block order; all are of one block, since a walk goes through the chain block by block. */
    private final List<Fee> waiting = new ArrayList<>();

    /** The block of the waiting fees. */
    private @Nullable BlockSpan block;

    public CoinbaseFees(Doctrine doctrine, GraphIndex graph) {
        this.doctrine = doctrine;
        this.graph = graph;
        this.cursor = graph.cursor();
        this.pouring = new FeePouring(doctrine);
    }

    /** Holds the traced part of the fee of a transaction that is visited; returns in how many lots. */
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

    public boolean areWaiting() {
        return !waiting.isEmpty();
    }

    /** Whether nothing that waits in the frontier can reach the block any more. */
    public boolean areDue(PositionHeap frontier) {
        return areWaiting() && (frontier.isEmpty() || frontier.least() >= block().behind());
    }

    /** Takes out all that waits. */
    public List<Fee> takeAll() {
        List<Fee> all = List.copyOf(waiting);
        waiting.clear();
        return all;
    }

    /** Stands on the coinbase that was passed last. */
    public TransactionView coinbase() {
        return cursor;
    }

    /**
     * Passes what waits through the coinbase of its block.
     *
     * @param most how many transactions may be looked at
     * @return empty where the doctrine's arithmetic reached its bound
     * @throws InputFaultException where the block spends an output of its own coinbase to which traced value comes
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
     * @param bounds takes where each of the waiting fees begins and ends among all of them
     * @param sums takes the sum of all fees and how many transactions were looked at
     * @return {@link EndReason#FEE} where they are known, or why they are not
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

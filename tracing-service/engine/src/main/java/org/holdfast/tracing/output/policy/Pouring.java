package org.holdfast.tracing.output.policy;

import org.holdfast.tracing.output.graph.TransactionView;
import org.holdfast.tracing.output.state.Cells;
import org.holdfast.tracing.output.state.IntervalLots;
import org.holdfast.tracing.output.state.Passage;

/**
 * The outputs of one transaction while a queue of base units is poured into them in output order, the fee last.
 * Intervals come in ascending order, so one output is filled after the other.
 */
final class Pouring {
    static final int TRIPLE = 3;

    private static final int OUTPUT = 0;
    private static final int FIRST = 1;
    private static final int LAST = 2;
    private static final int START = 0;
    private static final int END = 1;

    private final IntervalLots lots;
    /** The output that is filled, and the ends of its chain. */
    private final int[] state = new int[3];
    /** Where that output begins and ends in the queue. */
    private final long[] bounds = new long[2];

    Pouring(IntervalLots lots) {
        this.lots = lots;
    }

    void begin(TransactionView transaction) {
        state[FIRST] = Cells.NONE;
        stand(transaction, 0);
    }

    private void stand(TransactionView transaction, int output) {
        state[OUTPUT] = output;
        bounds[START] = transaction.outputSumBefore(output);
        bounds[END] = output == transaction.outputCount() ? Long.MAX_VALUE : transaction.outputSumBefore(output + 1);
    }

    /** Pours the units {@code from} to {@code to} of the queue, {@code to} excluded. */
    void pour(TransactionView transaction, long from, long to, int seed, Passage into) {
        long at = from;
        while (at < to) {
            if (at >= bounds[END]) {
                finish(transaction, into);
                stand(transaction, outputHolding(transaction, at));
            }
            long until = Math.min(to, bounds[END]);
            add(at - bounds[START], until - bounds[START], seed);
            at = until;
        }
    }

    /** The last output behind the one that was filled that starts at or before the offset; the fee is the last. */
    private int outputHolding(TransactionView transaction, long offset) {
        int low = state[OUTPUT] + 1;
        if (low == transaction.outputCount() || transaction.outputSumBefore(low + 1) > offset) {
            return low;
        }
        int high = transaction.outputCount();
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (transaction.outputSumBefore(middle) <= offset) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    private void add(long from, long to, int seed) {
        if (state[FIRST] == Cells.NONE) {
            state[FIRST] = lots.one(from, to, seed);
            state[LAST] = state[FIRST];
        } else {
            state[LAST] = lots.append(state[LAST], from, to, seed);
        }
    }

    /** Hands over what the last output was filled with. */
    void finish(TransactionView transaction, Passage into) {
        if (state[FIRST] == Cells.NONE) {
            return;
        }
        if (state[OUTPUT] == transaction.outputCount()) {
            into.fee(state[FIRST]);
        } else {
            into.place(state[OUTPUT], state[FIRST]);
        }
        state[FIRST] = Cells.NONE;
    }
}

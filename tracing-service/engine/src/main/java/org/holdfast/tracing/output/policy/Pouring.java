package org.holdfast.tracing.output.policy;

import org.holdfast.tracing.output.graph.TransactionView;
import org.holdfast.tracing.output.state.Cells;
import org.holdfast.tracing.output.state.IntervalLots;
import org.holdfast.tracing.output.state.Passage;

/**
 * Fills the outputs of one transaction from a queue of base units in output order, the fee last. Intervals come in
 * ascending order.
 */
final class Pouring {
    static final int TRIPLE = 3;

    private final IntervalLots lots;
    /** The output that is being filled. */
    private int output;

    /** The first and the last cell of its chain. */
    private int first;

    private int last;
    /** Where the output begins and ends in the queue, base units. */
    private long start;

    private long end;

    Pouring(IntervalLots lots) {
        this.lots = lots;
    }

    void begin(TransactionView transaction) {
        first = Cells.NONE;
        stand(transaction, 0);
    }

    private void stand(TransactionView transaction, int next) {
        output = next;
        start = transaction.outputSumBefore(output);
        end = output == transaction.outputCount() ? Long.MAX_VALUE : transaction.outputSumBefore(output + 1);
    }

    /** Adds the units {@code from} to {@code to} of the queue, {@code to} excluded. */
    void pour(TransactionView transaction, long from, long to, int seed, Passage into) {
        long at = from;
        while (at < to) {
            if (at >= end) {
                finish(transaction, into);
                stand(transaction, outputHolding(transaction, at));
            }
            long until = Math.min(to, end);
            add(at - start, until - start, seed);
            at = until;
        }
    }

    /**
     * The output that contains an offset of the queue, searched after the current output. The number of outputs stands
     * for the fee.
     */
    private int outputHolding(TransactionView transaction, long offset) {
        int low = output + 1;
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
        if (first == Cells.NONE) {
            first = lots.one(from, to, seed);
            last = first;
        } else {
            last = lots.append(last, from, to, seed);
        }
    }

    /** Places the value of the current output. */
    void finish(TransactionView transaction, Passage into) {
        if (first == Cells.NONE) {
            return;
        }
        if (output == transaction.outputCount()) {
            into.fee(first);
        } else {
            into.place(output, first);
        }
        first = Cells.NONE;
    }
}

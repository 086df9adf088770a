package org.holdfast.tracing.output.policy;

import org.holdfast.tracing.exact.LargestRemainder;
import org.holdfast.tracing.exact.Proportion;
import org.holdfast.tracing.output.graph.TransactionView;

/**
 * An amount in multiples of 2^-64 base unit split over the outputs and the fee of one transaction in proportion to
 * their values, by largest remainder, so that the parts sum to it. Reused for each transaction.
 */
final class GridSplit {
    private static final int FIRST_ROOM = 16;
    /** Up to this many steps are given one by one. */
    private static final int FEW = 4;
    /** Smaller than every remainder. */
    private static final long RAISED = -1;

    private final Proportion proportion = new Proportion();
    /** Whole base units of the part of each output, then of the fee. */
    private long[] highs = new long[FIRST_ROOM];

    /** Multiples of 2^-64 base unit of each part. */
    private long[] lows = new long[FIRST_ROOM];

    /** The remainder of the division for each part. */
    private long[] rests = new long[FIRST_ROOM];

    private boolean[] up = new boolean[FIRST_ROOM];

    /**
     * Splits an amount.
     *
     * @param high whole base units; with {@code low} at most {@code whole}
     * @param low multiples of 2^-64 base unit in addition
     * @param whole the value of all inputs, positive
     */
    void split(long high, long low, TransactionView transaction, long whole) {
        int outputs = transaction.outputCount();
        room(outputs + 1);
        if (high == whole && low == 0) {
            copy(transaction, outputs, whole);
            return;
        }
        long givenHigh = 0;
        long given = 0;
        long before = 0;
        proportion.divideBy(whole);
        for (int j = 0; j <= outputs; j++) {
            long behind = j < outputs ? transaction.outputSumBefore(j + 1) : whole;
            proportion.of(high, low, behind - before);
            before = behind;
            long some = proportion.low();
            highs[j] = proportion.high();
            lows[j] = some;
            rests[j] = proportion.rest();
            given += some;
            givenHigh += proportion.high() + (Long.compareUnsigned(given, some) < 0 ? 1 : 0);
        }
        long missing = low - given;
        long missingHigh = high - givenHigh - (Long.compareUnsigned(low, given) < 0 ? 1 : 0);
        if (missingHigh != 0 || missing < 0 || missing > outputs) {
            throw new IllegalStateException("a split misses " + missingHigh + " and " + missing + " steps");
        }
        raise(outputs + 1, (int) missing);
    }

    /** Each output and the fee are traced as a whole. */
    private void copy(TransactionView transaction, int outputs, long whole) {
        long before = 0;
        for (int j = 0; j <= outputs; j++) {
            long behind = j < outputs ? transaction.outputSumBefore(j + 1) : whole;
            highs[j] = behind - before;
            lows[j] = 0;
            before = behind;
        }
    }

    private void raise(int count, int missing) {
        if (missing > FEW) {
            LargestRemainder.raise(rests, count, missing, up);
            for (int j = 0; j < count; j++) {
                if (up[j]) {
                    add(j);
                }
            }
            return;
        }
        for (int i = 0; i < missing; i++) {
            int most = 0;
            for (int j = 1; j < count; j++) {
                // Remainders are less than a divisor of 63 bits.
                most = rests[j] > rests[most] ? j : most;
            }
            add(most);
            rests[most] = RAISED;
        }
    }

    private void add(int at) {
        if (++lows[at] == 0) {
            highs[at]++;
        }
    }

    private void room(int count) {
        if (up.length < count) {
            highs = new long[2 * count];
            lows = new long[2 * count];
            rests = new long[2 * count];
            up = new boolean[2 * count];
        }
    }

    /** Whole base units of the part of an output; the fee follows the last output. */
    long high(int output) {
        return highs[output];
    }

    /** Multiples of 2^-64 base unit in addition to {@link #high}. */
    long low(int output) {
        return lows[output];
    }
}

package org.holdfast.tracing.output.policy;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.holdfast.tracing.output.graph.TransactionView;
import org.holdfast.tracing.output.state.Arrivals;
import org.holdfast.tracing.output.state.CountLots;
import org.holdfast.tracing.output.state.Passage;
import org.holdfast.tracing.output.state.SeedVector;
import org.holdfast.tracing.output.state.Shares;
import org.jspecify.annotations.Nullable;

/**
 * Taint in, highest out: the largest outputs take traced value first, of equal outputs the earlier, the fee last. No
 * court follows this; it finds leads.
 */
public final class HighestOut implements Doctrine {
    /** With more outputs, sorting is cheaper than repeated searches for the largest. */
    private static final int FEW = 32;

    private final CountLots lots = new CountLots();

    @Override
    public long ofSeed(int seed, long value) {
        return lots.one(seed, value);
    }

    @Override
    public boolean pass(TransactionView transaction, Arrivals arrivals, Passage into) {
        if (!Withdrawals.known(transaction)) {
            into.leaveAll(arrivals);
            return true;
        }
        int outputs = transaction.outputCount();
        int seed = lots.takeAlone(arrivals);
        if (seed < 0) {
            several(transaction, lots.take(arrivals), into);
            return true;
        }
        long[] parts = lots.parts(outputs);
        long left = outputs <= FEW ? fewest(transaction, parts) : sorted(transaction, parts);
        parts[outputs] = left;
        lots.place(seed, parts, outputs, into);
        return true;
    }

    private long fewest(TransactionView transaction, long[] parts) {
        long left = lots.alone();
        while (left > 0) {
            int best = -1;
            long most = 0;
            for (int j = 0; j < transaction.outputCount(); j++) {
                if (parts[j] == 0 && transaction.outputValue(j) > most) {
                    most = transaction.outputValue(j);
                    best = j;
                }
            }
            if (best < 0) {
                break;
            }
            parts[best] = Math.min(left, most);
            left -= parts[best];
        }
        return left;
    }

    private long sorted(TransactionView transaction, long[] parts) {
        long left = lots.alone();
        for (int j : order(transaction)) {
            parts[j] = Math.min(left, transaction.outputValue(j));
            left -= parts[j];
        }
        return left;
    }

    private static int[] order(TransactionView transaction) {
        return IntStream.range(0, transaction.outputCount())
                .boxed()
                .sorted(Comparator.<Integer>comparingLong(transaction::outputValue)
                        .reversed())
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private void several(TransactionView transaction, SeedVector arrived, Passage into) {
        int outputs = transaction.outputCount();
        var dealing = new SeedVector.Dealing(outputs);
        @Nullable SeedVector left = arrived;
        for (int j : order(transaction)) {
            left = left == null ? null : dealing.deal(left, j, Math.min(left.total(), transaction.outputValue(j)));
        }
        if (left != null) {
            dealing.deal(left, outputs, left.total());
        }
        lots.place(dealing.parts(), outputs, into);
    }

    @Override
    public int lots(long carried) {
        return 1;
    }

    @Override
    public boolean isBelow(long carried, long units) {
        return lots.isBelow((int) carried, units);
    }

    @Override
    public void settle(long carried, long fraction, Shares into) {
        lots.settle((int) carried, into);
    }

    @Override
    public long bytes() {
        return lots.bytes();
    }

    @Override
    public String arithmetic() {
        return Withdrawals.ARITHMETIC;
    }
}

package org.holdfast.tracing.output.end;

import java.math.BigInteger;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;
import org.holdfast.primitives.TxId;
import org.holdfast.tracing.exact.Fraction;
import org.holdfast.tracing.exact.LargestRemainder;
import org.holdfast.tracing.exact.ShareSum;
import org.holdfast.tracing.output.graph.GraphIndex;
import org.holdfast.tracing.output.graph.TransactionCursor;
import org.jspecify.annotations.Nullable;

/**
 * The ends of a trace in chain order, rounded so that their sum is exact. Immutable. An {@link End} is created on
 * access, so a million ends need only the memory of their figures.
 */
public final class EndTable extends AbstractList<End> implements RandomAccess {
    /** The number of spending transactions that are read at once. */
    private static final int BATCH = 256;

    private final EndLog log;
    private final int[] order;
    private final long[] traced;
    private final long[] spenderPositions;
    private final TxId[] spenderIds;

    private EndTable(EndLog log, int[] order, long[] traced, long[] spenderPositions, TxId[] spenderIds) {
        this.log = log;
        this.order = order;
        this.traced = traced;
        this.spenderPositions = spenderPositions;
        this.spenderIds = spenderIds;
    }

    /**
     * Orders and rounds the booked ends. The log must not change afterwards.
     *
     * @param total the sum of the ends
     */
    public static EndTable of(EndLog log, BigInteger total, GraphIndex graph) {
        log.complete();
        int[] order = EndOrder.of(log);
        long[] positions = spenders(log);
        return new EndTable(log, order, rounded(log, order, total), positions, ids(positions, graph.cursor()));
    }

    private static long[] rounded(EndLog log, int[] order, BigInteger total) {
        if (log.areRational()) {
            List<Fraction> exact = Arrays.stream(order).mapToObj(log::total).toList();
            return LargestRemainder.round(total, exact).stream()
                    .mapToLong(BigInteger::longValueExact)
                    .toArray();
        }
        int count = order.length;
        long[] whole = new long[count];
        long[] rests = new long[count];
        long[] rest = new long[1];
        var given = new ShareSum();
        for (int i = 0; i < count; i++) {
            whole[i] = log.whole(order[i], rest);
            rests[i] = rest[0];
            given.addWhole(whole[i]);
        }
        int missing = total.subtract(given.whole()).intValueExact();
        if (missing < 0 || missing > count) {
            throw new IllegalStateException(
                    "shares do not sum to their total: " + missing + " units apart over " + count + " parts");
        }
        if (missing > 0) {
            boolean[] up = new boolean[count];
            LargestRemainder.raise(rests, count, missing, up);
            for (int i = 0; i < count; i++) {
                whole[i] += up[i] ? 1 : 0;
            }
        }
        return whole;
    }

    /** The positions of the spenders, ascending, without repeats. */
    private static long[] spenders(EndLog log) {
        long[] positions = new long[log.spentCount()];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = log.spender(i + 1);
        }
        Arrays.sort(positions);
        int distinct = 0;
        for (int i = 0; i < positions.length; i++) {
            if (i == 0 || positions[i] != positions[i - 1]) {
                positions[distinct++] = positions[i];
            }
        }
        return Arrays.copyOf(positions, distinct);
    }

    private static TxId[] ids(long[] positions, TransactionCursor cursor) {
        var ids = new TxId[positions.length];
        for (int i = 0; i < positions.length; i++) {
            if (i % BATCH == 0) {
                int count = Math.min(BATCH, positions.length - i);
                cursor.expect(Arrays.copyOfRange(positions, i, i + count), count);
            }
            cursor.moveTo(positions[i]);
            ids[i] = cursor.id();
        }
        return ids;
    }

    @Override
    public int size() {
        return order.length;
    }

    @Override
    public End get(int index) {
        int end = order[index];
        int output = log.output(end);
        return new End(
                log.reason(end),
                log.id(end),
                output,
                log.height(end),
                output == End.FEE ? traced[index] : log.value(end),
                log.address(end),
                BigInteger.valueOf(traced[index]),
                log.total(end),
                log.bySeed(end),
                log.label(end),
                spentBy(log.spentBy(end)));
    }

    private @Nullable TxId spentBy(long position) {
        return position > 0 ? spenderIds[Arrays.binarySearch(spenderPositions, position)] : null;
    }

    /** Whole units of all ends. */
    public BigInteger wholeSum() {
        var sum = new ShareSum();
        for (long one : traced) {
            sum.addWhole(one);
        }
        return sum.whole();
    }

    /** Exact shares: first the sum of all, then of each seed by its number. */
    public List<ShareSum> exactSums(int seeds) {
        var total = new ShareSum();
        var bySeed = new ArrayList<ShareSum>(seeds);
        for (int seed = 0; seed < seeds; seed++) {
            bySeed.add(new ShareSum());
        }
        for (int end = 1; end <= log.count(); end++) {
            log.sum(end, total, bySeed);
        }
        bySeed.addFirst(total);
        return bySeed;
    }
}

package org.holdfast.tracing.output.end;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import org.holdfast.primitives.Hash256;
import org.holdfast.primitives.TxId;
import org.holdfast.tracing.exact.Fraction;
import org.holdfast.tracing.exact.ShareSum;
import org.holdfast.tracing.output.graph.AddressLog;
import org.holdfast.tracing.output.graph.TransactionView;
import org.holdfast.tracing.output.policy.Doctrine;
import org.holdfast.tracing.output.state.Cells;
import org.holdfast.tracing.output.state.Shares;
import org.holdfast.tracing.question.ServiceLabel;
import org.jspecify.annotations.Nullable;

/**
 * The booked ends of a walk, in flat memory. An end is written completely while the cursor is on its transaction, so no
 * transaction is read twice. Consecutive ends of one transaction share its data.
 */
public final class EndLog {
    private static final List<EndReason> REASONS = List.of(EndReason.values());

    private static final int POSITION = 0;
    private static final int ID = 1;
    /** Height in the high half, number of earlier booked fees in the low half. */
    private static final int HEIGHT = 5;

    private static final int TRANSACTION_WIDTH = 6;

    /** Number of the transaction in the high half, output in the low half. */
    private static final int OUTPUT = 0;

    /** The value of the output; for a fee its traced part if the doctrine carries whole values. */
    private static final int VALUE = 1;
    /**
     * Number of the first entry of its shares in the high half, then the reason, number of entries in the low 24 bits.
     */
    private static final int SHARES = 2;

    private static final int END_WIDTH = 3;
    private static final int REASON_SHIFT = 24;
    private static final int SHARES_MAX = (1 << REASON_SHIFT) - 1;

    /** Number of a spent end, and position of its spender. Few ends are spent. */
    private static final int SPENT_WIDTH = 2;

    private final Cells transactions = new Cells(TRANSACTION_WIDTH);
    private final Cells ends = new Cells(END_WIDTH);
    private final Cells spent = new Cells(SPENT_WIDTH);
    private final Shares shares = new Shares();
    /** One address per end, fees excepted. */
    private final AddressLog addresses;

    private final List<@Nullable ServiceLabel> labels = new ArrayList<>();
    /** Position of the transaction of the last end. */
    private long lastPosition;

    private int lastOutput;
    /** True if an end was booked out of chain order. */
    private boolean outOfOrder;

    private long fees;

    /** An empty log that adds addresses to a log of the index. */
    public EndLog(AddressLog addresses) {
        this.addresses = addresses;
    }

    /** Books an end at an output or at {@link End#FEE}. The fee comes last in its transaction. */
    public void add(
            EndReason reason,
            TransactionView transaction,
            int output,
            Doctrine doctrine,
            long carried,
            long fraction,
            long spentBy) {
        long number = stand(transaction, output);
        int end = ends.take();
        long[] page = ends.page(end);
        int at = ends.at(end);
        page[at + OUTPUT] = number << Integer.SIZE | (output & 0xFFFF_FFFFL);
        page[at + SHARES] = settle(doctrine, carried, fraction) | (long) code(reason) << REASON_SHIFT;
        if (output == End.FEE) {
            fees++;
            page[at + VALUE] = doctrine.carriesWholeValue() ? carried : 0;
            return;
        }
        page[at + VALUE] = transaction.outputValue(output);
        transaction.logAddress(output, addresses);
        if (spentBy > 0) {
            int cell = spent.take();
            spent.set(cell, 0, end);
            spent.set(cell, 1, spentBy);
        }
    }

    /** Number of the first entry in the high half, number of entries in the low half; 0 if the value is enough. */
    private long settle(Doctrine doctrine, long carried, long fraction) {
        if (doctrine.carriesWholeValue()) {
            return 0;
        }
        long first = shares.open();
        doctrine.settle(carried, fraction, shares);
        int count = shares.count();
        if (count > SHARES_MAX) {
            throw new IllegalStateException("an end of " + count + " seeds");
        }
        return first << Integer.SIZE | count;
    }

    /** The number of the transaction in this log. */
    private int stand(TransactionView transaction, int output) {
        long position = transaction.position();
        int last = lastOutput;
        boolean same = position == lastPosition;
        // The fee is -1 and comes last, as the largest unsigned number.
        boolean isBefore = position < lastPosition || (same && Integer.compareUnsigned(output, last) < 0);
        outOfOrder |= isBefore;
        lastOutput = output;
        if (same && last != End.FEE) {
            return transactions.made();
        }
        lastPosition = position;
        int number = transactions.take();
        long[] page = transactions.page(number);
        int at = transactions.at(number);
        Hash256 id = transaction.id().hash();
        page[at + POSITION] = position;
        page[at + ID] = id.w0();
        page[at + ID + 1] = id.w1();
        page[at + ID + 2] = id.w2();
        page[at + ID + 3] = id.w3();
        page[at + HEIGHT] = (long) Math.toIntExact(transaction.height()) << Integer.SIZE | fees;
        return number;
    }

    /** Ordinals exist only in memory, so the order of the reasons can change. */
    @SuppressWarnings("EnumOrdinal")
    private static int code(EndReason reason) {
        return reason.ordinal();
    }

    /** Sets the label of the last end. */
    public void label(ServiceLabel label) {
        while (labels.size() < ends.made()) {
            labels.add(null);
        }
        labels.add(label);
    }

    int count() {
        return ends.made();
    }

    /** True if all ends were booked in chain order. */
    boolean isInOrder() {
        return !outOfOrder;
    }

    /** The position of an end. Ends are numbered from 1 in order of booking. */
    long position(int end) {
        return transactions.get(transaction(end), POSITION);
    }

    private int transaction(int end) {
        return (int) (ends.get(end, OUTPUT) >>> Integer.SIZE);
    }

    int output(int end) {
        return (int) ends.get(end, OUTPUT);
    }

    EndReason reason(int end) {
        return REASONS.get((int) ends.get(end, SHARES) >>> REASON_SHIFT);
    }

    TxId id(int end) {
        int number = transaction(end);
        long[] page = transactions.page(number);
        int at = transactions.at(number) + ID;
        return new TxId(new Hash256(page[at], page[at + 1], page[at + 2], page[at + 3]));
    }

    long height(int end) {
        return transactions.get(transaction(end), HEIGHT) >>> Integer.SIZE;
    }

    long value(int end) {
        return ends.get(end, VALUE);
    }

    /** The number of spent ends. */
    int spentCount() {
        return spent.made();
    }

    /** The position of the spender of a spent end. Spent ends are numbered from 1. */
    long spender(int number) {
        return spent.get(number, 1);
    }

    /** The position of the spender of an end, 0 without one. */
    long spentBy(int end) {
        int low = 1;
        int high = spent.made();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (spent.get(middle, 0) < end) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low == high && spent.get(low, 0) == end ? spent.get(low, 1) : 0;
    }

    /** Completes the log. Nothing is booked afterwards, and the index can be closed. */
    void complete() {
        addresses.complete();
    }

    @Nullable
    String address(int end) {
        return output(end) == End.FEE
                ? null
                : addresses.get(end - 1 - (int) transactions.get(transaction(end), HEIGHT));
    }

    @Nullable
    ServiceLabel label(int end) {
        return end < labels.size() ? labels.get(end) : null;
    }

    private int firstShare(int end) {
        return (int) (ends.get(end, SHARES) >>> Integer.SIZE);
    }

    private int shareCount(int end) {
        return (int) ends.get(end, SHARES) & SHARES_MAX;
    }

    /** True if shares are rationals, false on the grid. */
    boolean areRational() {
        return shares.areRational();
    }

    /** The whole base units of an end; {@code fraction[0]} receives the multiples of 2^-64. */
    long whole(int end, long[] fraction) {
        int count = shareCount(end);
        if (count == 0) {
            fraction[0] = 0;
            return value(end);
        }
        return shares.whole(firstShare(end), count, fraction);
    }

    /** The traced value of an end. */
    Fraction total(int end) {
        int count = shareCount(end);
        return count == 0 ? Fraction.of(value(end)) : shares.total(firstShare(end), count);
    }

    /** The traced value of an end by seed; empty if the policy does not separate seeds. */
    SortedMap<Integer, Fraction> bySeed(int end) {
        return shares.bySeed(firstShare(end), shareCount(end));
    }

    /** Adds an end to the total and to the sum of each seed. */
    void sum(int end, ShareSum total, List<ShareSum> bySeed) {
        int count = shareCount(end);
        if (count == 0) {
            total.addWhole(value(end));
        } else {
            shares.sum(firstShare(end), count, total, bySeed);
        }
    }
}

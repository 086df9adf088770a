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
 * The ends of a walk as they are booked, in flat memory: everything that is told of an end is written down where the
 * walk stands on its transaction, so that no transaction is read twice. What ends of one transaction have in common is
 * written once where they are booked one after the other.
 */
public final class EndLog {
    private static final List<EndReason> REASONS = List.of(EndReason.values());

    private static final int POSITION = 0;
    private static final int ID = 1;
    /** In the high half; in the low one how many fees were booked before. */
    private static final int HEIGHT = 5;

    private static final int TRANSACTION_WIDTH = 6;

    /** Number of the transaction in the high half, output in the low one. */
    private static final int OUTPUT = 0;

    /** Of the output, or of a fee what is traced of it where that is whole units of no seed. */
    private static final int VALUE = 1;
    /** Number of the first entry of its shares in the high half; then the reason, and in the low bits how many. */
    private static final int SHARES = 2;

    private static final int END_WIDTH = 3;
    private static final int REASON_SHIFT = 24;
    private static final int SHARES_MAX = (1 << REASON_SHIFT) - 1;

    /** Number of the end, and position of what spends it, of those few that are spent. */
    private static final int SPENT_WIDTH = 2;

    private final Cells transactions = new Cells(TRANSACTION_WIDTH);
    private final Cells ends = new Cells(END_WIDTH);
    private final Cells spent = new Cells(SPENT_WIDTH);
    private final Shares shares = new Shares();
    /** One per end that is no fee. */
    private final AddressLog addresses;

    private final List<@Nullable ServiceLabel> labels = new ArrayList<>();
    /** Position of the transaction of the last end. */
    private long lastPosition;

    private int lastOutput;
    /** Whether an end came before an earlier one in chain order. */
    private boolean outOfOrder;

    private long fees;

    public EndLog(AddressLog addresses) {
        this.addresses = addresses;
    }

    /** Books what stands at an output, or at {@link End#FEE}, which is the last of its transaction. */
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

    /** The number of the first entry in the high half, and how many they are; 0 where the value says it all. */
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

    /** The number under which the transaction is written down. */
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

    /** Only in memory and only here, so the order of the reasons may change. */
    @SuppressWarnings("EnumOrdinal")
    private static int code(EndReason reason) {
        return reason.ordinal();
    }

    /** Names the label at which the last end stopped. */
    public void label(ServiceLabel label) {
        while (labels.size() < ends.made()) {
            labels.add(null);
        }
        labels.add(label);
    }

    int count() {
        return ends.made();
    }

    /** Whether they were booked in chain order. */
    boolean isInOrder() {
        return !outOfOrder;
    }

    /** Ends are numbered from 1 on in the order in which they were booked. */
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

    /** How many ends are spent. */
    int spentCount() {
        return spent.made();
    }

    /** The position of the spender of a spent end; they are numbered from 1 on as they were booked. */
    long spender(int number) {
        return spent.get(number, 1);
    }

    /** The position of what spends an end, 0 where nothing does. */
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

    /** Nothing is booked afterwards, and the index may be closed. */
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

    /** Whether shares are rationals of any denominator. */
    boolean areRational() {
        return shares.areRational();
    }

    /** Whole base units of what an end holds, and in {@code fraction} the multiples of 2^-64 behind them. */
    long whole(int end, long[] fraction) {
        int count = shareCount(end);
        if (count == 0) {
            fraction[0] = 0;
            return value(end);
        }
        return shares.whole(firstShare(end), count, fraction);
    }

    /** What an end holds. */
    Fraction total(int end) {
        int count = shareCount(end);
        return count == 0 ? Fraction.of(value(end)) : shares.total(firstShare(end), count);
    }

    /** What an end holds of each seed; empty where seeds are not told apart. */
    SortedMap<Integer, Fraction> bySeed(int end) {
        return shares.bySeed(firstShare(end), shareCount(end));
    }

    /** Adds what an end holds to sums: its total, and what each seed has to the sum of that number. */
    void sum(int end, ShareSum total, List<ShareSum> bySeed) {
        int count = shareCount(end);
        if (count == 0) {
            total.addWhole(value(end));
        } else {
            shares.sum(firstShare(end), count, total, bySeed);
        }
    }
}

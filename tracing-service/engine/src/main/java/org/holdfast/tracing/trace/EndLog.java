package org.holdfast.tracing.trace;

import java.util.ArrayList;
import java.util.List;
import org.holdfast.primitives.Hash256;
import org.holdfast.primitives.TxId;
import org.holdfast.tracing.graph.AddressLog;
import org.holdfast.tracing.graph.TransactionView;
import org.holdfast.tracing.policy.Cells;
import org.holdfast.tracing.policy.Doctrine;
import org.holdfast.tracing.policy.Shares;
import org.jspecify.annotations.Nullable;

/**
 * The ends of a walk as they are booked, in flat memory: everything that is told of an end is written down where the
 * walk stands on its transaction, so that no transaction is read twice. What ends of one transaction have in common is
 * written once where they are booked one after the other.
 */
final class EndLog {
    private static final List<EndReason> REASONS = List.of(EndReason.values());

    private static final int POSITION = 0;
    private static final int ID = 1;
    private static final int HEIGHT = 5;
    private static final int TRANSACTION_WIDTH = 6;

    /** Number of the transaction in the high half, output in the low one. */
    private static final int OUTPUT = 0;

    private static final int VALUE = 1;
    /** Number of the first entry of its shares in the high half; then the reason, and the low bits how many they are. */
    private static final int SHARES = 2;

    private static final int END_WIDTH = 3;
    private static final int REASON_SHIFT = 24;
    private static final int SHARES_MAX = (1 << REASON_SHIFT) - 1;

    /** Number of the end, and position of what spends it, of those few that are spent. */
    private static final int SPENT_WIDTH = 2;

    private static final int STANDS_ON = 0;
    private static final int LAST_OUTPUT = 1;
    private static final int OUT_OF_ORDER = 2;

    private final Cells transactions = new Cells(TRANSACTION_WIDTH);
    private final Cells ends = new Cells(END_WIDTH);
    private final Cells spent = new Cells(SPENT_WIDTH);
    private final Shares shares = new Shares();
    /** One per end, none for a fee. */
    private final AddressLog addresses;

    private final List<@Nullable ServiceLabel> labels = new ArrayList<>();
    /** Position and output of the last end, and whether any stood before the one booked before it. */
    private final long[] state = new long[3];

    EndLog(AddressLog addresses) {
        this.addresses = addresses;
    }

    /** Books what stands at an output, or at {@link End#FEE}. */
    void add(EndReason reason, TransactionView transaction, int output, Doctrine doctrine, long carried, long spentBy) {
        int first = shares.open();
        doctrine.settle(carried, shares);
        int count = shares.count();
        if (count > SHARES_MAX) {
            throw new IllegalStateException("an end of " + count + " seeds");
        }
        long number = stand(transaction, output);
        int end = ends.take();
        long[] page = ends.page(end);
        int at = ends.at(end);
        page[at + OUTPUT] = number << Integer.SIZE | (output & 0xFFFF_FFFFL);
        page[at + SHARES] = (long) first << Integer.SIZE | (long) code(reason) << REASON_SHIFT | count;
        if (output == End.FEE) {
            addresses.add(null);
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

    /** The number under which the transaction is written down. */
    private int stand(TransactionView transaction, int output) {
        long position = transaction.position();
        if (position == state[STANDS_ON]) {
            // The fee is -1 and comes last, as the largest unsigned number.
            state[OUT_OF_ORDER] |= Integer.compareUnsigned((int) state[LAST_OUTPUT], output) > 0 ? 1 : 0;
            state[LAST_OUTPUT] = output;
            return transactions.made();
        }
        state[OUT_OF_ORDER] |= position < state[STANDS_ON] ? 1 : 0;
        state[STANDS_ON] = position;
        state[LAST_OUTPUT] = output;
        int number = transactions.take();
        long[] page = transactions.page(number);
        int at = transactions.at(number);
        Hash256 id = transaction.id().hash();
        page[at + POSITION] = position;
        page[at + ID] = id.w0();
        page[at + ID + 1] = id.w1();
        page[at + ID + 2] = id.w2();
        page[at + ID + 3] = id.w3();
        page[at + HEIGHT] = transaction.height();
        return number;
    }

    /** Only in memory and only here, so the order of the reasons may change. */
    @SuppressWarnings("EnumOrdinal")
    private static int code(EndReason reason) {
        return reason.ordinal();
    }

    /** Names the label at which the last end stopped. */
    void label(ServiceLabel label) {
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
        return state[OUT_OF_ORDER] == 0;
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
        return transactions.get(transaction(end), HEIGHT);
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
        return addresses.get(end - 1);
    }

    @Nullable
    ServiceLabel label(int end) {
        return end < labels.size() ? labels.get(end) : null;
    }

    int firstShare(int end) {
        return (int) (ends.get(end, SHARES) >>> Integer.SIZE);
    }

    int shareCount(int end) {
        return (int) ends.get(end, SHARES) & SHARES_MAX;
    }

    Shares shares() {
        return shares;
    }
}

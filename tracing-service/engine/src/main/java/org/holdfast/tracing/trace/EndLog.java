package org.holdfast.tracing.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.holdfast.primitives.Hash256;
import org.holdfast.primitives.TxId;
import org.holdfast.tracing.graph.TransactionView;
import org.holdfast.tracing.policy.Cells;
import org.holdfast.tracing.policy.Doctrine;
import org.holdfast.tracing.policy.Shares;
import org.jspecify.annotations.Nullable;

/**
 * The ends of a walk as they are booked, in flat memory: everything that is told of an end is written down where the
 * walk stands on its transaction, so that no transaction is read twice.
 */
final class EndLog {
    private static final List<EndReason> REASONS = List.of(EndReason.values());
    private static final int POSITION = 0;
    private static final int ID = 1;
    private static final int HEIGHT = 5;
    private static final int VALUE = 6;
    private static final int SPENT_BY = 7;
    /** Output in the high half, reason in the low one. */
    private static final int OUTPUT = 8;
    /** Number of the first entry of its shares in the high half, how many they are in the low one. */
    private static final int SHARES = 9;

    private static final int WIDTH = 10;

    private final Cells ends = new Cells(WIDTH);
    private final Shares shares = new Shares();
    /** By the number of the end; shorter where the last ends are fees. */
    private final List<@Nullable Supplier<@Nullable String>> addresses = new ArrayList<>();

    private final List<@Nullable ServiceLabel> labels = new ArrayList<>();

    /** Books what stands at an output, or at {@link End#FEE}. */
    void add(EndReason reason, TransactionView transaction, int output, Doctrine doctrine, int carried, long spentBy) {
        int first = shares.open();
        doctrine.settle(carried, shares);
        int end = ends.take();
        long[] page = ends.page(end);
        int at = ends.at(end);
        page[at + POSITION] = transaction.position();
        Hash256 id = transaction.id().hash();
        page[at + ID] = id.w0();
        page[at + ID + 1] = id.w1();
        page[at + ID + 2] = id.w2();
        page[at + ID + 3] = id.w3();
        page[at + HEIGHT] = transaction.height();
        page[at + SPENT_BY] = spentBy;
        page[at + OUTPUT] = (long) output << Integer.SIZE | code(reason);
        page[at + SHARES] = (long) first << Integer.SIZE | shares.count();
        if (output != End.FEE) {
            page[at + VALUE] = transaction.outputValue(output);
            fill(addresses, end);
            addresses.add(transaction.outputAddressLater(output));
        }
    }

    /** Only in memory and only here, so the order of the reasons may change. */
    @SuppressWarnings("EnumOrdinal")
    private static int code(EndReason reason) {
        return reason.ordinal();
    }

    /** Names the label at which the last end stopped. */
    void label(ServiceLabel label) {
        fill(labels, ends.made());
        labels.add(label);
    }

    private static <T> void fill(List<@Nullable T> values, int end) {
        while (values.size() < end) {
            values.add(null);
        }
    }

    int count() {
        return ends.made();
    }

    /** Ends are numbered from 1 on in the order in which they were booked. */
    long position(int end) {
        return ends.get(end, POSITION);
    }

    int output(int end) {
        return (int) (ends.get(end, OUTPUT) >> Integer.SIZE);
    }

    EndReason reason(int end) {
        return REASONS.get((int) ends.get(end, OUTPUT));
    }

    TxId id(int end) {
        long[] page = ends.page(end);
        int at = ends.at(end) + ID;
        return new TxId(new Hash256(page[at], page[at + 1], page[at + 2], page[at + 3]));
    }

    long height(int end) {
        return ends.get(end, HEIGHT);
    }

    long value(int end) {
        return ends.get(end, VALUE);
    }

    long spentBy(int end) {
        return ends.get(end, SPENT_BY);
    }

    @Nullable
    String address(int end) {
        Supplier<@Nullable String> address = output(end) == End.FEE ? null : addresses.get(end);
        return address == null ? null : address.get();
    }

    @Nullable
    ServiceLabel label(int end) {
        return end < labels.size() ? labels.get(end) : null;
    }

    int firstShare(int end) {
        return (int) (ends.get(end, SHARES) >>> Integer.SIZE);
    }

    int shareCount(int end) {
        return (int) ends.get(end, SHARES);
    }

    Shares shares() {
        return shares;
    }
}

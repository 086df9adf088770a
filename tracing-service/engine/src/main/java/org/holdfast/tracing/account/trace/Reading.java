package org.holdfast.tracing.account.trace;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.holdfast.tracing.account.fund.Fund;
import org.holdfast.tracing.account.ledger.AccountIndex;
import org.holdfast.tracing.account.ledger.Direction;
import org.holdfast.tracing.account.ledger.EntryKind;
import org.holdfast.tracing.account.ledger.MovementPage;
import org.holdfast.tracing.account.ledger.PageRequest;

/** One account's ledger as it is read, page by page: never more of it is held than one page. */
final class Reading {
    /** Small at first, since most accounts are left after a few movements; larger with each page that is read. */
    private static final int FIRST_PAGE = 16;

    private final AccountIndex index;
    private final MovementPage[] page = new MovementPage[1];
    private final int[] at = new int[1];
    /** Height and transaction index of the withdrawal just read; -1 where another movement was. */
    private final long[] row = {-1, -1};

    Reading(AccountIndex index, long account, long fromPosition) {
        this.index = index;
        page[0] = index.load(List.of(new PageRequest(account, fromPosition, FIRST_PAGE)))
                .getFirst();
    }

    MovementPage page() {
        return page[0];
    }

    /** The movement's place in the page. */
    int at() {
        return at[0];
    }

    boolean done() {
        return at[0] >= page[0].size();
    }

    long position() {
        return page[0].position(at[0]);
    }

    Direction direction() {
        return page[0].direction(at[0]);
    }

    BigInteger balanceBefore() {
        BigInteger amount = page[0].amount(at[0]);
        BigInteger after = page[0].balanceAfter(at[0]);
        return switch (direction()) {
            case IN -> after.subtract(amount);
            case OUT -> after.add(amount);
            case SELF -> after;
        };
    }

    void next() {
        boolean out = direction() == Direction.OUT;
        row[0] = out ? page[0].height(at[0]) : -1;
        row[1] = out ? page[0].txIndex(at[0]) : -1;
        at[0]++;
        if (done() && !page[0].last()) {
            page[0] = behind(page[0]);
            at[0] = 0;
        }
    }

    private MovementPage behind(MovementPage read) {
        int size = Math.min(PageRequest.MOST, 4 * read.size());
        long from = read.position(read.size() - 1) + 1;
        return index.load(List.of(new PageRequest(read.account(), from, size))).getFirst();
    }

    /** Whether this movement is the first of a row of withdrawals of one transaction. */
    boolean beginsRow() {
        return row[0] != page[0].height(at[0]) || row[1] != page[0].txIndex(at[0]);
    }

    /** The row of withdrawals of one transaction that begins here, across pages. */
    List<Fund.Withdrawal> row() {
        var ahead = new ArrayList<Fund.Withdrawal>();
        MovementPage read = page[0];
        long height = read.height(at[0]);
        int txIndex = read.txIndex(at[0]);
        for (int i = at[0]; ; i++) {
            if (i == read.size()) {
                if (read.last()) {
                    return ahead;
                }
                read = behind(read);
                i = 0;
            }
            boolean same = read.direction(i) == Direction.OUT && read.height(i) == height && read.txIndex(i) == txIndex;
            if (!same) {
                return ahead;
            }
            ahead.add(new Fund.Withdrawal(read.amount(i), read.kind(i) != EntryKind.TRANSFER));
        }
    }
}

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

/** Reads the ledger of one account forward, page by page. Only one page is in memory. */
final class Reading {
    /** Most walks leave an account after a few movements, so the first page is small and each next page is larger. */
    static final int FIRST_PAGE = 16;

    private final AccountIndex index;
    private MovementPage page;
    private int at;
    /** Height and transaction index of the last movement if it was a withdrawal, otherwise -1. */
    private long rowHeight = -1;

    private long rowTxIndex = -1;

    Reading(AccountIndex index, long account, long fromPosition) {
        this.index = index;
        this.page = index.load(List.of(new PageRequest(account, fromPosition, FIRST_PAGE)))
                .getFirst();
    }

    MovementPage page() {
        return page;
    }

    /** The index of the current movement in the page. */
    int at() {
        return at;
    }

    boolean done() {
        return at >= page.size();
    }

    long position() {
        return page.position(at);
    }

    Direction direction() {
        return page.direction(at);
    }

    BigInteger balanceBefore() {
        BigInteger amount = page.amount(at);
        BigInteger after = page.balanceAfter(at);
        return switch (direction()) {
            case IN -> after.subtract(amount);
            case OUT -> after.add(amount);
            case SELF -> after;
        };
    }

    void next() {
        boolean out = direction() == Direction.OUT;
        rowHeight = out ? page.height(at) : -1;
        rowTxIndex = out ? page.txIndex(at) : -1;
        at++;
        if (done() && !page.last()) {
            page = behind(page);
            at = 0;
        }
    }

    private MovementPage behind(MovementPage read) {
        int size = Math.min(PageRequest.MOST, 4 * read.size());
        long from = read.position(read.size() - 1) + 1;
        return index.load(List.of(new PageRequest(read.account(), from, size))).getFirst();
    }

    /** True if this movement is the first of consecutive withdrawals of one transaction. */
    boolean beginsRow() {
        return rowHeight != page.height(at) || rowTxIndex != page.txIndex(at);
    }

    /** The consecutive withdrawals of one transaction that begin here, across pages. */
    List<Fund.Withdrawal> row() {
        var ahead = new ArrayList<Fund.Withdrawal>();
        MovementPage read = page;
        long height = read.height(at);
        int txIndex = read.txIndex(at);
        for (int i = at; ; i++) {
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

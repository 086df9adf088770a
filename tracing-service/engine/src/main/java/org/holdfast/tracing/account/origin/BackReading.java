package org.holdfast.tracing.account.origin;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.holdfast.tracing.account.ledger.AccountIndex;
import org.holdfast.tracing.account.ledger.Direction;
import org.holdfast.tracing.account.ledger.MovementPage;
import org.holdfast.tracing.account.ledger.PageRequest;

/**
 * Reads the ledger of one account backward from a movement. Pages are read forward once to find their starts, then
 * again from the last to the first. Only one page is in memory.
 */
final class BackReading {
    private final AccountIndex index;
    private final long account;
    private final List<Long> pageStarts = new ArrayList<>();
    private MovementPage page;
    private int at;

    /** Starts at the movement at a position, which must exist. */
    BackReading(AccountIndex index, long account, long position) {
        this.index = index;
        this.account = account;
        long from = 0;
        page = load(from);
        while (page.position(page.size() - 1) < position) {
            pageStarts.add(from);
            from = page.position(page.size() - 1) + 1;
            page = load(from);
        }
        at = find(position);
    }

    private int find(long position) {
        for (int i = page.size() - 1; i >= 0; i--) {
            if (page.position(i) == position) {
                return i;
            }
        }
        throw new IllegalStateException("the index has no movement of account " + account + " at " + position);
    }

    private MovementPage load(long from) {
        return index.load(List.of(new PageRequest(account, from, PageRequest.MOST)))
                .getFirst();
    }

    MovementPage page() {
        return page;
    }

    int at() {
        return at;
    }

    long position() {
        return page.position(at);
    }

    BigInteger balanceBefore() {
        BigInteger amount = page.amount(at);
        BigInteger after = page.balanceAfter(at);
        return switch (page.direction(at)) {
            case IN -> after.subtract(amount);
            case OUT -> after.add(amount);
            case SELF -> after;
        };
    }

    boolean in() {
        return page.direction(at) == Direction.IN;
    }

    /** Moves to the previous movement; false at the first. */
    boolean back() {
        if (at > 0) {
            at--;
            return true;
        }
        if (pageStarts.isEmpty()) {
            return false;
        }
        page = load(pageStarts.removeLast());
        at = page.size() - 1;
        return true;
    }
}

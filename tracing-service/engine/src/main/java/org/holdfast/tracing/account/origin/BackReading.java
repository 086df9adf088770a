package org.holdfast.tracing.account.origin;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.holdfast.tracing.account.ledger.AccountIndex;
import org.holdfast.tracing.account.ledger.Direction;
import org.holdfast.tracing.account.ledger.MovementPage;
import org.holdfast.tracing.account.ledger.PageRequest;

/**
 * One account's ledger as it is read from a movement back to its beginning. Pages are read forward once to learn where
 * each begins, then again from the last to the first: never more than one is held.
 */
final class BackReading {
    private final AccountIndex index;
    private final long account;
    private final List<Long> pageStarts = new ArrayList<>();
    private final MovementPage[] page = new MovementPage[1];
    private final int[] at = new int[1];

    /** Begins at the movement at a position, which must be there. */
    BackReading(AccountIndex index, long account, long position) {
        this.index = index;
        this.account = account;
        long from = 0;
        page[0] = load(from);
        while (page[0].position(page[0].size() - 1) < position) {
            pageStarts.add(from);
            from = page[0].position(page[0].size() - 1) + 1;
            page[0] = load(from);
        }
        at[0] = find(position);
    }

    private int find(long position) {
        for (int i = page[0].size() - 1; i >= 0; i--) {
            if (page[0].position(i) == position) {
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
        return page[0];
    }

    int at() {
        return at[0];
    }

    long position() {
        return page[0].position(at[0]);
    }

    BigInteger balanceBefore() {
        BigInteger amount = page[0].amount(at[0]);
        BigInteger after = page[0].balanceAfter(at[0]);
        return switch (page[0].direction(at[0])) {
            case IN -> after.subtract(amount);
            case OUT -> after.add(amount);
            case SELF -> after;
        };
    }

    boolean in() {
        return page[0].direction(at[0]) == Direction.IN;
    }

    /** Goes to the movement before; false where there is none. */
    boolean back() {
        if (at[0] > 0) {
            at[0]--;
            return true;
        }
        if (pageStarts.isEmpty()) {
            return false;
        }
        page[0] = load(pageStarts.removeLast());
        at[0] = page[0].size() - 1;
        return true;
    }
}

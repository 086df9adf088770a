package org.holdfast.tracing.account.origin;

import java.math.BigInteger;
import java.util.List;
import java.util.SortedMap;
import org.holdfast.tracing.exact.Fraction;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of the balance of one account, while its movements are undone one by one. Asking is additive: what is
 * asked in two funds of one account can be answered one after the other.
 *
 * @param <C> what is asked of one movement, never empty
 */
sealed interface BackFund<C> permits IntervalBackFund, ShareBackFund {
    /**
     * Undoes a payment out of the account.
     *
     * @param balanceAfter what was left behind it
     * @param asked what is asked of the payment, none or several parts
     */
    void undoWithdrawal(BigInteger amount, BigInteger balanceAfter, List<C> asked);

    /** Undoes a payment into the account; returns what is asked of it, null where nothing is. */
    @Nullable
    C undoDeposit(BigInteger amount, BigInteger balanceBefore);

    /** What is asked of the balance; null where nothing is. */
    @Nullable
    C rest();

    /** Forgets what is asked, which is booked. */
    void clear();

    /** How many pieces of state this is. */
    int lots();

    /** What is asked, by target. */
    SortedMap<Integer, Fraction> byTarget(C asked);

    /** True where exact arithmetic stays within this many bits of denominator. */
    boolean withinBound(C asked, int denominatorBits);
}

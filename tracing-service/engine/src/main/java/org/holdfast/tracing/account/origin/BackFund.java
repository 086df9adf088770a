package org.holdfast.tracing.account.origin;

import java.math.BigInteger;
import java.util.List;
import java.util.SortedMap;
import org.holdfast.tracing.exact.Fraction;
import org.jspecify.annotations.Nullable;

/**
 * The asked part of the balance of one account, while its movements are undone one by one. Asks are additive: two funds
 * of one account can be answered one after the other.
 *
 * @param <C> the value asked of one movement, never empty
 */
sealed interface BackFund<C> permits IntervalBackFund, ShareBackFund {
    /**
     * Undoes a payment out of the account.
     *
     * @param balanceAfter the balance after the payment
     * @param asked the value asked of the payment, in any number of parts
     */
    void undoWithdrawal(BigInteger amount, BigInteger balanceAfter, List<C> asked);

    /** Undoes a deposit; returns the value asked of it, or null. */
    @Nullable
    C undoDeposit(BigInteger amount, BigInteger balanceBefore);

    /** The value asked of the balance, or null. */
    @Nullable
    C rest();

    /** Clears the asked value after booking. */
    void clear();

    /** The number of lots. */
    int lots();

    /** The asked value by target. */
    SortedMap<Integer, Fraction> byTarget(C asked);

    /** True if denominators have at most this number of bits. */
    boolean withinBound(C asked, int denominatorBits);
}

package org.holdfast.tracing.account.fund;

import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The balance of one account under one policy, with its traced part, from the first traced deposit on. Movements come
 * in ledger order. Amounts are base units. A withdrawal never exceeds the balance.
 *
 * @param <C> the traced part of one movement, never empty
 */
public interface Fund<C> {
    /**
     * Deposits an amount.
     *
     * @param traced the traced part of the amount; null if it is clean
     */
    void deposit(BigInteger amount, @Nullable C traced);

    /**
     * Announces the consecutive withdrawals of one transaction before the first of them.
     *
     * @return false if the policy is not defined on this transaction
     */
    default boolean expect(List<Withdrawal> withdrawals) {
        return true;
    }

    /** Withdraws an amount; returns its traced part, or null. */
    @Nullable
    C withdraw(BigInteger amount);

    /** The traced part of the balance, or null. */
    @Nullable
    C rest();

    /** The number of lots or shares of seeds in the fund. */
    int lots();

    /**
     * An announced withdrawal.
     *
     * @param fee true for a fee, a burn or a loss; false for a payment
     */
    record Withdrawal(BigInteger amount, boolean fee) {}
}

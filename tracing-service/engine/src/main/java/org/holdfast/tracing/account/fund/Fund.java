package org.holdfast.tracing.account.fund;

import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The balance of one account under one policy, with its traced part, from the first traced deposit on. Movements come
 * in ledger order. Amounts are base units; never more is withdrawn than is there.
 *
 * @param <C> the traced part of one movement, never empty
 */
public interface Fund<C> {
    /**
     * Puts an amount in.
     *
     * @param traced the traced part of the amount; null where it is clean
     */
    void deposit(BigInteger amount, @Nullable C traced);

    /**
     * Says which withdrawals of one transaction follow one another, before the first of them.
     *
     * @return false where the policy has no answer for such a transaction
     */
    default boolean expect(List<Withdrawal> withdrawals) {
        return true;
    }

    /** Takes an amount out; returns its traced part, null where there is none. */
    @Nullable
    C withdraw(BigInteger amount);

    /** The traced part that is here; null where there is none. */
    @Nullable
    C rest();

    /** How many pieces of state the fund holds: lots, or shares of seeds. */
    int lots();

    /**
     * A withdrawal that is about to come.
     *
     * @param fee true for a fee, a burn or a loss; false for a payment to somebody
     */
    record Withdrawal(BigInteger amount, boolean fee) {}
}

package org.holdfast.tracing.account.ledger;

import java.math.BigInteger;

/**
 * Sums of one asset over all blocks of the ledgers, in base units; they balance.
 *
 * @param entered minted, opening balances and unexplained gains, shortfalls included
 * @param left burnt, burnt fees and unexplained losses
 * @param held the sum of all balances
 */
public record AssetTotals(BigInteger entered, BigInteger left, BigInteger held) {
    public AssetTotals {
        if (!entered.subtract(left).equals(held)) {
            throw new IllegalStateException(
                    "an asset does not balance: entered " + entered + ", left " + left + ", held " + held);
        }
    }
}

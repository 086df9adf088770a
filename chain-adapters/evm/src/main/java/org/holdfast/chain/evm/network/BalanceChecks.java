package org.holdfast.chain.evm.network;

import java.util.Set;
import org.holdfast.chain.evm.coding.EvmAddress;

/**
 * Of which tokens, and of whom, a contract is asked after every block whether its balances are those that movements
 * tell. It needs a node that keeps the state of the block and of its parent.
 *
 * @param tokens fungible tokens that are checked; none of them, and nothing is asked
 * @param accounts accounts whose balances of these tokens are asked for in every block; those that a block's movements
 *     touch are asked for anyway
 * @param balancesMax balances asked for after one block at most; omitted balances are shown
 */
public record BalanceChecks(Set<EvmAddress> tokens, Set<EvmAddress> accounts, int balancesMax) {
    public static final int BALANCES_USUAL = 64;

    public static final BalanceChecks NONE = new BalanceChecks(Set.of(), Set.of(), BALANCES_USUAL);

    public BalanceChecks {
        tokens = Set.copyOf(tokens);
        accounts = Set.copyOf(accounts);
        if (balancesMax < 1) {
            throw new IllegalArgumentException("at least one balance is asked for, got " + balancesMax);
        }
    }
}

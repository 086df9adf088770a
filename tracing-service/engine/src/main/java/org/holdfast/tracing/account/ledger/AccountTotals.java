package org.holdfast.tracing.account.ledger;

/**
 * Counts over all blocks of the ledgers.
 *
 * @param movements an entry between two accounts counts twice, a payment to oneself once, shortfalls included
 * @param accounts with at least one movement
 * @param shortfalls number of payments above the known balance of the payer
 */
public record AccountTotals(long blocks, long entries, long movements, long accounts, long shortfalls) {
    public static final AccountTotals NONE = new AccountTotals(0, 0, 0, 0, 0);
}

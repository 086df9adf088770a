package org.holdfast.tracing.account.ledger;

/** How an entry changes the balance of the account whose ledger is read. */
public enum Direction {
    IN,
    OUT,
    /** Payer and receiver are the same account. The balance does not change; it is one movement. */
    SELF
}

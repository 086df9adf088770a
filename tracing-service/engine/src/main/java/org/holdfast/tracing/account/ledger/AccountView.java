package org.holdfast.tracing.account.ledger;

import java.math.BigInteger;

/**
 * One ledger at the moment of the snapshot.
 *
 * @param account its number in the index, positive
 * @param movements how many there are
 * @param balance base units
 */
public record AccountView(long account, AccountKey key, long movements, BigInteger balance) {}

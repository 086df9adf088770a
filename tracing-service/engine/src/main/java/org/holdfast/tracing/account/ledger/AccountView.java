package org.holdfast.tracing.account.ledger;

import java.math.BigInteger;

/**
 * One ledger at the moment of the snapshot.
 *
 * @param account the number in the index, positive
 * @param movements number of movements
 * @param balance base units
 */
public record AccountView(long account, AccountKey key, long movements, BigInteger balance) {}

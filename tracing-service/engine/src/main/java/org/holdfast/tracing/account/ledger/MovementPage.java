package org.holdfast.tracing.account.ledger;

import java.math.BigInteger;
import org.holdfast.primitives.TxId;
import org.jspecify.annotations.Nullable;

/**
 * Consecutive movements of one account in ledger order. Access is by index, so a store can expose its own memory. Valid
 * until the snapshot is closed. All amounts are base units.
 */
public interface MovementPage {
    /** The result of {@link #smallAmount} for an amount of more than 63 bits. */
    long WIDE = -1;

    long account();

    /** The number of movements; 0 at the end of the ledger. */
    int size();

    /** True if this page contains the last movement of the account. */
    boolean last();

    /** The position; it grows strictly along the ledger. Both sides of an entry have the same position. */
    long position(int i);

    long height(int i);

    /** The index of the transaction in its block. Movements of one transaction have equal height and index. */
    int txIndex(int i);

    TxId txId(int i);

    EntryKind kind(int i);

    Direction direction(int i);

    BigInteger amount(int i);

    /** The amount if it has at most 63 bits, otherwise {@link #WIDE}. */
    default long smallAmount(int i) {
        BigInteger amount = amount(i);
        return amount.bitLength() < Long.SIZE ? amount.longValueExact() : WIDE;
    }

    /** The balance after the movement. */
    BigInteger balanceAfter(int i);

    /** The account on the other side, in the same asset; {@link AccountIndex#ABSENT} without one. */
    long counterparty(int i);

    /** The other leg of an exchange; null if the movement is not part of one. */
    @Nullable
    ConversionLink conversion(int i);
}

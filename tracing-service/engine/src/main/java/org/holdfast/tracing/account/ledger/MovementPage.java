package org.holdfast.tracing.account.ledger;

import java.math.BigInteger;
import org.holdfast.primitives.TxId;
import org.jspecify.annotations.Nullable;

/**
 * A run of movements of one account in ledger order. Read by index, so that a store can hand out its own memory; valid
 * until the snapshot is closed. All amounts are base units.
 */
public interface MovementPage {
    /** Stands for an amount of more than 63 bits in {@link #smallAmount}. */
    long WIDE = -1;

    long account();

    /** How many movements are here; 0 where none is left. */
    int size();

    /** True where no movement of the account comes behind this page. */
    boolean last();

    /** Grows strictly along the page, and along the whole ledger: both sides of an entry have the same position. */
    long position(int i);

    long height(int i);

    /** Place of the transaction in its block. Movements of one transaction have equal height and index. */
    int txIndex(int i);

    TxId txId(int i);

    EntryKind kind(int i);

    Direction direction(int i);

    BigInteger amount(int i);

    /** The amount where it has at most 63 bits, otherwise {@link #WIDE}. */
    default long smallAmount(int i) {
        BigInteger amount = amount(i);
        return amount.bitLength() < Long.SIZE ? amount.longValueExact() : WIDE;
    }

    /** The balance behind the movement. */
    BigInteger balanceAfter(int i);

    /** The account on the other side, of the same asset; {@link AccountIndex#ABSENT} where there is none. */
    long counterparty(int i);

    /** Null where the movement is no leg of an exchange. */
    @Nullable
    ConversionLink conversion(int i);
}

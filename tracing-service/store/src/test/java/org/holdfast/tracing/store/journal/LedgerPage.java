package org.holdfast.tracing.store.journal;

import java.math.BigInteger;
import org.holdfast.primitives.TxId;
import org.holdfast.tracing.account.ledger.ConversionLink;
import org.holdfast.tracing.account.ledger.Direction;
import org.holdfast.tracing.account.ledger.EntryKind;
import org.holdfast.tracing.account.ledger.MovementPage;
import org.jspecify.annotations.Nullable;

/** A run of a ledger's movements, read where they are. */
record LedgerPage(long account, Ledger ledger, int first, int size, boolean last) implements MovementPage {
    private Ledger.Movement at(int i) {
        if (i < 0 || i >= size) {
            throw new IndexOutOfBoundsException(i + " of " + size);
        }
        return ledger.get(first + i);
    }

    @Override
    public long position(int i) {
        return at(i).position();
    }

    @Override
    public long height(int i) {
        return at(i).height();
    }

    @Override
    public int txIndex(int i) {
        return at(i).txIndex();
    }

    @Override
    public TxId txId(int i) {
        return at(i).txId();
    }

    @Override
    public EntryKind kind(int i) {
        return at(i).kind();
    }

    @Override
    public Direction direction(int i) {
        return at(i).direction();
    }

    @Override
    public BigInteger amount(int i) {
        return at(i).amount();
    }

    @Override
    public BigInteger balanceAfter(int i) {
        return at(i).balanceAfter();
    }

    @Override
    public long counterparty(int i) {
        return at(i).counterparty();
    }

    @Override
    public @Nullable ConversionLink conversion(int i) {
        return at(i).conversion();
    }
}

package org.holdfast.tracing.store.ledger;

import java.math.BigInteger;
import org.holdfast.primitives.TxId;
import org.holdfast.tracing.account.ledger.AccountIndex;
import org.holdfast.tracing.account.ledger.ConversionLink;
import org.holdfast.tracing.account.ledger.Direction;
import org.holdfast.tracing.account.ledger.EntryKind;
import org.holdfast.tracing.account.ledger.MovementPage;
import org.holdfast.tracing.store.frame.IndexState;
import org.holdfast.tracing.store.ledger.LedgerRecords.Part;
import org.jspecify.annotations.Nullable;

/** Consecutive movements of a ledger: their positions; the rest is read from the records. */
final class MappedMovementPage implements MovementPage {
    private final LedgerBook book;
    private final LedgerRecords records;
    private final IndexState<LedgerTotals> state;
    private final long account;
    /** The account's record. */
    private final long key;

    private final long[] positions;
    private final boolean last;

    MappedMovementPage(LedgerBook book, IndexState<LedgerTotals> state, long account, long[] positions, boolean last) {
        this.book = book;
        this.records = book.records();
        this.state = state;
        this.account = account;
        this.key = book.lists().key(account);
        this.positions = positions;
        this.last = last;
    }

    @Override
    public long account() {
        return account;
    }

    @Override
    public int size() {
        return positions.length;
    }

    @Override
    public boolean last() {
        return last;
    }

    @Override
    public long position(int i) {
        return positions[i];
    }

    @Override
    public long height(int i) {
        return state.heightOf(entry(i));
    }

    @Override
    public int txIndex(int i) {
        return records.txIndex(entry(i));
    }

    @Override
    public TxId txId(int i) {
        return records.txId(entry(i));
    }

    @Override
    public EntryKind kind(int i) {
        return isShortfall(i) ? EntryKind.UNEXPLAINED : records.kind(entry(i));
    }

    @Override
    public Direction direction(int i) {
        if (isShortfall(i) || records.from(entry(i)) != key) {
            return Direction.IN;
        }
        return records.to(entry(i)) == key ? Direction.SELF : Direction.OUT;
    }

    @Override
    public BigInteger amount(int i) {
        return records.part(entry(i), amountPart(i));
    }

    @Override
    public long smallAmount(int i) {
        return records.smallPart(entry(i), amountPart(i));
    }

    @Override
    public BigInteger balanceAfter(int i) {
        return book.balanceAfter(key, positions[i]);
    }

    @Override
    public long counterparty(int i) {
        if (isShortfall(i)) {
            return AccountIndex.ABSENT;
        }
        long from = records.from(entry(i));
        long other = from == key ? records.to(entry(i)) : from;
        return other == 0 ? AccountIndex.ABSENT : records.ledger(other);
    }

    @Override
    public @Nullable ConversionLink conversion(int i) {
        long entry = entry(i);
        if (isShortfall(i) || records.flags(entry) == 0) {
            return null;
        }
        boolean paid = (records.flags(entry) & LedgerRecords.PAID) != 0;
        long other = records.otherLeg(entry);
        String protocol = records.protocol(entry);
        if (other == 0) {
            return new ConversionLink(paid, AccountIndex.ABSENT, AccountIndex.ABSENT, BigInteger.ZERO, protocol);
        }
        return new ConversionLink(
                paid,
                LedgerRecords.position(other),
                records.ledger(paid ? records.to(other) : records.from(other)),
                records.part(other, Part.AMOUNT),
                protocol);
    }

    private Part amountPart(int i) {
        return isShortfall(i) ? Part.MISSING : Part.AMOUNT;
    }

    private boolean isShortfall(int i) {
        return LedgerRecords.isShortfall(positions[i]);
    }

    private long entry(int i) {
        return LedgerRecords.entryOf(positions[i]);
    }
}

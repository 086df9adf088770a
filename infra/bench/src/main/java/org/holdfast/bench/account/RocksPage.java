package org.holdfast.bench.account;

import java.math.BigInteger;
import java.util.List;
import org.holdfast.primitives.TxId;
import org.holdfast.tracing.account.ledger.ConversionLink;
import org.holdfast.tracing.account.ledger.Direction;
import org.holdfast.tracing.account.ledger.EntryKind;
import org.holdfast.tracing.account.ledger.MovementPage;
import org.jspecify.annotations.Nullable;

/** Rows that were read; each is made out when it is first asked for. */
final class RocksPage implements MovementPage {
    private final long account;
    private final long[] positions;
    private final List<byte[]> bytes;
    private final boolean last;
    private final @Nullable MovementRow[] rows;

    RocksPage(long account, long[] positions, List<byte[]> bytes, boolean last) {
        this.account = account;
        this.positions = positions;
        this.bytes = bytes;
        this.last = last;
        this.rows = new MovementRow[bytes.size()];
    }

    private MovementRow row(int i) {
        MovementRow known = rows[i];
        if (known == null) {
            known = MovementRow.of(bytes.get(i));
            rows[i] = known;
        }
        return known;
    }

    @Override
    public long account() {
        return account;
    }

    @Override
    public int size() {
        return rows.length;
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
        return row(i).height();
    }

    @Override
    public int txIndex(int i) {
        return row(i).txIndex();
    }

    @Override
    public TxId txId(int i) {
        return row(i).txId();
    }

    @Override
    public EntryKind kind(int i) {
        return row(i).kind();
    }

    @Override
    public Direction direction(int i) {
        return row(i).direction();
    }

    @Override
    public BigInteger amount(int i) {
        return row(i).amount();
    }

    @Override
    public BigInteger balanceAfter(int i) {
        return row(i).balanceAfter();
    }

    @Override
    public long counterparty(int i) {
        return row(i).counterparty();
    }

    @Override
    public @Nullable ConversionLink conversion(int i) {
        return row(i).conversion();
    }
}

package org.holdfast.tracing.store.ledger;

import java.nio.ByteBuffer;
import org.holdfast.tracing.account.ledger.AccountTotals;
import org.holdfast.tracing.store.frame.TotalsCode;

/**
 * What is kept of the ledgers with each block.
 *
 * @param totals counts up to and with this block
 * @param directoryEnd behind the last ledger of the directory
 * @param listsBefore where the segments ended before this block, so that an undo gives back what it took
 */
record LedgerTotals(AccountTotals totals, long directoryEnd, long listsBefore) {
    /** Seven numbers of eight bytes. */
    static final TotalsCode<LedgerTotals> CODE = new TotalsCode<>() {
        @Override
        public LedgerTotals none() {
            return new LedgerTotals(AccountTotals.NONE, 0, 0);
        }

        @Override
        public void write(LedgerTotals totals, ByteBuffer out) {
            AccountTotals counts = totals.totals();
            out.putLong(counts.blocks()).putLong(counts.entries()).putLong(counts.movements());
            out.putLong(counts.accounts()).putLong(counts.shortfalls());
            out.putLong(totals.directoryEnd()).putLong(totals.listsBefore());
        }

        @Override
        public LedgerTotals read(ByteBuffer in) {
            var counts = new AccountTotals(in.getLong(), in.getLong(), in.getLong(), in.getLong(), in.getLong());
            return new LedgerTotals(counts, in.getLong(), in.getLong());
        }
    };
}

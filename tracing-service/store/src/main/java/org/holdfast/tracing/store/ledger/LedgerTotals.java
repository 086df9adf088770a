package org.holdfast.tracing.store.ledger;

import java.nio.ByteBuffer;
import org.holdfast.tracing.account.ledger.AccountTotals;
import org.holdfast.tracing.store.frame.TotalsCode;

/**
 * Totals and places that are stored with each block.
 *
 * @param totals counts including this block
 * @param directoryEnd the word after the last ledger of the directory
 * @param listsBefore the end of the segments before this block, so that an undo can return its space
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

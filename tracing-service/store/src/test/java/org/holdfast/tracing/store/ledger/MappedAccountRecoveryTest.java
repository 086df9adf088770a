package org.holdfast.tracing.store.ledger;

import org.holdfast.primitives.ChainId;
import org.holdfast.tracing.account.ledger.AccountStore;
import org.holdfast.tracing.account.ledger.LedgerDump;
import org.holdfast.tracing.account.ledger.MemoryLedger;
import org.holdfast.tracing.account.ledger.RandomLedger;
import org.holdfast.tracing.account.ledger.RandomLedger.Shape;
import org.holdfast.tracing.store.frame.AccountFeed;
import org.holdfast.tracing.store.frame.IndexOpening;
import org.holdfast.tracing.store.frame.RecoveryContract;

class MappedAccountRecoveryTest extends RecoveryContract<AccountStore> {
    private static final int PAGE = 100;

    private final AccountFeed feed = AccountFeed.of(3, new Shape(9, 8, 12, 1_000, true, true));

    @Override
    protected AccountStore open(IndexOpening opening) {
        return MappedAccountStore.open(opening);
    }

    @Override
    protected ChainId chain() {
        return RandomLedger.CHAIN;
    }

    @Override
    protected int entries() {
        return feed.entries().size();
    }

    @Override
    protected void give(AccountStore store, int entry) {
        AccountFeed.give(store, feed.entries().get(entry));
    }

    @Override
    protected String dump(AccountStore store) {
        return LedgerDump.of(store, feed.blocks(), PAGE);
    }

    @Override
    protected String plain() {
        var plain = new MemoryLedger(chain());
        feed.giveTo(plain, 0);
        return dump(plain);
    }
}

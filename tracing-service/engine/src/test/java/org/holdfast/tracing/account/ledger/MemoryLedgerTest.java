package org.holdfast.tracing.account.ledger;

class MemoryLedgerTest extends AccountStoreContract {
    @Override
    protected AccountStore open() {
        return new MemoryLedger(CHAIN);
    }
}

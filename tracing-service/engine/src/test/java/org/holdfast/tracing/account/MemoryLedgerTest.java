package org.holdfast.tracing.account;

class MemoryLedgerTest extends AccountStoreContract {
    @Override
    protected AccountStore open() {
        return new MemoryLedger(CHAIN);
    }
}

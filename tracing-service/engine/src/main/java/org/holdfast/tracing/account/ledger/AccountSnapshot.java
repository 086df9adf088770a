package org.holdfast.tracing.account.ledger;

/** An account index that stands still until it is closed. */
public interface AccountSnapshot extends AccountIndex, AutoCloseable {
    @Override
    void close();
}

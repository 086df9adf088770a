package org.holdfast.tracing.account.ledger;

/** An account index at one moment, until it is closed. */
public interface AccountSnapshot extends AccountIndex, AutoCloseable {
    @Override
    void close();
}

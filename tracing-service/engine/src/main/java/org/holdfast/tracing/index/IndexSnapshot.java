package org.holdfast.tracing.index;

/** An index at one moment: later blocks are invisible. A retraction waits until it is closed. */
public interface IndexSnapshot extends IndexedChain, AutoCloseable {
    @Override
    void close();
}

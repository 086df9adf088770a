package org.holdfast.tracing.store.frame.file;

/** An open index that can continue with other files. */
public interface Reopenable {
    /**
     * Closes the files while others are put in their place, and opens those; waits for open snapshots. From then on
     * this object is the index of those files.
     */
    void reopen(Runnable exchange);
}

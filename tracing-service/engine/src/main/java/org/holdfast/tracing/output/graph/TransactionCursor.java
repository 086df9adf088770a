package org.holdfast.tracing.output.graph;

/**
 * A transaction view that moves from record to record, so a trace of millions of transactions creates no object per
 * transaction. It shows the record of its current position. Not thread-safe; valid until the snapshot is closed.
 */
public interface TransactionCursor extends TransactionView {
    /** Moves to the transaction at a position of the same index. */
    void moveTo(long position);

    /**
     * Announces positions that will be read soon. A remote or disk store can fetch them together. Only a hint.
     *
     * @param positions only the first {@code count} are used
     */
    default void expect(long[] positions, int count) {
        // An index in memory has nothing to fetch.
    }
}

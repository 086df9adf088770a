package org.holdfast.tracing.output.graph;

/**
 * A transaction view that is moved from record to record, so that a trace of millions of transactions makes no object
 * for each. Everything read from it belongs to the record it stands on. Not shared between threads; valid until the
 * snapshot is closed.
 */
public interface TransactionCursor extends TransactionView {
    /** Stands on the transaction at a position, which must have come from the same index. */
    void moveTo(long position);

    /**
     * Says which positions will be asked for soon, so that a store that is distant or on disk can fetch them together.
     * Only a hint.
     *
     * @param positions the first {@code count} are meant
     */
    default void expect(long[] positions, int count) {
        // An index in memory has nothing to fetch.
    }
}

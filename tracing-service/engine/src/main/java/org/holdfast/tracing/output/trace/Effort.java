package org.holdfast.tracing.output.trace;

import org.holdfast.tracing.question.Policy;
import org.holdfast.tracing.question.WalkEffort;

/** The cost of a walk so far. */
final class Effort {
    private long visited;
    private long read;
    private long edges;
    private long lotsMost;
    private long bytesMost;

    void visit() {
        visited++;
    }

    long visited() {
        return visited;
    }

    /** Adds transactions that were read for the fees of their block. */
    void read(long count) {
        read += count;
    }

    /** The count for the limit on transactions. */
    long taken() {
        return visited + read;
    }

    void edges(int count) {
        edges += count;
    }

    void most(long lots, long bytes) {
        lotsMost = Math.max(lotsMost, lots);
        bytesMost = Math.max(bytesMost, bytes);
    }

    WalkEffort of(Policy policy) {
        return new WalkEffort(policy, taken(), edges, lotsMost, bytesMost);
    }
}

package org.holdfast.tracing.output.trace;

import org.holdfast.tracing.question.Policy;
import org.holdfast.tracing.question.WalkEffort;

/** What a walk has taken so far. */
final class Effort {
    private static final int VISITED = 0;
    private static final int READ = 1;
    private static final int EDGES = 2;
    private static final int LOTS = 3;
    private static final int BYTES = 4;

    private final long[] counts = new long[5];

    void visit() {
        counts[VISITED]++;
    }

    long visited() {
        return counts[VISITED];
    }

    /** Transactions that were looked at for the fees of their block. */
    void read(long count) {
        counts[READ] += count;
    }

    /** What counts towards the limit. */
    long taken() {
        return counts[VISITED] + counts[READ];
    }

    void edges(int count) {
        counts[EDGES] += count;
    }

    void most(long lots, long bytes) {
        counts[LOTS] = Math.max(counts[LOTS], lots);
        counts[BYTES] = Math.max(counts[BYTES], bytes);
    }

    WalkEffort of(Policy policy) {
        return new WalkEffort(policy, taken(), counts[EDGES], counts[LOTS], counts[BYTES]);
    }
}

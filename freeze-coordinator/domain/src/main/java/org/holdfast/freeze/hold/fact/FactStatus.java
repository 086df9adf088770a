package org.holdfast.freeze.hold.fact;

import java.time.Instant;
import java.util.List;
import org.holdfast.primitives.TxId;
import org.jspecify.annotations.Nullable;

/** Whether the fact that a request rests on stands. */
public sealed interface FactStatus {
    FactStatus STANDS = new Stands();

    /** The fact stands, or the request rests on none. */
    record Stands() implements FactStatus {}

    /**
     * Transactions of the fact stand in no block at the moment.
     *
     * @param decidedBy the time at which tracing withdraws the fact if they stay away, UTC; null where it is not stated
     */
    record Suspended(
            List<TxId> txids, String reason, @Nullable Instant decidedBy, Instant since) implements FactStatus {
        public Suspended {
            txids = List.copyOf(txids);
        }
    }

    /** The fact was withdrawn. */
    record Lost(LossCause cause, String reason, Instant since) implements FactStatus {}
}

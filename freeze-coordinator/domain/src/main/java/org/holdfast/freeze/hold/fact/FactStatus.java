package org.holdfast.freeze.hold.fact;

import java.time.Instant;
import java.util.List;
import org.holdfast.primitives.TxId;
import org.holdfast.primitives.id.OfficerId;
import org.jspecify.annotations.Nullable;

/** Whether the fact that a request rests on stands. */
public sealed interface FactStatus {
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

    /** The fact was withdrawn, and no person has decided what follows. */
    record Lost(LossCause cause, String reason, Instant since) implements FactStatus {}

    /** The fact was withdrawn, and a person decided that the request stays. */
    record Kept(Lost lost, OfficerId officer, String reason, Instant since) implements FactStatus {}

    /** How the fact was withdrawn, or null. */
    default @Nullable Lost loss() {
        return switch (this) {
            case Stands _, Suspended _ -> null;
            case Lost lost -> lost;
            case Kept kept -> kept.lost();
        };
    }
}

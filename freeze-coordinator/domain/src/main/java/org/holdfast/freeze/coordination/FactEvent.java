package org.holdfast.freeze.coordination;

import java.time.Instant;
import java.util.List;
import org.holdfast.freeze.hold.HoldLine;
import org.holdfast.freeze.hold.fact.LineBlock;
import org.holdfast.freeze.hold.fact.LossCause;
import org.holdfast.primitives.BlockRef;
import org.holdfast.primitives.TxId;
import org.holdfast.primitives.id.CaseId;
import org.holdfast.primitives.id.FactId;
import org.holdfast.primitives.id.HoldId;
import org.holdfast.primitives.id.OfficerId;
import org.holdfast.primitives.id.VaspId;
import org.jspecify.annotations.Nullable;

/** What tracing told the coordinator, as the coordinator keeps it. */
public sealed interface FactEvent {
    FactId factId();

    /** When the coordinator received it, UTC. */
    Instant at();

    /**
     * Recorded when traced value stood at an exchange that the coordinator knows.
     *
     * @param holdId the request that will follow; a function of the fact, so that a repeat finds the same one
     * @param policy the doctrine of the trace
     * @param traceDigest 64 hexadecimal digits
     * @param attribution whose claim it is that the addresses are the exchange's, and how sure it is
     * @param lines one per reached output, numbered from 1, asking for its traced part
     * @param requester whose trace it was
     * @param tip the tip of the chain that the trace was made over; null where the fact does not say
     */
    record ValueReachedService(
            FactId factId,
            HoldId holdId,
            CaseId caseId,
            VaspId vaspId,
            String policy,
            String traceDigest,
            String attribution,
            List<HoldLine> lines,
            OfficerId requester,
            @Nullable BlockRef tip,
            Instant at)
            implements FactEvent {
        public ValueReachedService {
            lines = List.copyOf(lines);
        }
    }

    /** Recorded when the basis of an earlier fact was gone. */
    record FactWithdrawn(FactId factId, FactId withdrawnFactId, LossCause cause, String reason, Instant at)
            implements FactEvent {
        /** Withdrawals that were stored before causes were known have none. */
        @SuppressWarnings("RedundantNullCheck") // A stored withdrawal of an earlier form has no such member.
        public FactWithdrawn {
            cause = cause == null ? LossCause.UNKNOWN : cause;
        }
    }

    /**
     * Recorded when transactions of an earlier fact stood in no block.
     *
     * @param decidedBy when tracing withdraws the fact if they stay away, UTC, or null
     */
    record FactSuspended(
            FactId factId,
            FactId suspendedFactId,
            List<TxId> txids,
            String reason,
            @Nullable Instant decidedBy,
            Instant at)
            implements FactEvent {
        public FactSuspended {
            txids = List.copyOf(txids);
        }
    }

    /** Recorded when all transactions of an earlier fact stood in blocks again. */
    record FactRestored(FactId factId, FactId restoredFactId, List<LineBlock> blocks, BlockRef tip, Instant at)
            implements FactEvent {
        public FactRestored {
            blocks = List.copyOf(blocks);
        }
    }
}

package org.holdfast.freeze.coordination;

import java.time.Instant;
import java.util.List;
import org.holdfast.freeze.hold.HoldLine;
import org.holdfast.primitives.id.CaseId;
import org.holdfast.primitives.id.FactId;
import org.holdfast.primitives.id.HoldId;
import org.holdfast.primitives.id.OfficerId;
import org.holdfast.primitives.id.VaspId;

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
            Instant at)
            implements FactEvent {
        public ValueReachedService {
            lines = List.copyOf(lines);
        }
    }

    /** Recorded when the basis of an earlier fact was gone. */
    record FactWithdrawn(FactId factId, FactId withdrawnFactId, String reason, Instant at) implements FactEvent {}
}

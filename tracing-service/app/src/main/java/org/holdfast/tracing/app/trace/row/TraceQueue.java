package org.holdfast.tracing.app.trace.row;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import org.holdfast.primitives.id.OfficerId;
import org.holdfast.primitives.id.TraceId;

/**
 * The queue of traces that the instances of the service share. An instance claims a trace for a lease, which it renews
 * while the trace runs. Each claim of a trace has a higher number; only the holder of the last one can write.
 */
public interface TraceQueue {
    /**
     * How traces are claimed.
     *
     * @param perOfficerMax traces of one officer that run at once, over all instances
     * @param attemptsMax attempts at one trace
     */
    record Claiming(InstanceId instance, Duration lease, int perOfficerMax, int attemptsMax) {}

    /**
     * Claims the oldest trace that waits, or whose claim has expired, and whose officer has a place free. Two instances
     * never claim the same trace at once: the row is locked while it is chosen, and skipped by the other.
     *
     * @param except traces that this instance runs, whatever became of their claims
     */
    Optional<TraceRow> claim(Claiming how, Collection<TraceId> except);

    /** What became of a claim. */
    enum Claim {
        HELD,
        /** Held, and somebody asked to cancel the trace. */
        CANCEL_ASKED,
        LOST
    }

    /** Whether a trace still waits or runs somewhere. */
    boolean unended(TraceId id);

    /** How many traces wait, over all instances. */
    int queued();

    /** How many traces of an officer wait or run, over all instances. */
    int unended(OfficerId officer);

    /** Renews the lease of a claim that is still held, and keeps how far the trace is. */
    Claim renew(TraceRow held, Duration lease, long transactions);

    /** Ends traces that no instance holds and none may start again. Returns how many. */
    int endAbandoned(int attemptsMax, Collection<TraceId> except, Instant now, String problem);

    /** Cancels a trace that waits; of one that runs, keeps that somebody asked. */
    void cancel(TraceId id, Instant now);

    /**
     * Back into the queue; the attempt does not count, because the trace was not its cause.
     *
     * @throws ClaimLostException where the claim is no longer held
     */
    void yielded(TraceRow held);

    /** Ends a trace as cancelled. Throws {@link ClaimLostException} where the claim is no longer held. */
    void cancelled(TraceRow held, long transactions, Instant now);

    /** Ends a trace as failed. Throws {@link ClaimLostException} where the claim is no longer held. */
    void failed(TraceRow held, long transactions, Instant now, String problem);
}

package org.holdfast.tracing.app.trace.row;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.holdfast.primitives.id.CaseId;
import org.holdfast.primitives.id.OfficerId;
import org.holdfast.primitives.id.TraceId;
import org.holdfast.tracing.question.PolicyLock;
import org.jspecify.annotations.Nullable;

/** All traces: what was asked, how far each is, what came out. */
public interface TraceStore {
    /** Keeps a new trace as queued. Empty where the officer used the key before. */
    Optional<TraceRow> add(NewTrace asked);

    /** A trace by its id. */
    Optional<TraceRow> byId(TraceId id);

    /** The trace of an officer's idempotency key. */
    Optional<TraceRow> byKey(OfficerId officer, String key);

    /** The latest traces before a number, of one case or of all. */
    List<TraceRow> latest(@Nullable CaseId caseId, long before, int most);

    /**
     * Keeps a result and publishes its findings, all or nothing. Where a part of its basis is gone, returns which, and
     * keeps nothing.
     *
     * @throws ClaimLostException where the claim is no longer held
     */
    Optional<String> finished(TraceRow held, FinishedTrace finished, Instant now);

    /** A part of a result in its written form, from 0; empty after the last. */
    Optional<byte[]> document(TraceId id, int part);

    /** The policies that a case has chosen, one per asset; facts are published under no other. */
    PolicyLock policyLock(CaseId caseId);

    /** What is gone of a finished trace's basis, in words. */
    Optional<String> gone(TraceId id);

    /** A page of a list, a JSON array. */
    Optional<String> page(TraceId id, String list, int page);
}

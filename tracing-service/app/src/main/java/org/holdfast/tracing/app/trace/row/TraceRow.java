package org.holdfast.tracing.app.trace.row;

import java.time.Instant;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.id.CaseId;
import org.holdfast.primitives.id.OfficerId;
import org.holdfast.primitives.id.TraceId;
import org.holdfast.tracing.app.trace.question.TraceKind;
import org.jspecify.annotations.Nullable;

/**
 * A trace as it is kept.
 *
 * @param number grows with each trace
 * @param requestDigest SHA-256 of the request
 * @param request JSON
 * @param attempts how often it was started
 * @param claim number of the last claim; 0 before the first
 * @param transactions read from the index when it ended
 * @param problem JSON; null unless it failed
 * @param result JSON; null unless it finished
 */
public record TraceRow(
        long number,
        TraceId id,
        TraceKind kind,
        ChainId chain,
        @Nullable CaseId caseId,
        OfficerId requestedBy,
        Instant requestedAt,
        String requestDigest,
        String request,
        TraceState state,
        int attempts,
        long claim,
        long transactions,
        @Nullable String problem,
        @Nullable String result) {}

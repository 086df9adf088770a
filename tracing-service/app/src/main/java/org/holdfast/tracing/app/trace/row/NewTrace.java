package org.holdfast.tracing.app.trace.row;

import java.time.Instant;
import org.holdfast.primitives.ChainId;
import org.holdfast.primitives.id.CaseId;
import org.holdfast.primitives.id.OfficerId;
import org.holdfast.primitives.id.TraceId;
import org.holdfast.tracing.app.trace.question.TraceKind;
import org.jspecify.annotations.Nullable;

/** A trace that is asked for. A key names the asking, so that asking again is the same trace. */
public record NewTrace(
        TraceId id,
        TraceKind kind,
        ChainId chain,
        @Nullable CaseId caseId,
        OfficerId requestedBy,
        Instant requestedAt,
        @Nullable String idempotencyKey,
        String requestDigest,
        String request) {}

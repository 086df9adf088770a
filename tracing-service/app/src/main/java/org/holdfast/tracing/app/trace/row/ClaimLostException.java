package org.holdfast.tracing.app.trace.row;

import org.holdfast.primitives.id.TraceId;

/** The claim on a trace was lost, to another instance or to a cancellation: nothing of the attempt is kept. */
public final class ClaimLostException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ClaimLostException(TraceId id, long claim) {
        super("claim " + claim + " on trace " + id + " is no longer held");
    }
}

package org.holdfast.tracing.app.trace.job;

/** Thrown through a running trace that was asked to stop. */
public final class TraceStoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TraceStoppedException() {
        super("a trace was asked to stop");
    }
}

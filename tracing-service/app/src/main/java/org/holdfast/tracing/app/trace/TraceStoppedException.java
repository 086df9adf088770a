package org.holdfast.tracing.app.trace;

/** Thrown through a running trace that was asked to stop. */
final class TraceStoppedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TraceStoppedException() {
        super("a trace was asked to stop");
    }
}

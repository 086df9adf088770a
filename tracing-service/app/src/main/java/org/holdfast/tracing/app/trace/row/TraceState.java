package org.holdfast.tracing.app.trace.row;

import java.util.Locale;

/** Where a trace stands. */
public enum TraceState {
    QUEUED,
    RUNNING,
    FINISHED,
    CANCELLED,
    FAILED;

    public boolean ended() {
        return this != QUEUED && this != RUNNING;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static TraceState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}

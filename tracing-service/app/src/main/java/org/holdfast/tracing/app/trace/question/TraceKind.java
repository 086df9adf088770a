package org.holdfast.tracing.app.trace.question;

import java.util.Locale;

/** What a trace was asked for. */
public enum TraceKind {
    FORWARD,
    BACKWARD,
    PATHS,
    BOUNDS;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static TraceKind of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}

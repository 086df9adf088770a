package org.holdfast.tracing.app.store;

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

    static TraceKind of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}

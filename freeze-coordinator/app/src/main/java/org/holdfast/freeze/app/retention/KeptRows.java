package org.holdfast.freeze.app.retention;

import java.time.Instant;

/** Rows that are kept for a time only. */
public interface KeptRows {
    /** The kinds of rows. */
    enum Kind {
        ANSWERS,
        FACTS,
        QUARANTINE,
        /** Only of requests that have ended. */
        INBOX
    }

    /** Removes at most {@code max} rows from before a time. Returns how many it removed. */
    int remove(Kind kind, Instant before, int max);
}

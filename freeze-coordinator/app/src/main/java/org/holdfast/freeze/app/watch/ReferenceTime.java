package org.holdfast.freeze.app.watch;

import java.time.Instant;

/** The clock that every instance compares its own with: the clock of the database. */
@FunctionalInterface
public interface ReferenceTime {
    Instant now();
}

package org.holdfast.freeze.app.fact;

import org.holdfast.freeze.coordination.FactEvent;

/** Where received facts are recorded, in the caller's transaction. */
public interface FactLog {
    void record(FactEvent event);
}

package org.holdfast.freeze.app.parked;

import java.time.Instant;
import java.util.List;
import org.holdfast.primitives.id.OfficerId;

/** The list of parked events. */
public interface ParkedEvents {
    /** The oldest first, up to a bound. */
    List<ParkedEvent> oldest(int max);

    /**
     * Takes an event out for good, and keeps who decided it and why. False if no event is parked under that id. The
     * event stays in the event store.
     */
    boolean evict(String id, OfficerId officer, String reason, Instant at);
}

package org.holdfast.freeze.app.aggregate;

import java.util.List;

/** Builds read models again from the first event, while the service runs. */
public interface Replays {
    /** The names of the projections. */
    List<String> names();

    /**
     * Empties one read model and reads all events again for it. The positions of all instances are taken back in one
     * transaction with the read model; the first instance reads again within some seconds.
     */
    void replay(String projection);
}

package org.holdfast.freeze.app.process;

import java.util.List;

/** Processes with a refused command. */
public interface StuckProcesses {
    /** Adds a process, once per event. */
    void add(ProcessStuck stuck, String eventId);

    /** Removes all of them from the list. */
    void clear();

    /** The latest processes first, up to a bound. */
    List<ProcessStuck> latest();
}

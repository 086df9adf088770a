package org.holdfast.freeze.app.process;

import java.util.Map;
import org.holdfast.freeze.app.aggregate.StoredTypes;

/** The stored names of what a process records and schedules. */
public final class ProcessTypes {
    public static final StoredTypes STORED = new StoredTypes(
            "1", Map.of("process.ProcessStuck", ProcessStuck.class, "process.RunningClock", RunningClock.class));

    private ProcessTypes() {}
}

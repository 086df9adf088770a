package org.holdfast.freeze.app.process;

import org.holdfast.freeze.app.aggregate.Projection;
import org.springframework.stereotype.Component;

/** Builds the list of processes with a refused command. */
@Component
class StuckProjection implements Projection<ProcessStuck> {
    private final StuckProcesses processes;

    StuckProjection(StuckProcesses processes) {
        this.processes = processes;
    }

    @Override
    public String name() {
        return "stuck-processes";
    }

    @Override
    public Class<ProcessStuck> events() {
        return ProcessStuck.class;
    }

    @Override
    public void clear() {
        processes.clear();
    }

    @Override
    public void project(Recorded<ProcessStuck> recorded) {
        processes.add(recorded.event(), recorded.eventId());
    }
}

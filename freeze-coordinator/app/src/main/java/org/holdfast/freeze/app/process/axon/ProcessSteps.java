package org.holdfast.freeze.app.process.axon;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.axonframework.deadline.DeadlineManager;
import org.axonframework.eventhandling.gateway.EventGateway;
import org.holdfast.freeze.app.hold.HoldOutcome;
import org.holdfast.freeze.app.hold.Holds;
import org.holdfast.freeze.app.process.ProcessStuck;
import org.holdfast.freeze.app.process.RunningClock;
import org.holdfast.freeze.coordination.DraftRules;
import org.holdfast.freeze.hold.HoldCommand;
import org.holdfast.freeze.hold.HoldRejection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * What a process does in the world. All of it is one transaction with the process's own row and the position in the
 * event stream: commands, clocks, notes.
 */
@Component
class ProcessSteps {
    static final String DEADLINE = "hold-clock";
    private static final Logger LOG = LoggerFactory.getLogger(ProcessSteps.class);

    private final Clock clock;
    private final DraftRules rules;
    private final Holds holds;
    private final DeadlineManager deadlines;
    private final EventGateway events;

    ProcessSteps(Clock clock, DraftRules rules, Holds holds, DeadlineManager deadlines, EventGateway events) {
        this.clock = clock;
        this.rules = rules;
        this.holds = holds;
        this.deadlines = deadlines;
        this.events = events;
    }

    Instant now() {
        return clock.instant();
    }

    DraftRules rules() {
        return rules;
    }

    void give(List<HoldCommand> commands) {
        for (HoldCommand command : commands) {
            HoldOutcome outcome = holds.give(command);
            HoldRejection rejection = outcome.rejection();
            if (rejection instanceof HoldRejection.StateUnsuited) {
                // The request moved on between the event and the reaction to it; what moved it has its own reaction.
                LOG.info("{} came too late for {}", name(command), command.holdId());
            } else if (rejection != null) {
                LOG.error("process of {} is stuck: {} refused, {}", command.holdId(), name(command), rejection);
                events.publish(new ProcessStuck(command.holdId(), name(command), rejection.toString(), command.at()));
            }
        }
    }

    /** Starts a clock; the answer names it for {@link #stop}. */
    String start(RunningClock running) {
        return deadlines.schedule(running.due(), DEADLINE, running);
    }

    void stop(String schedule) {
        deadlines.cancelSchedule(DEADLINE, schedule);
    }

    private static String name(HoldCommand command) {
        return command.getClass().getSimpleName();
    }
}

package org.holdfast.freeze.app.process.axon;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.axonframework.deadline.DeadlineManager;
import org.axonframework.eventhandling.gateway.EventGateway;
import org.holdfast.freeze.app.aggregate.Aggregates;
import org.holdfast.freeze.app.hold.HoldAggregate;
import org.holdfast.freeze.app.process.ProcessStuck;
import org.holdfast.freeze.app.process.RunningClock;
import org.holdfast.freeze.app.process.ScheduledClock;
import org.holdfast.freeze.coordination.DraftRules;
import org.holdfast.freeze.coverage.CoverageKey;
import org.holdfast.freeze.decider.Command;
import org.holdfast.freeze.decider.Refusal;
import org.holdfast.freeze.hold.HoldEvent;
import org.holdfast.primitives.id.HoldId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The effects of a process: commands, clocks, notes. All of them are one transaction with the row of the process and
 * its position in the event stream.
 */
@Component
class ProcessSteps implements ScheduledClock.Schedule {
    static final String DEADLINE = "hold-clock";
    private static final Logger LOG = LoggerFactory.getLogger(ProcessSteps.class);

    private final Clock clock;
    private final DraftRules rules;
    private final Aggregates aggregates;
    private final DeadlineManager deadlines;
    private final EventGateway events;

    ProcessSteps(Clock clock, DraftRules rules, Aggregates aggregates, DeadlineManager deadlines, EventGateway events) {
        this.clock = clock;
        this.rules = rules;
        this.aggregates = aggregates;
        this.deadlines = deadlines;
        this.events = events;
    }

    Instant now() {
        return clock.instant();
    }

    DraftRules rules() {
        return rules;
    }

    /** What a request counts in, read from its draft; null where there is no draft. */
    @Nullable
    CoverageKey coverage(HoldId hold) {
        var events = aggregates.history(HoldAggregate.KIND, hold.text());
        return !events.isEmpty() && events.getFirst() instanceof HoldEvent.HoldDrafted drafted
                ? CoverageKey.of(drafted.draft())
                : null;
    }

    /** Gives the commands of the process of {@code hold}, each to its aggregate; returns those that stay refused. */
    List<Command> give(HoldId hold, List<Command> commands) {
        var refused = new ArrayList<Command>();
        for (Command command : commands) {
            Refusal refusal = aggregates.give(command).refusal();
            if (refusal == null) {
                continue;
            }
            String name = command.getClass().getSimpleName();
            if (refusal.late()) {
                LOG.info("{} came too late for {}", name, hold);
            } else {
                LOG.error("the process of {} is stuck: {} was refused, {}", hold, name, refusal);
                events.publish(new ProcessStuck(hold, name, refusal.toString(), command.at()));
                refused.add(command);
            }
        }
        return refused;
    }

    @Override
    public String start(RunningClock running) {
        return deadlines.schedule(notBefore(running.due()), DEADLINE, running);
    }

    /** The schedule keeps microseconds. A clock that ran out before its time would have no effect, and no entry. */
    static Instant notBefore(Instant due) {
        Instant kept = due.truncatedTo(ChronoUnit.MICROS);
        return kept.equals(due) ? due : kept.plus(1, ChronoUnit.MICROS);
    }

    @Override
    public void stop(String schedule) {
        deadlines.cancelSchedule(DEADLINE, schedule);
    }
}

package org.holdfast.freeze.app.process.axon;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.deadline.annotation.DeadlineHandler;
import org.axonframework.modelling.saga.SagaEventHandler;
import org.axonframework.modelling.saga.SagaLifecycle;
import org.axonframework.modelling.saga.StartSaga;
import org.axonframework.spring.stereotype.Saga;
import org.holdfast.freeze.app.aggregate.StoredTypes;
import org.holdfast.freeze.app.process.RunningClock;
import org.holdfast.freeze.app.process.ScheduledClock;
import org.holdfast.freeze.coordination.FactEvent.FactRestored;
import org.holdfast.freeze.coordination.FactEvent.FactSuspended;
import org.holdfast.freeze.coordination.FactEvent.FactWithdrawn;
import org.holdfast.freeze.coordination.FactEvent.ValueReachedService;
import org.holdfast.freeze.coordination.FreezeProcess;
import org.holdfast.freeze.coordination.ProcessSignal;
import org.holdfast.freeze.coordination.Reaction;
import org.holdfast.freeze.coverage.CoverageEvent.PlacesAsked;
import org.holdfast.freeze.coverage.CoverageKey;
import org.holdfast.freeze.decider.Command;
import org.holdfast.freeze.hold.HoldEvent;
import org.holdfast.freeze.hold.HoldEvent.HoldDrafted;
import org.holdfast.primitives.id.HoldId;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one {@link FreezeProcess} between events, and carries out its reactions. Public: Axon makes it. Stored clocks
 * name it by its simple class name, so that name never changes.
 */
@Saga
@ProcessingGroup(FreezeProcessSaga.PROCESSOR)
@JsonAutoDetect(
        fieldVisibility = Visibility.ANY,
        getterVisibility = Visibility.NONE,
        isGetterVisibility = Visibility.NONE)
public class FreezeProcessSaga {
    /** The name of the event processor; it is stored with the position, so it never changes. */
    public static final String PROCESSOR = "freeze-process";

    /** Revision 1 had one clock at most, revision 2 no coverage; {@link #stored} still reads both. */
    public static final StoredTypes STORED =
            new StoredTypes("3", Map.of("process.FreezeProcess", FreezeProcessSaga.class));

    private static final String FACT = "factId";
    private static final String HOLD = "holdId";

    private @Nullable String holdId;
    private List<ScheduledClock> clocks = List.of();
    private @Nullable CoverageKey coverage;

    /** A process before its first event. */
    public FreezeProcessSaga() {}

    /** Reads a stored process: {@code clocks} came with revision 2 for {@code clock} and {@code schedule} of 1. */
    @JsonCreator
    static FreezeProcessSaga stored(
            @JsonProperty("holdId") @Nullable String holdId,
            @JsonProperty("clocks") @Nullable List<ScheduledClock> clocks,
            @JsonProperty("clock") @Nullable RunningClock clock,
            @JsonProperty("schedule") @Nullable String schedule,
            @JsonProperty("coverage") @Nullable CoverageKey coverage) {
        var saga = new FreezeProcessSaga();
        saga.holdId = holdId;
        saga.coverage = coverage;
        if (clocks != null) {
            saga.clocks = List.copyOf(clocks);
        } else if (clock != null && schedule != null) {
            saga.clocks = List.of(new ScheduledClock(clock, schedule));
        }
        return saga;
    }

    @StartSaga
    @SagaEventHandler(associationProperty = HOLD)
    void on(ValueReachedService fact, ProcessSteps steps) {
        SagaLifecycle.associateWith(FACT, fact.factId().text());
        follow(steps, fact.holdId(), new ProcessSignal.FactCame(fact));
    }

    /** Starts the process where its fact waits, parked. */
    @StartSaga
    @SagaEventHandler(associationProperty = HOLD)
    void on(PlacesAsked asked, ProcessSteps steps) {
        var fact = asked.draft().factId();
        if (fact != null) {
            SagaLifecycle.associateWith(FACT, fact.text());
        }
        follow(steps, asked.holdId(), new ProcessSignal.CoverageMoved(asked));
    }

    @SagaEventHandler(associationProperty = "suspendedFactId", keyName = FACT)
    void on(FactSuspended away, ProcessSteps steps) {
        follow(steps, known(), new ProcessSignal.FactCame(away));
    }

    @SagaEventHandler(associationProperty = "restoredFactId", keyName = FACT)
    void on(FactRestored back, ProcessSteps steps) {
        follow(steps, known(), new ProcessSignal.FactCame(back));
    }

    @SagaEventHandler(associationProperty = "withdrawnFactId", keyName = FACT)
    void on(FactWithdrawn gone, ProcessSteps steps) {
        follow(steps, known(), new ProcessSignal.FactCame(gone));
    }

    /** A request drafted by hand has no fact, so its process starts here. */
    @StartSaga
    @SagaEventHandler(associationProperty = HOLD)
    void on(HoldDrafted drafted, ProcessSteps steps) {
        follow(steps, drafted.holdId(), new ProcessSignal.HoldMoved(drafted));
    }

    @SagaEventHandler(associationProperty = HOLD)
    void on(HoldEvent event, ProcessSteps steps) {
        follow(steps, event.holdId(), new ProcessSignal.HoldMoved(event));
    }

    @DeadlineHandler(deadlineName = ProcessSteps.DEADLINE)
    void ranOut(RunningClock running, ProcessSteps steps) {
        follow(steps, known(), new ProcessSignal.ClockRanOut(running.clock(), steps.now()));
    }

    private HoldId known() {
        return new HoldId(Objects.requireNonNull(holdId, "a process without a request"));
    }

    private void follow(ProcessSteps steps, HoldId hold, ProcessSignal signal) {
        holdId = hold.text();
        if (coverage == null && !tellsCoverage(signal)) {
            coverage = steps.coverage(hold);
        }
        var process = new FreezeProcess(hold, coverage, ScheduledClock.clocks(clocks));
        Reaction reaction = FreezeProcess.react(process, signal, steps.rules(), steps.now());
        clocks = ScheduledClock.follow(clocks, reaction.process().clocks(), steps);
        coverage = reaction.process().coverage();
        for (Command refused : steps.give(hold, reaction.commands())) {
            var then = FreezeProcess.react(
                    reaction.process(), new ProcessSignal.CommandRefused(refused), steps.rules(), steps.now());
            steps.give(hold, then.commands());
        }
        if (reaction.ended()) {
            SagaLifecycle.end();
        }
    }

    /** The first signal of a process names its coverage; only a process of revision 2 has to look it up. */
    private static boolean tellsCoverage(ProcessSignal signal) {
        return signal instanceof ProcessSignal.FactCame(ValueReachedService _)
                || signal instanceof ProcessSignal.CoverageMoved(PlacesAsked _)
                || signal instanceof ProcessSignal.HoldMoved(HoldDrafted _);
    }
}

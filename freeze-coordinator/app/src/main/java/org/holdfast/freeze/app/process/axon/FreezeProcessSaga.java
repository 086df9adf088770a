package org.holdfast.freeze.app.process.axon;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import java.util.Objects;
import org.axonframework.config.ProcessingGroup;
import org.axonframework.deadline.annotation.DeadlineHandler;
import org.axonframework.modelling.saga.SagaEventHandler;
import org.axonframework.modelling.saga.SagaLifecycle;
import org.axonframework.modelling.saga.StartSaga;
import org.axonframework.spring.stereotype.Saga;
import org.holdfast.freeze.app.aggregate.FreezeProcessors;
import org.holdfast.freeze.app.process.RunningClock;
import org.holdfast.freeze.coordination.FactEvent.FactWithdrawn;
import org.holdfast.freeze.coordination.FactEvent.ValueReachedService;
import org.holdfast.freeze.coordination.FreezeProcess;
import org.holdfast.freeze.coordination.ProcessClock;
import org.holdfast.freeze.coordination.ProcessSignal;
import org.holdfast.freeze.coordination.Reaction;
import org.holdfast.freeze.hold.HoldEvent;
import org.holdfast.freeze.hold.HoldEvent.HoldDrafted;
import org.holdfast.primitives.id.HoldId;
import org.jspecify.annotations.Nullable;

/** Keeps one {@link FreezeProcess} between events, and carries out what it reacts with. Public: Axon makes it. */
@Saga
@ProcessingGroup(FreezeProcessors.PROCESS)
@JsonAutoDetect(
        fieldVisibility = Visibility.ANY,
        getterVisibility = Visibility.NONE,
        isGetterVisibility = Visibility.NONE)
public class FreezeProcessSaga {
    private static final String FACT = "factId";
    private static final String HOLD = "holdId";

    private @Nullable String holdId;
    private @Nullable RunningClock clock;
    private @Nullable String schedule;

    @StartSaga
    @SagaEventHandler(associationProperty = HOLD)
    void on(ValueReachedService fact, ProcessSteps steps) {
        SagaLifecycle.associateWith(FACT, fact.factId().text());
        follow(steps, fact.holdId(), new ProcessSignal.FactCame(fact));
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
        var process = new FreezeProcess(hold, clock == null ? null : clock.clock());
        Reaction reaction = FreezeProcess.react(process, signal, steps.rules(), steps.now());
        run(steps, reaction.clock());
        steps.give(reaction.commands());
        if (reaction.ended()) {
            SagaLifecycle.end();
        }
    }

    private void run(ProcessSteps steps, @Nullable ProcessClock next) {
        RunningClock wanted = next == null ? null : RunningClock.of(next);
        if (Objects.equals(wanted, clock)) {
            return;
        }
        if (schedule != null) {
            steps.stop(schedule);
            schedule = null;
        }
        clock = wanted;
        if (wanted != null) {
            schedule = steps.start(wanted);
        }
    }
}

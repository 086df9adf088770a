package org.holdfast.freeze.hold;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.holdfast.freeze.decider.Decision;
import org.jspecify.annotations.Nullable;

/** One request, driven command by command. */
final class HoldRun {
    private static final HoldDecider HOLDS = new HoldDecider();
    private final List<HoldEvent> history = new ArrayList<>();

    HoldRun drafted() {
        return given(new HoldCommand.DraftHold(Samples.HOLD, Samples.draft(), Samples.PACK, Samples.T0));
    }

    HoldRun approved() {
        return drafted().given(new HoldCommand.ApproveHold(Samples.HOLD, Samples.SECOND, Samples.T0));
    }

    HoldRun sent() {
        return approved().given(new HoldCommand.SendHold(Samples.HOLD, Samples.T0));
    }

    /** Held in full for {@link Samples#TERM}. */
    HoldRun held() {
        var lines = Samples.fullAnswer(Samples.T0.plus(Samples.TERM));
        return sent().given(new HoldCommand.RecordAnswer(Samples.HOLD, lines, Samples.MESSAGE, Samples.T0));
    }

    /** Gives a command that has an effect. */
    HoldRun given(HoldCommand command) {
        var decision = when(command);
        assertThat(decision).as(command.toString()).isInstanceOf(Decision.Accepted.class);
        if (decision instanceof Decision.Accepted<HoldEvent, HoldRejection>(var events)) {
            history.addAll(events);
        }
        return this;
    }

    Decision<HoldEvent, HoldRejection> when(HoldCommand command) {
        return HOLDS.decide(command, state());
    }

    @Nullable
    HoldRejection rejection(HoldCommand command) {
        return when(command) instanceof Decision.Rejected<HoldEvent, HoldRejection>(var rejection) ? rejection : null;
    }

    HoldState state() {
        return HOLDS.replay(history);
    }

    HoldState.Label label() {
        return state().label();
    }

    List<HoldEvent> history() {
        return history;
    }

    List<String> names() {
        return history.stream().map(event -> event.getClass().getSimpleName()).toList();
    }
}

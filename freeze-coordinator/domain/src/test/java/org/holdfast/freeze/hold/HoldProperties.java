package org.holdfast.freeze.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.integers;
import static org.quicktheories.generators.SourceDSL.lists;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.holdfast.freeze.decider.Decision;
import org.holdfast.freeze.hold.answer.LineAnswer;
import org.junit.jupiter.api.Test;

/** Whatever is asked in whatever order, what a hold request must never be it never is. */
class HoldProperties {
    private static final HoldDecider HOLDS = new HoldDecider();
    private static final int STEPS_MAX = 40;

    @Test
    void holdsKeepTheirPromisesUnderAnySequenceOfCommands() {
        qt().withExamples(2_000)
                .forAll(lists().of(integers()
                                .between(0, Samples.everyCommand(Samples.T0).size() - 1))
                        .ofSizeBetween(1, STEPS_MAX))
                .checkAssert(steps -> {
                    List<HoldEvent> history = run(steps);
                    approvalByASecondPersonComesBeforeSending(history);
                    everyHoldHasATermAndNoMoreThanWasAsked(history);
                    noReleaseIsAskedWithoutAPerson(history);
                    assertThat(HOLDS.replay(history)).isEqualTo(HOLDS.replay(List.copyOf(history)));
                });
    }

    @Test
    void theSequencesReachAHold() {
        // Draft, approve, send, answer, lapse: otherwise the property above would hold for want of anything to hold.
        List<HoldEvent> history = run(List.of(0, 1, 3, 7, 10));
        assertThat(HOLDS.replay(history).label()).isEqualTo(HoldState.Label.LAPSE_PRESUMED);
    }

    private static List<HoldEvent> run(List<Integer> steps) {
        var history = new ArrayList<HoldEvent>();
        HoldState state = new HoldState.Absent();
        Instant at = Samples.T0;
        for (int step : steps) {
            at = at.plus(Samples.TERM);
            HoldCommand command = Samples.everyCommand(at).get(step);
            if (command instanceof HoldCommand.PresumeLapse && state instanceof HoldState.Held held) {
                command = new HoldCommand.PresumeLapse(Samples.HOLD, held.termEnds(), at);
            }
            if (HOLDS.decide(command, state) instanceof Decision.Accepted<HoldEvent, HoldRejection>(var events)) {
                for (HoldEvent event : events) {
                    state = HOLDS.evolve(state, event);
                    history.add(event);
                }
            }
        }
        return history;
    }

    private static void approvalByASecondPersonComesBeforeSending(List<HoldEvent> history) {
        boolean approved = false;
        for (HoldEvent event : history) {
            if (event instanceof HoldEvent.HoldApproved by) {
                assertThat(by.approver()).isNotIn(Samples.DRAFTER, Samples.REQUESTER);
                approved = true;
            }
            if (event instanceof HoldEvent.HoldSent) {
                assertThat(approved).isTrue();
            }
        }
    }

    private static void noReleaseIsAskedWithoutAPerson(List<HoldEvent> history) {
        for (HoldEvent event : history) {
            if (event instanceof HoldEvent.HoldReleaseRequested asked) {
                assertThat(asked.officer()).isEqualTo(Samples.SECOND);
            }
        }
    }

    private static void everyHoldHasATermAndNoMoreThanWasAsked(List<HoldEvent> history) {
        for (HoldEvent event : history) {
            if (event instanceof HoldEvent.HoldPlaced placed) {
                assertThat(placed.termEnds()).isAfter(placed.at());
                assertThat(placed.termEnds()).isBeforeOrEqualTo(placed.at().plus(Samples.TERM));
                for (LineAnswer line : placed.lines()) {
                    var asked = Samples.draft().lines().get(line.line() - 1).asked();
                    assertThat(line.held()).isLessThanOrEqualTo(asked);
                }
            }
        }
    }
}

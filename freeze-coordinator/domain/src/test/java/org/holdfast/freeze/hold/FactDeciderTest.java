package org.holdfast.freeze.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.freeze.hold.Samples.FACT;
import static org.holdfast.freeze.hold.Samples.HOLD;
import static org.holdfast.freeze.hold.Samples.SECOND;
import static org.holdfast.freeze.hold.Samples.T0;
import static org.holdfast.freeze.hold.Samples.TERM;

import java.util.List;
import java.util.Set;
import org.holdfast.freeze.decider.Decision;
import org.holdfast.freeze.hold.fact.FactStatus;
import org.holdfast.freeze.hold.fact.LossCause;
import org.holdfast.primitives.id.FactId;
import org.junit.jupiter.api.Test;

/** A request whose fact is suspended, restored or lost. */
class FactDeciderTest {
    private static final HoldDecider HOLDS = new HoldDecider();
    private static final HoldCommand SUSPEND =
            new HoldCommand.SuspendFact(HOLD, FACT, List.of(Samples.txid(1)), "a reorg", null, T0);
    private static final HoldCommand RESTORE =
            new HoldCommand.RestoreFact(HOLD, FACT, Samples.MOVED, Samples.block(103, "bb"), T0);
    private static final HoldCommand LOSE =
            new HoldCommand.LoseFact(HOLD, FACT, LossCause.CONFLICT, "spent elsewhere", T0);
    private static final HoldCommand KEEP = new HoldCommand.KeepHold(HOLD, SECOND, "the victim knows the account", T0);
    private static final Set<HoldState.Label> UNSENT = Set.of(HoldState.Label.DRAFT, HoldState.Label.APPROVED);

    private final HoldRun run = new HoldRun();

    @Test
    void aLostFactNeverAsksForARelease() {
        for (HoldState state : Samples.everyState()) {
            if (HOLDS.decide(LOSE, state) instanceof Decision.Accepted<HoldEvent, HoldRejection>(var events)) {
                HoldState next = HOLDS.evolve(state, events.getFirst());
                assertThat(events).hasSize(1);
                assertThat(next.label())
                        .isEqualTo(UNSENT.contains(state.label()) ? HoldState.Label.WITHDRAWN : state.label());
            }
        }
    }

    @Test
    void aSuspendedFactChangesNoState() {
        for (HoldState state : Samples.everyState()) {
            if (HOLDS.decide(SUSPEND, state) instanceof Decision.Accepted<HoldEvent, HoldRejection>(var events)) {
                assertThat(HOLDS.evolve(state, events.getFirst()).label()).isEqualTo(state.label());
            }
        }
    }

    @Test
    void aHoldWhoseFactIsLostStaysUntilAPersonDecidesAndTheExchangeReadsWhy() {
        run.held();
        run.given(LOSE);
        assertThat(run.state())
                .isInstanceOfSatisfying(
                        HoldState.Held.class,
                        held -> assertThat(held.terms().fact())
                                .isEqualTo(new FactStatus.Lost(LossCause.CONFLICT, "spent elsewhere", T0)));
        assertThat(run.when(LOSE)).isInstanceOf(Decision.Ignored.class);
        run.given(new HoldCommand.RequestRelease(HOLD, SECOND, "the payment was undone", T0));
        assertThat(run.history().getLast())
                .isEqualTo(new HoldEvent.HoldReleaseRequested(
                        HOLD,
                        SECOND,
                        FACT,
                        "the payment was undone (The fact of the request was withdrawn: spent elsewhere)",
                        T0));
    }

    @Test
    void nothingMoreIsAskedOnALostFact() {
        run.held();
        run.given(LOSE);
        assertThat(run.rejection(extend())).isEqualTo(new HoldRejection.FactLost("spent elsewhere"));
        var unanswered = new HoldRun().sent().given(LOSE);
        unanswered.given(new HoldCommand.PresumeSilence(HOLD, 1, T0.plusSeconds(3_600)));
        assertThat(unanswered.when(new HoldCommand.EscalateHold(HOLD, T0.plusSeconds(3_600))))
                .isInstanceOf(Decision.Ignored.class);
    }

    @Test
    void aPersonKeepsAHoldWhoseFactIsLostAndTheExchangeReadsWhy() {
        run.held();
        run.given(LOSE);
        run.given(KEEP);
        assertThat(run.label()).isEqualTo(HoldState.Label.HELD_FULL);
        assertThat(run.history().getLast())
                .isEqualTo(new HoldEvent.HoldKept(HOLD, SECOND, "the victim knows the account", T0));
        assertThat(text())
                .contains("Note: the finding behind this request was withdrawn. We decided at " + T0
                        + " to keep the request: the victim knows the account\n");
        assertThat(run.when(KEEP)).isInstanceOf(Decision.Ignored.class);
        assertThat(run.when(extend())).isInstanceOf(Decision.Accepted.class);
        var unanswered = new HoldRun().sent().given(LOSE).given(KEEP);
        unanswered.given(new HoldCommand.PresumeSilence(HOLD, 1, T0.plusSeconds(3_600)));
        assertThat(unanswered.when(new HoldCommand.EscalateHold(HOLD, T0.plusSeconds(3_600))))
                .isInstanceOf(Decision.Accepted.class);
    }

    @Test
    void aKeptHoldWaitsForADecisionAgainOnlyAfterAnotherWithdrawal() {
        run.held();
        run.given(LOSE).given(KEEP);
        assertThat(run.when(LOSE)).isInstanceOf(Decision.Ignored.class);
        assertThat(run.when(SUSPEND)).isInstanceOf(Decision.Ignored.class);
        run.given(new HoldCommand.LoseFact(HOLD, FACT, LossCause.ATTRIBUTION, "the label was wrong", T0));
        assertThat(run.rejection(extend())).isEqualTo(new HoldRejection.FactLost("the label was wrong"));
        run.given(KEEP).given(RESTORE);
        assertThat(text()).doesNotContain("Note:");
        run.given(LOSE);
        assertThat(run.rejection(extend())).isEqualTo(new HoldRejection.FactLost("spent elsewhere"));
    }

    @Test
    void aKeptHoldIsReleasedByAPersonWithTheReasonOfTheWithdrawal() {
        run.held();
        run.given(LOSE).given(KEEP).given(new HoldCommand.RequestRelease(HOLD, SECOND, "he was wrong", T0));
        assertThat(run.history().getLast())
                .isEqualTo(new HoldEvent.HoldReleaseRequested(
                        HOLD,
                        SECOND,
                        FACT,
                        "he was wrong (The fact of the request was withdrawn: spent elsewhere)",
                        T0));
        assertThat(run.rejection(KEEP)).isInstanceOf(HoldRejection.StateUnsuited.class);
    }

    @Test
    void onlyASecondPersonKeepsALostHoldAndOnlyWithWordsThatAsk() {
        run.held();
        assertThat(run.rejection(KEEP)).isEqualTo(new HoldRejection.FactUnsuited());
        run.given(SUSPEND);
        assertThat(run.rejection(KEEP)).isEqualTo(new HoldRejection.FactUnsuited());
        run.given(LOSE);
        assertThat(run.rejection(new HoldCommand.KeepHold(HOLD, Samples.DRAFTER, "I like it", T0)))
                .isEqualTo(new HoldRejection.SecondOfficerMissing(Samples.DRAFTER));
        assertThat(run.rejection(new HoldCommand.KeepHold(HOLD, Samples.REQUESTER, "I like it", T0)))
                .isEqualTo(new HoldRejection.SecondOfficerMissing(Samples.REQUESTER));
        assertThat(run.rejection(new HoldCommand.KeepHold(HOLD, SECOND, " ", T0)))
                .isInstanceOf(HoldRejection.TextUnsuited.class);
        assertThat(run.rejection(new HoldCommand.KeepHold(HOLD, SECOND, "you must keep it", T0)))
                .isEqualTo(new HoldRejection.WordingCompelling("must"));
    }

    @Test
    void aDraftIsNotApprovedWhileItsFactIsSuspended() {
        run.drafted();
        run.given(SUSPEND);
        assertThat(run.rejection(approve())).isEqualTo(new HoldRejection.FactSuspended("a reorg"));
        run.given(RESTORE);
        run.given(approve());
        assertThat(run.when(new HoldCommand.SendHold(HOLD, T0))).isInstanceOf(Decision.Accepted.class);
    }

    @Test
    void anApprovedRequestWaitsForItsFactAndIsThenSent() {
        run.approved();
        run.given(SUSPEND);
        assertThat(run.when(new HoldCommand.SendHold(HOLD, T0))).isInstanceOf(Decision.Ignored.class);
        run.given(RESTORE);
        assertThat(run.state().label()).isEqualTo(HoldState.Label.SENT);
    }

    @Test
    void aSuspendedDraftCanBeDismissedAndFallsWithItsFact() {
        run.drafted();
        run.given(SUSPEND);
        assertThat(run.when(new HoldCommand.DismissHold(HOLD, SECOND, "no", T0)))
                .isInstanceOf(Decision.Accepted.class);
        run.given(LOSE);
        assertThat(run.state().label()).isEqualTo(HoldState.Label.WITHDRAWN);
    }

    @Test
    void aRestoredFactNamesTheNewBlocks() {
        run.held();
        run.given(SUSPEND);
        String suspended = text();
        assertThat(suspended).contains("unconfirmed since " + T0, "stand in no block");
        run.given(RESTORE);
        assertThat(run.state())
                .isInstanceOfSatisfying(
                        HoldState.Held.class,
                        held -> assertThat(held.terms().fact()).isEqualTo(new FactStatus.Stands()));
        assertThat(text())
                .contains("; 3 confirmations (block 101, tip of the trace 103)")
                .contains("; only 1 confirmation (block 103, tip of the trace 103)")
                .doesNotContain("Note:");
        assertThat(run.when(RESTORE)).isInstanceOf(Decision.Ignored.class);
    }

    @Test
    void aFactThatComesBackAfterAllStandsAgain() {
        run.held();
        run.given(LOSE);
        run.given(RESTORE);
        assertThat(run.when(extend())).isInstanceOf(Decision.Accepted.class);
    }

    @Test
    void anotherFactChangesNothing() {
        run.drafted();
        var other = new FactId("other");
        assertThat(run.rejection(new HoldCommand.LoseFact(HOLD, other, LossCause.ABSENT, "gone", T0)))
                .isInstanceOf(HoldRejection.StateUnsuited.class);
        assertThat(run.rejection(new HoldCommand.SuspendFact(HOLD, other, List.of(), "gone", null, T0)))
                .isInstanceOf(HoldRejection.StateUnsuited.class);
        assertThat(run.rejection(new HoldCommand.RestoreFact(HOLD, other, List.of(), Samples.block(1), T0)))
                .isInstanceOf(HoldRejection.StateUnsuited.class);
    }

    private static HoldCommand approve() {
        return new HoldCommand.ApproveHold(HOLD, SECOND, T0);
    }

    private static HoldCommand extend() {
        return new HoldCommand.RequestExtension(HOLD, SECOND, T0.plus(TERM).plusSeconds(60), T0);
    }

    private String text() {
        return HoldWording.of(((HoldState.Present) run.state()).terms());
    }
}

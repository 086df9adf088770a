package org.holdfast.freeze.coordination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.freeze.hold.Samples.FACT;
import static org.holdfast.freeze.hold.Samples.HOLD;
import static org.holdfast.freeze.hold.Samples.MESSAGE;
import static org.holdfast.freeze.hold.Samples.REQUESTER;
import static org.holdfast.freeze.hold.Samples.SECOND;
import static org.holdfast.freeze.hold.Samples.T0;

import java.util.List;
import org.holdfast.freeze.coordination.ProcessClock.AcknowledgementClock;
import org.holdfast.freeze.coordination.ProcessClock.TermClock;
import org.holdfast.freeze.decider.Decision;
import org.holdfast.freeze.hold.HoldCommand;
import org.holdfast.freeze.hold.HoldDecider;
import org.holdfast.freeze.hold.HoldEvent;
import org.holdfast.freeze.hold.HoldState;
import org.holdfast.freeze.hold.Samples;
import org.holdfast.freeze.hold.answer.ReasonCode;
import org.holdfast.primitives.id.CaseId;
import org.holdfast.primitives.id.FactId;
import org.holdfast.primitives.id.OfficerId;
import org.holdfast.primitives.id.VaspId;
import org.junit.jupiter.api.Test;

class FreezeProcessTest {
    private static final HoldDecider HOLDS = new HoldDecider();
    private static final DraftRules RULES = new DraftRules(Samples.PACK, new OfficerId("holdfast"));
    private static final FreezeProcess FRESH = FreezeProcess.of(HOLD);

    @Test
    void aFactBecomesADraftThatTheDomainAccepts() {
        var reaction = react(FRESH, new ProcessSignal.FactCame(fact("a list of labels")));
        assertThat(reaction.commands()).singleElement().satisfies(command -> {
            assertThat(HOLDS.decide((HoldCommand) command, new HoldState.Absent()))
                    .isInstanceOf(Decision.Accepted.class);
            assertThat(command).isInstanceOfSatisfying(HoldCommand.DraftHold.class, draft -> {
                assertThat(draft.draft().requester()).isEqualTo(REQUESTER);
                assertThat(draft.draft().factId()).isEqualTo(FACT);
            });
        });
    }

    @Test
    void aSourceNamedAfterAnOrderDoesNotMakeTheRequestOne() {
        var reaction = react(FRESH, new ProcessSignal.FactCame(fact("the court order list")));
        assertThat(HOLDS.decide((HoldCommand) reaction.commands().getFirst(), new HoldState.Absent()))
                .isInstanceOf(Decision.Accepted.class);
    }

    @Test
    void approvalIsFollowedBySending() {
        assertThat(onHold(FRESH, new HoldEvent.HoldApproved(HOLD, SECOND, T0)).commands())
                .containsExactly(new HoldCommand.SendHold(HOLD, T0));
    }

    @Test
    void aDraftAloneSendsNothing() {
        var reaction = onHold(
                FRESH,
                new HoldEvent.HoldDrafted(HOLD, Samples.draft(), Samples.terms().basis(), T0));
        assertThat(reaction.commands()).isEmpty();
        assertThat(reaction.process().clocks()).isEqualTo(Clocks.NONE);
    }

    @Test
    void sendingStartsTheAcknowledgementClockAndSilenceEscalates() {
        var due = T0.plusSeconds(60);
        var sent = onHold(FRESH, new HoldEvent.HoldSent(HOLD, 1, due, T0));
        assertThat(sent.process().clocks()).isEqualTo(Clocks.NONE.with(new AcknowledgementClock(1, due)));
        var late = due.plusSeconds(100);
        var ranOut = react(sent.process(), new ProcessSignal.ClockRanOut(new AcknowledgementClock(1, due), late));
        assertThat(ranOut.commands()).containsExactly(new HoldCommand.PresumeSilence(HOLD, 1, late));
        assertThat(onHold(sent.process(), new HoldEvent.HoldUnacknowledged(HOLD, 1, late))
                        .commands())
                .containsExactly(new HoldCommand.EscalateHold(HOLD, T0));
    }

    @Test
    void theLastSilenceIsLeftToPeople() {
        var reaction = onHold(FRESH, new HoldEvent.HoldUnacknowledged(HOLD, HoldDecider.SENDINGS_MAX, T0));
        assertThat(reaction.commands()).isEmpty();
        assertThat(reaction.ended()).isFalse();
    }

    @Test
    void aClockThatNoLongerRunsDoesNothing() {
        var placed = onHold(FRESH, placed());
        assertThat(placed.process().clocks()).isEqualTo(Clocks.NONE.with(new TermClock(T0.plus(Samples.TERM))));
        var stale = react(placed.process(), new ProcessSignal.ClockRanOut(new AcknowledgementClock(1, T0), T0));
        assertThat(stale.commands()).isEmpty();
        assertThat(stale.process().clocks()).isEqualTo(placed.process().clocks());
    }

    @Test
    void theEndOfTheTermPresumesALapse() {
        var placed = onHold(FRESH, placed());
        var ends = T0.plus(Samples.TERM);
        assertThat(react(placed.process(), new ProcessSignal.ClockRanOut(new TermClock(ends), ends))
                        .commands())
                .containsExactly(new HoldCommand.PresumeLapse(HOLD, ends, ends));
    }

    @Test
    void aWithdrawnFactTakesTheHoldBack() {
        var gone = new FactEvent.FactWithdrawn(new FactId("fact-2"), FACT, "reorg", T0);
        assertThat(react(FRESH, new ProcessSignal.FactCame(gone)).commands())
                .containsExactly(new HoldCommand.WithdrawHold(HOLD, FACT, "reorg", T0));
    }

    @Test
    void itEndsWhenNothingCanFollow() {
        assertThat(onHold(FRESH, new HoldEvent.HoldReleased(HOLD, MESSAGE, T0)).ended())
                .isTrue();
        assertThat(onHold(FRESH, new HoldEvent.HoldNotPlaced(HOLD, ReasonCode.NO_ACCOUNT, List.of(), MESSAGE, T0))
                        .ended())
                .isTrue();
    }

    private static HoldEvent placed() {
        var ends = T0.plus(Samples.TERM);
        return new HoldEvent.HoldPlaced(HOLD, true, Samples.fullAnswer(ends), ends, MESSAGE, T0);
    }

    private static FactEvent fact(String attribution) {
        return new FactEvent.ValueReachedService(
                FACT,
                HOLD,
                new CaseId("case-1"),
                new VaspId("vasp-1"),
                "fifo",
                "ab".repeat(32),
                attribution,
                Samples.draft().lines(),
                REQUESTER,
                T0);
    }

    private static Reaction onHold(FreezeProcess process, HoldEvent event) {
        return react(process, new ProcessSignal.HoldMoved(event));
    }

    private static Reaction react(FreezeProcess process, ProcessSignal signal) {
        return FreezeProcess.react(process, signal, RULES, T0);
    }

    @Test
    void anAcknowledgementStopsItsOwnClockOnly() {
        var term = new TermClock(T0.plus(Samples.TERM));
        var both = new FreezeProcess(
                HOLD, Clocks.NONE.with(new AcknowledgementClock(1, T0)).with(term));
        var reaction = onHold(both, new HoldEvent.HoldAcknowledged(HOLD, MESSAGE, T0));
        assertThat(reaction.process().clocks()).isEqualTo(Clocks.NONE.with(term));
        assertThat(react(reaction.process(), new ProcessSignal.ClockRanOut(term, term.due()))
                        .commands())
                .containsExactly(new HoldCommand.PresumeLapse(HOLD, term.due(), term.due()));
    }
}

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
import org.holdfast.freeze.coverage.CoverageCommand;
import org.holdfast.freeze.coverage.CoverageDecider;
import org.holdfast.freeze.coverage.CoverageEvent;
import org.holdfast.freeze.coverage.CoverageKey;
import org.holdfast.freeze.coverage.CoverageRejection;
import org.holdfast.freeze.decider.Command;
import org.holdfast.freeze.decider.Decision;
import org.holdfast.freeze.hold.HoldCommand;
import org.holdfast.freeze.hold.HoldDecider;
import org.holdfast.freeze.hold.HoldEvent;
import org.holdfast.freeze.hold.HoldState;
import org.holdfast.freeze.hold.Samples;
import org.holdfast.freeze.hold.answer.ReasonCode;
import org.holdfast.freeze.hold.fact.LossCause;
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
        assertThat(drafted("a list of labels")).isInstanceOfSatisfying(HoldCommand.DraftHold.class, draft -> {
            assertThat(HOLDS.decide(draft, new HoldState.Absent())).isInstanceOf(Decision.Accepted.class);
            assertThat(draft.draft().requester()).isEqualTo(REQUESTER);
            assertThat(draft.draft().factId()).isEqualTo(FACT);
            assertThat(draft.draft().tip()).isEqualTo(Samples.block(102));
        });
    }

    @Test
    void aSourceNamedAfterAnOrderDoesNotMakeTheRequestOne() {
        assertThat(HOLDS.decide((HoldCommand) drafted("the court order list"), new HoldState.Absent()))
                .isInstanceOf(Decision.Accepted.class);
    }

    /** The coverage stands between fact and draft: it leaves out what is asked already. */
    private static Command drafted(String attribution) {
        var reaction = react(FRESH, new ProcessSignal.FactCame(fact(attribution)));
        assertThat(reaction.commands()).hasSize(1);
        var ask = (CoverageCommand) reaction.commands().getFirst();
        assertThat(reaction.process().coverage()).isEqualTo(ask.key());
        var decision = new CoverageDecider().decide(ask, new CoverageDecider().initial());
        var asked = ((Decision.Accepted<CoverageEvent, CoverageRejection>) decision)
                .events()
                .getFirst();
        var second = react(reaction.process(), new ProcessSignal.CoverageMoved(asked));
        assertThat(second.commands()).hasSize(1);
        return second.commands().getFirst();
    }

    @Test
    void aFactWithNothingNewLeadsToNoDraft() {
        var nothing = new CoverageEvent.NothingAsked(HOLD, Samples.draft(), List.of(), T0);
        var reaction = react(FRESH, new ProcessSignal.CoverageMoved(nothing));
        assertThat(reaction.commands()).isEmpty();
        assertThat(reaction.ended()).isFalse();
    }

    @Test
    void aRequestThatEndsFreesItsPlaces() {
        var drafted = onHold(
                FRESH,
                new HoldEvent.HoldDrafted(HOLD, Samples.draft(), Samples.terms().basis(), T0));
        var key = CoverageKey.of(Samples.draft());
        assertThat(onHold(drafted.process(), new HoldEvent.HoldReleased(HOLD, MESSAGE, T0))
                        .commands())
                .containsExactly(new CoverageCommand.FreePlaces(key, HOLD, false, T0));
        assertThat(onHold(drafted.process(), new HoldEvent.HoldWithdrawn(HOLD, null, FACT, "gone", T0))
                        .commands())
                .containsExactly(new CoverageCommand.FreePlaces(key, HOLD, true, T0));
        assertThat(onHold(drafted.process(), new HoldEvent.HoldWithdrawn(HOLD, SECOND, null, "a slip", T0))
                        .commands())
                .containsExactly(new CoverageCommand.FreePlaces(key, HOLD, false, T0));
    }

    @Test
    void aRefusedDraftFreesItsPlaces() {
        var process = react(FRESH, new ProcessSignal.FactCame(fact("a list"))).process();
        var draft = new HoldCommand.DraftHold(HOLD, Samples.draft(), null, T0);
        assertThat(react(process, new ProcessSignal.CommandRefused(draft)).commands())
                .containsExactly(new CoverageCommand.FreePlaces(CoverageKey.of(Samples.draft()), HOLD, false, T0));
        assertThat(react(process, new ProcessSignal.CommandRefused(new HoldCommand.SendHold(HOLD, T0)))
                        .commands())
                .isEmpty();
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
    void aWithdrawnFactReachesTheHoldAndTheCoverage() {
        var process = react(FRESH, new ProcessSignal.FactCame(fact("a list"))).process();
        var gone = new FactEvent.FactWithdrawn(new FactId("fact-2"), FACT, LossCause.ABSENT, "stayed away", T0);
        assertThat(react(process, new ProcessSignal.FactCame(gone)).commands())
                .containsExactly(
                        new HoldCommand.LoseFact(HOLD, FACT, LossCause.ABSENT, "stayed away", T0),
                        new CoverageCommand.DropFact(CoverageKey.of(Samples.draft()), FACT, T0));
    }

    @Test
    void aSuspendedFactAndItsRestorationReachTheHold() {
        var id = new FactId("fact-2");
        var suspended = new FactEvent.FactSuspended(id, FACT, List.of(Samples.txid(1)), "a reorg", null, T0);
        assertThat(react(FRESH, new ProcessSignal.FactCame(suspended)).commands())
                .containsExactly(
                        new HoldCommand.SuspendFact(HOLD, FACT, List.of(Samples.txid(1)), "a reorg", null, T0));
        var restored = new FactEvent.FactRestored(id, FACT, Samples.MOVED, Samples.block(103), T0);
        assertThat(react(FRESH, new ProcessSignal.FactCame(restored)).commands())
                .containsExactly(new HoldCommand.RestoreFact(HOLD, FACT, Samples.MOVED, Samples.block(103), T0));
    }

    @Test
    void aLostFactOfASentRequestLeadsToNoCommand() {
        var lost = new HoldEvent.HoldFactLost(HOLD, FACT, LossCause.CONFLICT, "spent elsewhere", T0);
        assertThat(onHold(FRESH, lost).commands()).isEmpty();
        assertThat(onHold(FRESH, lost).ended()).isFalse();
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
                Samples.block(102),
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
                HOLD, null, Clocks.NONE.with(new AcknowledgementClock(1, T0)).with(term));
        var reaction = onHold(both, new HoldEvent.HoldAcknowledged(HOLD, MESSAGE, T0));
        assertThat(reaction.process().clocks()).isEqualTo(Clocks.NONE.with(term));
        assertThat(react(reaction.process(), new ProcessSignal.ClockRanOut(term, term.due()))
                        .commands())
                .containsExactly(new HoldCommand.PresumeLapse(HOLD, term.due(), term.due()));
    }
}

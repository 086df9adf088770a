package org.holdfast.freeze.hold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.holdfast.freeze.hold.Samples.DRAFTER;
import static org.holdfast.freeze.hold.Samples.HOLD;
import static org.holdfast.freeze.hold.Samples.MESSAGE;
import static org.holdfast.freeze.hold.Samples.PACK;
import static org.holdfast.freeze.hold.Samples.REQUESTER;
import static org.holdfast.freeze.hold.Samples.SECOND;
import static org.holdfast.freeze.hold.Samples.T0;
import static org.holdfast.freeze.hold.Samples.TERM;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.holdfast.freeze.decider.Decision;
import org.holdfast.freeze.hold.answer.LineAnswer;
import org.holdfast.freeze.hold.answer.LineResult;
import org.holdfast.freeze.hold.answer.ReasonCode;
import org.holdfast.freeze.legal.LegalPack;
import org.holdfast.freeze.legal.LegalTerm;
import org.holdfast.freeze.legal.Mark;
import org.holdfast.primitives.AssetId;
import org.holdfast.primitives.BaseUnits;
import org.holdfast.primitives.id.MessageId;
import org.holdfast.primitives.id.OfficerId;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HoldDeciderTest {
    private static final HoldDecider HOLDS = new HoldDecider();
    private final List<HoldEvent> history = new ArrayList<>();

    @Test
    void everyCommandInEveryStateComesToAValue() {
        for (HoldState state : Samples.everyState()) {
            for (HoldCommand command : Samples.everyCommand(T0.plus(TERM))) {
                var decision = HOLDS.decide(command, state);
                assertThat(decision).as("%s in %s", command, state.label()).isNotNull();
                if (decision instanceof Decision.Accepted<HoldEvent, HoldRejection>(var events)) {
                    HoldState next = state;
                    for (HoldEvent event : events) {
                        next = HOLDS.evolve(next, event);
                    }
                    assertThat(next).isNotEqualTo(state);
                }
            }
        }
    }

    @Test
    void theSamplesCoverEveryCommandAndEveryState() {
        assertThat(Samples.everyCommand(T0).stream().map(Object::getClass).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(HoldCommand.class.getPermittedSubclasses());
        assertThat(Samples.everyState().stream().map(HoldState::label).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(HoldState.Label.values());
    }

    @Nested
    class Draft {
        @Test
        void refusesADraftWithoutBasis() {
            assertThat(rejection(draft(Samples.draft(), null))).isEqualTo(new HoldRejection.BasisMissing());
        }

        @Test
        void refusesAnUnverifiedTerm() {
            var pack = Samples.pack(LegalPack.Status.IN_FORCE, Mark.DESIGN, Samples.term(168, Mark.UNVERIFIED));
            assertThat(rejection(draft(Samples.draft(), pack)))
                    .isEqualTo(new HoldRejection.BasisUnusable(
                            "vasp.voluntary", List.of(LegalPack.Obstacle.TERM_UNVERIFIED)));
        }

        @Test
        void refusesABasisWithoutTermAndOneThatIsNotInForce() {
            var pack = Samples.pack(LegalPack.Status.NOT_IN_FORCE, Mark.VERIFIED, null);
            assertThat(rejection(draft(Samples.draft(), pack)))
                    .isEqualTo(new HoldRejection.BasisUnusable(
                            "vasp.voluntary",
                            List.of(LegalPack.Obstacle.NOT_IN_FORCE, LegalPack.Obstacle.TERM_MISSING)));
        }

        @Test
        void refusesATermThatNeedsACalendar() {
            var term = new LegalTerm(3, LegalTerm.Unit.WORKING_DAY, "a source", Mark.VERIFIED);
            assertThat(rejection(draft(Samples.draft(), Samples.pack(LegalPack.Status.IN_FORCE, Mark.VERIFIED, term))))
                    .isEqualTo(new HoldRejection.BasisUnusable(
                            "vasp.voluntary", List.of(LegalPack.Obstacle.TERM_NEEDS_CALENDAR)));
        }

        @Test
        void refusesWordsOfAnOrder() {
            var draft = Samples.draft(List.of(Samples.line(1, 1)), "You must freeze this.");
            assertThat(rejection(draft(draft, PACK))).isEqualTo(new HoldRejection.WordingCompelling("must"));
        }

        @Test
        void refusesLinesThatAskForNothingOrAreMisnumbered() {
            assertThat(rejection(draft(Samples.draft(List.of(Samples.line(1, 0)), "text"), PACK)))
                    .isEqualTo(new HoldRejection.LineEmpty(1));
            assertThat(rejection(draft(Samples.draft(List.of(Samples.line(2, 5)), "text"), PACK)))
                    .isEqualTo(new HoldRejection.LinesUnsuited(1));
            assertThat(rejection(draft(Samples.draft(List.of(), "text"), PACK)))
                    .isEqualTo(new HoldRejection.LinesUnsuited(0));
        }

        @Test
        void refusesLinesOfTwoAssets() {
            var other = new HoldLine(
                    2,
                    AssetId.parse("eip155:1/erc20:0xdac17f958d2ee523a2206206994597c13d831ec7"),
                    Samples.line(2, 5).address(),
                    null,
                    BaseUnits.of(5));
            assertThat(rejection(draft(Samples.draft(List.of(Samples.line(1, 5), other), "text"), PACK)))
                    .isEqualTo(new HoldRejection.AssetsMixed(2));
        }

        @Test
        void ignoresTheSameDraftTwice() {
            given(draft(Samples.draft(), PACK));
            assertThat(when(draft(Samples.draft(), PACK))).isInstanceOf(Decision.Ignored.class);
        }
    }

    @Nested
    class Approval {
        @Test
        void needsASecondPerson() {
            given(draft(Samples.draft(), PACK));
            for (OfficerId officer : List.of(DRAFTER, REQUESTER)) {
                assertThat(rejection(new HoldCommand.ApproveHold(HOLD, officer, T0)))
                        .isEqualTo(new HoldRejection.SecondOfficerMissing(officer));
                assertThat(rejection(new HoldCommand.DismissHold(HOLD, officer, "no", T0)))
                        .isEqualTo(new HoldRejection.SecondOfficerMissing(officer));
            }
        }

        @Test
        void nothingIsSentWithoutIt() {
            given(draft(Samples.draft(), PACK));
            assertThat(rejection(new HoldCommand.SendHold(HOLD, T0)))
                    .isEqualTo(new HoldRejection.StateUnsuited(HoldState.Label.DRAFT));
        }
    }

    @Nested
    class Silence {
        @Test
        void isPresumedOnlyWhenDueAndOnlyForItsSending() {
            givenSent();
            assertThat(when(new HoldCommand.PresumeSilence(HOLD, 1, T0.plusSeconds(3_599))))
                    .isInstanceOf(Decision.Ignored.class);
            assertThat(when(new HoldCommand.PresumeSilence(HOLD, 2, T0.plusSeconds(3_600))))
                    .isInstanceOf(Decision.Ignored.class);
            given(new HoldCommand.PresumeSilence(HOLD, 1, T0.plusSeconds(3_600)));
            assertThat(state().label()).isEqualTo(HoldState.Label.UNACKNOWLEDGED);
        }

        @Test
        void sendsAgainABoundedNumberOfTimes() {
            givenSent();
            Instant at = T0;
            for (int round = 1; round < HoldDecider.SENDINGS_MAX; round++) {
                at = at.plusSeconds(3_600);
                given(new HoldCommand.PresumeSilence(HOLD, round, at));
                given(new HoldCommand.EscalateHold(HOLD, at));
            }
            at = at.plusSeconds(3_600);
            given(new HoldCommand.PresumeSilence(HOLD, HoldDecider.SENDINGS_MAX, at));
            assertThat(when(new HoldCommand.EscalateHold(HOLD, at))).isInstanceOf(Decision.Ignored.class);
            given(new HoldCommand.RecordAcknowledgement(HOLD, MESSAGE, at));
            assertThat(state().label()).isEqualTo(HoldState.Label.ACKNOWLEDGED);
        }
    }

    @Nested
    class Answer {
        @Test
        void placesAHoldForNoLongerThanTheBasisAllows() {
            givenSent();
            given(answer(Samples.fullAnswer(T0.plus(TERM.multipliedBy(10)))));
            assertThat(state()).isInstanceOfSatisfying(HoldState.Held.class, held -> {
                assertThat(held.inFull()).isTrue();
                assertThat(held.termEnds()).isEqualTo(T0.plus(TERM));
            });
        }

        @Test
        void endsEarlierWhereTheExchangePromisesLess() {
            givenSent();
            given(answer(Samples.fullAnswer(T0.plusSeconds(60))));
            assertThat(state())
                    .isInstanceOfSatisfying(
                            HoldState.Held.class,
                            held -> assertThat(held.termEnds()).isEqualTo(T0.plusSeconds(60)));
        }

        @Test
        void isPartialWhereOneLineIsHeldInPart() {
            givenSent();
            given(answer(List.of(
                    Samples.heldLine(1, 400, ReasonCode.MOVED_BEFORE_RECEIPT, T0.plusSeconds(60)),
                    Samples.emptyLine(2, LineResult.NOT_HELD, ReasonCode.NO_ACCOUNT))));
            assertThat(state().label()).isEqualTo(HoldState.Label.HELD_PARTIAL);
        }

        @Test
        void isNotHeldOrDeclinedWithItsReason() {
            givenSent();
            given(answer(List.of(
                    Samples.emptyLine(1, LineResult.NOT_HELD, ReasonCode.ZERO_BALANCE),
                    Samples.emptyLine(2, LineResult.DECLINED, ReasonCode.NEEDS_MLA))));
            assertThat(state())
                    .isInstanceOfSatisfying(
                            HoldState.NotHeld.class, s -> assertThat(s.reason()).isEqualTo(ReasonCode.ZERO_BALANCE));
            history.clear();
            givenSent();
            given(answer(List.of(
                    Samples.emptyLine(1, LineResult.DECLINED, ReasonCode.NEEDS_MLA),
                    Samples.emptyLine(2, LineResult.DECLINED, ReasonCode.NEEDS_MLA))));
            assertThat(state().label()).isEqualTo(HoldState.Label.DECLINED);
        }

        @Test
        void neverHoldsMoreThanWasAsked() {
            givenSent();
            assertThat(rejection(answer(List.of(
                            Samples.heldLine(1, 1_001, ReasonCode.OK_FULL, T0.plusSeconds(60)),
                            Samples.heldLine(2, 500, ReasonCode.OK_FULL, T0.plusSeconds(60))))))
                    .isEqualTo(new HoldRejection.HeldAboveAsked(1, BaseUnits.of(1_001), BaseUnits.of(1_000)));
        }

        @Test
        void namesEveryLineOnce() {
            givenSent();
            var one = Samples.heldLine(1, 1_000, ReasonCode.OK_FULL, T0.plusSeconds(60));
            assertThat(rejection(answer(List.of(one)))).isEqualTo(new HoldRejection.AnswerIncomplete(2));
            assertThat(rejection(answer(List.of(one, one)))).isEqualTo(new HoldRejection.AnswerIncomplete(1));
            var third = Samples.heldLine(3, 1, ReasonCode.OK_FULL, T0.plusSeconds(60));
            assertThat(rejection(answer(List.of(third)))).isEqualTo(new HoldRejection.AnswerIncomplete(3));
        }

        @Test
        void isIgnoredTwiceAndRefusedWhenItChanges() {
            givenSent();
            given(answer(Samples.fullAnswer(T0.plusSeconds(60))));
            assertThat(when(answer(Samples.fullAnswer(T0.plusSeconds(60))))).isInstanceOf(Decision.Ignored.class);
            var other = new HoldCommand.RecordAnswer(
                    HOLD, Samples.fullAnswer(T0.plusSeconds(60)), new MessageId("message-2"), T0);
            assertThat(rejection(other)).isEqualTo(new HoldRejection.AnswerRepeated(HoldState.Label.HELD_FULL));
        }

        @ParameterizedTest
        @EnumSource(ReasonCode.class)
        void hasAReasonThatFitsAtLeastOneResult(ReasonCode reason) {
            assertThat(Arrays.stream(LineResult.values())
                            .anyMatch(result -> reason.explains(result, true) || reason.explains(result, false)))
                    .isTrue();
        }
    }

    @Nested
    class Term {
        @Test
        void lapseIsPresumedAndExpiryConfirmed() {
            givenSent();
            given(answer(Samples.fullAnswer(T0.plus(TERM))));
            assertThat(when(new HoldCommand.PresumeLapse(HOLD, T0.plus(TERM), T0.plusSeconds(1))))
                    .isInstanceOf(Decision.Ignored.class);
            given(new HoldCommand.PresumeLapse(HOLD, T0.plus(TERM), T0.plus(TERM)));
            assertThat(state().label()).isEqualTo(HoldState.Label.LAPSE_PRESUMED);
            given(new HoldCommand.ConfirmExpiry(HOLD, MESSAGE, T0.plus(TERM)));
            assertThat(state().label()).isEqualTo(HoldState.Label.EXPIRED);
        }

        @Test
        void anExtensionIsAskedAndConfirmedAndMakesTheOldClockHarmless() {
            givenSent();
            given(answer(Samples.fullAnswer(T0.plus(TERM))));
            Instant until = T0.plus(TERM).plusSeconds(600);
            given(new HoldCommand.RequestExtension(HOLD, SECOND, until, T0));
            given(new HoldCommand.ConfirmExtension(HOLD, until.plusSeconds(999), MESSAGE, T0));
            assertThat(state())
                    .isInstanceOfSatisfying(
                            HoldState.Held.class,
                            held -> assertThat(held.termEnds()).isEqualTo(until));
            assertThat(when(new HoldCommand.PresumeLapse(HOLD, T0.plus(TERM), T0.plus(TERM))))
                    .isInstanceOf(Decision.Ignored.class);
            assertThat(rejection(new HoldCommand.RequestExtension(HOLD, SECOND, until.plusSeconds(1), T0)))
                    .isInstanceOf(HoldRejection.ExtensionUnsuited.class);
        }
    }

    @Nested
    class Release {
        @Test
        void isAskedAndThenConfirmed() {
            givenSent();
            given(answer(Samples.fullAnswer(T0.plus(TERM))));
            given(new HoldCommand.RequestRelease(HOLD, SECOND, "mistaken", T0));
            assertThat(state().label()).isEqualTo(HoldState.Label.RELEASE_REQUESTED);
            given(new HoldCommand.ConfirmRelease(HOLD, MESSAGE, T0));
            assertThat(state().label()).isEqualTo(HoldState.Label.RELEASED);
        }
    }

    @Test
    void aDamagedStreamIsABug() {
        assertThatThrownBy(() -> HOLDS.replay(List.of(new HoldEvent.HoldSent(HOLD, 1, T0, T0))))
                .isInstanceOf(IllegalStateException.class);
    }

    private static HoldCommand draft(HoldDraft draft, @Nullable LegalPack pack) {
        return new HoldCommand.DraftHold(HOLD, draft, pack, T0);
    }

    private static HoldCommand answer(List<LineAnswer> lines) {
        return new HoldCommand.RecordAnswer(HOLD, lines, MESSAGE, T0);
    }

    private void givenSent() {
        given(draft(Samples.draft(), PACK));
        given(new HoldCommand.ApproveHold(HOLD, SECOND, T0));
        given(new HoldCommand.SendHold(HOLD, T0));
    }

    private HoldState state() {
        return HOLDS.replay(history);
    }

    private void given(HoldCommand command) {
        var decision = when(command);
        assertThat(decision).isInstanceOf(Decision.Accepted.class);
        if (decision instanceof Decision.Accepted<HoldEvent, HoldRejection>(var events)) {
            history.addAll(events);
        }
    }

    private Decision<HoldEvent, HoldRejection> when(HoldCommand command) {
        return HOLDS.decide(command, state());
    }

    private @Nullable HoldRejection rejection(HoldCommand command) {
        return when(command) instanceof Decision.Rejected<HoldEvent, HoldRejection>(var rejection) ? rejection : null;
    }
}

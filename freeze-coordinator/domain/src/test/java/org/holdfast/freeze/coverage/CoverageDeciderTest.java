package org.holdfast.freeze.coverage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.holdfast.freeze.coverage.CoverageRun.KEY;
import static org.holdfast.freeze.coverage.CoverageRun.address;
import static org.holdfast.freeze.coverage.CoverageRun.at;
import static org.holdfast.freeze.coverage.CoverageRun.byHand;
import static org.holdfast.freeze.coverage.CoverageRun.ended;
import static org.holdfast.freeze.coverage.CoverageRun.held;
import static org.holdfast.freeze.coverage.CoverageRun.hold;

import java.math.BigInteger;
import java.util.List;
import org.holdfast.freeze.coverage.CoverageEvent.NothingAsked;
import org.holdfast.freeze.coverage.CoverageEvent.PlacesAsked;
import org.holdfast.freeze.decider.Decision;
import org.holdfast.freeze.hold.HoldDraft;
import org.holdfast.freeze.hold.HoldLine;
import org.holdfast.freeze.hold.Samples;
import org.holdfast.primitives.BaseUnits;
import org.holdfast.primitives.id.FactId;
import org.junit.jupiter.api.Test;

/** Nothing is asked twice, and no more is asked or held than was traced. */
class CoverageDeciderTest {
    private final CoverageRun run = new CoverageRun();

    @Test
    void theFirstFactAsksForAllOfIt() {
        CoverageEvent first = run.fact(1, at(1, 700), at(2, 300));
        assertThat(asked(first)).containsExactly("1:700", "2:300");
        assertThat(leftOut(draft(first))).isEmpty();
    }

    @Test
    void aSecondFactAsksForWhatIsNew() {
        run.fact(1, at(1, 700));
        CoverageEvent second = run.fact(2, at(1, 700), at(2, 300));
        assertThat(asked(second)).containsExactly("2:300");
        assertThat(leftOut(draft(second))).containsExactly("1:700 of 700 in [hold-1]");
    }

    @Test
    void whereTheTracedPartGrewOnlyTheDifferenceIsAsked() {
        run.fact(1, at(1, 700));
        CoverageEvent second = run.fact(2, at(1, 1_000));
        assertThat(asked(second)).containsExactly("1:300");
        assertThat(leftOut(draft(second))).containsExactly("1:700 of 1000 in [hold-1]");
        assertThat(asked(run.fact(3, at(1, 1_050)))).containsExactly("1:50");
    }

    @Test
    void anAccountThatReceivedMoreIsAskedForTheDifference() {
        run.fact(1, address(1, 700));
        assertThat(asked(run.fact(2, address(1, 900)))).containsExactly("1:200");
    }

    @Test
    void aSmallerTracedPartAsksForNothing() {
        run.fact(1, at(1, 700));
        CoverageEvent second = run.fact(2, at(1, 600));
        assertThat(second).isInstanceOf(NothingAsked.class);
        assertThat(draft(second).lines()).isEmpty();
        assertThat(leftOut(draft(second))).containsExactly("1:600 of 600 in [hold-1]");
    }

    @Test
    void aRepeatedFactOrRequestIsIgnored() {
        run.fact(1, at(1, 700));
        assertThat(run.given(byHand(1, at(9, 1)))).isEmpty();
        var again = new CoverageCommand.AskPlaces(KEY, hold(1), draftOf(1), Samples.T0);
        assertThat(run.when(again)).isInstanceOf(Decision.Ignored.class);
    }

    @Test
    void aRequestThatEndedGivesItsPlacesBack() {
        run.fact(1, at(1, 700));
        run.given(ended(1));
        assertThat(asked(run.fact(2, at(1, 700)))).containsExactly("1:700");
        assertThat(run.given(ended(1))).isEmpty();
        // The request that ended is not opened again.
        assertThat(run.state().requests().keySet()).containsExactly(hold(2));
    }

    @Test
    void whatIsNotHeldCanBeAskedAgain() {
        run.fact(1, at(1, 700), at(2, 300));
        run.given(held(1, 500, 0));
        CoverageEvent second = run.fact(2, at(1, 700), at(2, 300));
        assertThat(asked(second)).containsExactly("1:200", "2:300");
        assertThat(leftOut(draft(second))).containsExactly("1:500 of 700 in [hold-1]");
    }

    @Test
    void twoPartsOfOneFactAskForDifferentPlaces() {
        run.fact(1, at(1, 700));
        var second = new CoverageCommand.AskPlaces(
                KEY, hold(2), draftOf(1).asking(List.of(at(2, 300)), List.of()), Samples.T0);
        assertThat(asked(run.single(second))).containsExactly("2:300");
        assertThat(CoverageState.sum(run.state().traced().values())).isEqualTo(1_000);
    }

    @Test
    void twoLinesOfOneFactForOnePlaceAreNotAskedTwice() {
        assertThat(asked(run.fact(1, at(1, 700), at(1, 700)))).containsExactly("1:700");
    }

    @Test
    void aDraftByHandIsRefusedWhereAPlaceIsAskedAlready() {
        run.fact(1, at(1, 700));
        assertThat(run.rejection(byHand(2, at(1, 700))))
                .isEqualTo(new CoverageRejection.PlaceAsked(1, BigInteger.ZERO, List.of(hold(1))));
        assertThat(run.rejection(byHand(2, address(1, 1))))
                .isEqualTo(new CoverageRejection.PlaceAsked(1, BigInteger.ZERO, List.of(hold(1))));
        run.given(ended(1));
        assertThat(run.rejection(byHand(2, at(1, 700)))).isNull();
    }

    @Test
    void aDraftByHandIsRefusedWhereItAsksForMoreThanWasTraced() {
        run.fact(1, at(1, 700));
        run.given(ended(1));
        assertThat(run.rejection(byHand(2, at(1, 701))))
                .isEqualTo(new CoverageRejection.AskedAboveTraced(BigInteger.valueOf(701), BigInteger.valueOf(700)));
        run.given(byHand(3, at(1, 500)));
        assertThat(run.rejection(byHand(4, at(1, 201))))
                .isEqualTo(new CoverageRejection.PlaceAsked(1, BigInteger.valueOf(200), List.of(hold(3))));
        assertThat(run.given(byHand(4, at(1, 200)))).hasSize(1);
        assertThat(run.rejection(byHand(5, at(2, 1))))
                .isEqualTo(new CoverageRejection.AskedAboveTraced(BigInteger.valueOf(701), BigInteger.valueOf(700)));
    }

    @Test
    void withoutATraceTheWordOfAPersonCounts() {
        assertThat(run.given(byHand(1, at(1, 700)))).hasSize(1);
        assertThat(run.given(byHand(2, at(2, 5)))).hasSize(1);
        assertThat(run.rejection(byHand(3, at(1, 1))))
                .isEqualTo(new CoverageRejection.PlaceAsked(1, BigInteger.ZERO, List.of(hold(1))));
        // A trace that finds the same place later asks for the difference.
        assertThat(asked(run.fact(4, at(1, 900), at(3, 10)))).containsExactly("1:200", "3:10");
    }

    @Test
    void aFactAsksForNoMoreThanADraftByHandLeaves() {
        run.fact(1, at(1, 700));
        run.given(ended(1));
        assertThat(run.given(byHand(2, at(9, 500)))).hasSize(1);
        CoverageEvent third = run.fact(3, at(1, 700), at(2, 100));
        assertThat(asked(third)).containsExactly("1:300");
        assertThat(leftOut(draft(third))).containsExactly("1:400 of 700 in [hold-2]", "2:100 of 100 in [hold-2]");
    }

    @Test
    void anAnswerThatWouldHoldMoreThanWasTracedIsRefused() {
        // Two requests of an earlier version asked for one output.
        var doubled = CoverageRun.COVERAGES.replay(List.of(
                new CoverageEvent.RequestCounted(hold(1), new FactId("fact-1"), List.of(at(1, 700)), Samples.T0),
                new CoverageEvent.RequestCounted(hold(2), new FactId("fact-2"), List.of(at(1, 1_000)), Samples.T0),
                new CoverageEvent.HeldCounted(hold(1), List.of(BaseUnits.of(700)), Samples.T0)));
        assertThat(CoverageRun.COVERAGES.decide(held(2, 301), doubled))
                .isEqualTo(new Decision.Rejected<>(
                        new CoverageRejection.HeldAboveTraced(BigInteger.valueOf(1_001), BigInteger.valueOf(1_000))));
        assertThat(CoverageRun.COVERAGES.decide(held(2, 300), doubled)).isInstanceOf(Decision.Accepted.class);
    }

    @Test
    void anAnswerCountsOnceAndForRequestsThatCountOnly() {
        run.fact(1, at(1, 700));
        assertThat(run.given(held(1, 700))).hasSize(1);
        assertThat(run.given(held(1, 700))).isEmpty();
        assertThat(run.given(held(9, 700))).isEmpty();
    }

    @Test
    void aFactThatFoundNothingNewAsksWhenTheOtherFallsWithItsFact() {
        run.fact(1, at(1, 700));
        run.fact(2, at(1, 600));
        run.given(new CoverageCommand.DropFact(KEY, new FactId("fact-1"), Samples.T0));
        List<CoverageEvent> events = run.given(new CoverageCommand.FreePlaces(KEY, hold(1), true, Samples.T0));
        assertThat(events).hasSize(2);
        assertThat(asked(events.getLast())).containsExactly("1:600");
        assertThat(((PlacesAsked) events.getLast()).holdId()).isEqualTo(hold(2));
    }

    @Test
    void aFactThatFoundNothingNewStaysSilentAfterADismissalAndAfterItsOwnWithdrawal() {
        run.fact(1, at(1, 700));
        run.fact(2, at(1, 600));
        var gone = new CoverageCommand.DropFact(KEY, new FactId("fact-2"), Samples.T0);
        assertThat(run.given(ended(1))).hasSize(1);
        assertThat(run.given(gone)).hasSize(1);
        assertThat(run.given(gone)).isEmpty();
        assertThat(run.state().waiting()).isEmpty();
    }

    @Test
    void sumsHaveRoomBeyond256Bits() {
        var most = new BaseUnits(BigInteger.TWO.pow(256).subtract(BigInteger.ONE));
        HoldLine first = at(1, 1).asking(1, most);
        HoldLine second = at(2, 1).asking(2, most);
        assertThat(draft(run.fact(1, first, second)).lines()).hasSize(2);
        assertThat(run.state().askedAt(Place.of(first))).isEqualTo(most.value());
        assertThat(CoverageState.sum(run.state().traced().values()))
                .isEqualTo(most.value().shiftLeft(1));
        assertThat(run.fact(2, first, second)).isInstanceOf(NothingAsked.class);
    }

    @Test
    void theScopeHasOneId() {
        assertThat(KEY.id()).startsWith("coverage-").hasSize(41);
        assertThat(CoverageKey.of(draftOf(1, at(1, 700))).id()).isEqualTo(KEY.id());
    }

    private HoldDraft draftOf(int number, HoldLine... lines) {
        run.fact(number, lines);
        return draftOf(number);
    }

    private HoldDraft draftOf(int number) {
        var request = run.state().requests().get(hold(number));
        return new HoldDraft(
                KEY.caseId(),
                new FactId("fact-" + number),
                null,
                KEY.vaspId(),
                request == null ? List.of() : request.lines(),
                "text",
                Samples.DRAFTER,
                Samples.REQUESTER,
                null,
                List.of());
    }

    private static HoldDraft draft(CoverageEvent event) {
        return event instanceof PlacesAsked asked ? asked.draft() : ((NothingAsked) event).draft();
    }

    /** The lines of a draft as "output:amount". */
    private static List<String> asked(CoverageEvent event) {
        List<HoldLine> lines = ((PlacesAsked) event).draft().lines();
        for (int i = 0; i < lines.size(); i++) {
            assertThat(lines.get(i).line()).isEqualTo(i + 1);
        }
        return lines.stream().map(line -> number(line) + ":" + line.asked()).toList();
    }

    private static List<String> leftOut(HoldDraft draft) {
        return draft.leftOut().stream()
                .map(part -> number(part.traced()) + ":" + part.amount() + " of "
                        + part.traced().asked() + " in " + part.requests())
                .toList();
    }

    private static String number(HoldLine line) {
        return line.address().text().replace("bc1qexample", "");
    }
}

package org.holdfast.freeze.app.hold.rest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.holdfast.api.hold.HoldResponse;
import org.holdfast.api.hold.HoldsResponse;
import org.holdfast.api.hold.LineAnswerBody;
import org.holdfast.freeze.app.exchange.HoldLines;
import org.holdfast.freeze.app.hold.HoldRow;
import org.holdfast.freeze.hold.HoldEvent;
import org.holdfast.freeze.hold.HoldState.Present;
import org.holdfast.freeze.hold.HoldWording;
import org.holdfast.freeze.hold.answer.LineAnswer;
import org.holdfast.freeze.hold.fact.FactStatus;
import org.holdfast.kit.rest.Requests;
import org.holdfast.primitives.TxId;
import org.jspecify.annotations.Nullable;

/** Requests as the interfaces show them. */
public final class HoldBodies {
    private HoldBodies() {}

    static HoldsResponse.Hold row(HoldRow row) {
        return new HoldsResponse.Hold(
                row.holdId(),
                row.caseId(),
                row.vaspId(),
                row.factId(),
                Requests.word(row.state()),
                row.asset(),
                row.asked().toString(),
                row.held().toString(),
                row.factStatus().toLowerCase(Locale.ROOT),
                row.clock(),
                text(row.clockDue()),
                row.draftedAt().toString(),
                row.changedAt().toString());
    }

    /** The whole request from its state and its events, with requests of other cases for the same places. */
    static HoldResponse whole(Present state, List<HoldEvent> history, List<HoldRow> otherCases) {
        var draft = state.terms().draft();
        var basis = state.terms().basis();
        return new HoldResponse(
                state.terms().holdId().text(),
                draft.caseId().text(),
                draft.vaspId().text(),
                text(draft.factId()),
                draft.traceDigest(),
                Requests.word(state.label()),
                new HoldResponse.Basis(
                        basis.packId(), basis.packVersion(), Requests.word(basis.mark()), basis.source()),
                draft.summary(),
                HoldWording.of(state.terms()),
                draft.drafter().text(),
                draft.requester().text(),
                HoldLines.bodies(draft.lines(), draft.tip()),
                draft.tip() == null
                        ? null
                        : new HoldResponse.Tip(
                                draft.tip().height(), draft.tip().hash().toString()),
                fact(state.terms().fact()),
                HoldLines.leftOut(draft.leftOut()),
                otherCases.stream()
                        .map(row -> new HoldResponse.OtherCase(row.holdId(), row.caseId(), Requests.word(row.state())))
                        .toList(),
                answers(history),
                history.stream().map(HoldBodies::step).toList());
    }

    private static HoldResponse.Fact fact(FactStatus fact) {
        return switch (fact) {
            case FactStatus.Stands _ -> new HoldResponse.Fact("stands", null, null, null, null, null);
            case FactStatus.Suspended s ->
                new HoldResponse.Fact("suspended", null, s.reason(), s.since().toString(), text(s.decidedBy()), null);
            case FactStatus.Lost lost -> lost("lost", lost, null);
            case FactStatus.Kept kept ->
                lost(
                        "kept",
                        kept.lost(),
                        new HoldResponse.Kept(
                                kept.officer().text(),
                                kept.reason(),
                                kept.since().toString()));
        };
    }

    private static HoldResponse.Fact lost(String status, FactStatus.Lost lost, HoldResponse.@Nullable Kept kept) {
        return new HoldResponse.Fact(
                status, Requests.word(lost.cause()), lost.reason(), lost.since().toString(), null, kept);
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    private static List<LineAnswerBody> answers(List<HoldEvent> history) {
        var answers = new ArrayList<LineAnswerBody>();
        for (HoldEvent event : history) {
            List<LineAnswer> lines = switch (event) {
                case HoldEvent.HoldPlaced placed -> placed.lines();
                case HoldEvent.HoldNotPlaced none -> none.lines();
                case HoldEvent.HoldDeclined declined -> declined.lines();
                case HoldEvent _ -> List.of();
            };
            for (LineAnswer line : lines) {
                answers.add(new LineAnswerBody(
                        line.line(),
                        Requests.word(line.result()),
                        line.reason().name(),
                        line.held().isZero() ? null : line.held().toString(),
                        text(line.heldUntil()),
                        line.accountRef()));
            }
        }
        return answers;
    }

    private static HoldResponse.Step step(HoldEvent event) {
        return switch (event) {
            case HoldEvent.HoldDrafted e ->
                step(e, e.draft().drafter(), "basis " + e.basis().packId());
            case HoldEvent.HoldApproved e -> step(e, e.approver(), null);
            case HoldEvent.HoldDismissed e -> step(e, e.officer(), e.reason());
            case HoldEvent.HoldSent e ->
                step(e, null, "sending " + e.round() + ", acknowledgement due " + e.acknowledgementDue());
            case HoldEvent.HoldUnacknowledged e -> step(e, null, "sending " + e.round());
            case HoldEvent.HoldAcknowledged e -> step(e, e.source(), null);
            case HoldEvent.HoldPlaced e ->
                step(e, e.source(), (e.inFull() ? "in full" : "in part") + ", term ends " + e.termEnds());
            case HoldEvent.HoldNotPlaced e -> step(e, e.source(), e.reason().name());
            case HoldEvent.HoldDeclined e -> step(e, e.source(), e.reason().name());
            case HoldEvent.HoldExtensionRequested e -> step(e, e.officer(), "until " + e.until());
            case HoldEvent.HoldExtended e -> step(e, e.source(), "term ends " + e.termEnds());
            case HoldEvent.HoldLapsePresumed e -> step(e, null, "term ended " + e.termEnds());
            case HoldEvent.HoldExpired e -> step(e, e.source(), null);
            case HoldEvent.HoldReleaseRequested e ->
                step(e, e.officer() == null ? e.factId() : e.officer(), e.reason());
            case HoldEvent.HoldReleased e -> step(e, e.source(), null);
            case HoldEvent.HoldWithdrawn e -> step(e, e.officer() == null ? e.factId() : e.officer(), e.reason());
            case HoldEvent.HoldFactSuspended e ->
                step(
                        e,
                        e.factId(),
                        e.reason() + "; transactions "
                                + e.txids().stream().map(TxId::toString).collect(Collectors.joining(", "))
                                + (e.decidedBy() == null
                                        ? ""
                                        : "; withdrawn at " + e.decidedBy() + " if they stay away"));
            case HoldEvent.HoldFactRestored e -> step(e, e.factId(), "the tip is block " + e.tip());
            case HoldEvent.HoldFactLost e -> step(e, e.factId(), Requests.word(e.cause()) + ": " + e.reason());
            case HoldEvent.HoldKept e -> step(e, e.officer(), e.reason());
        };
    }

    private static HoldResponse.Step step(HoldEvent event, @Nullable Object by, @Nullable String detail) {
        return new HoldResponse.Step(
                event.getClass().getSimpleName(), event.at().toString(), text(by), detail);
    }
}

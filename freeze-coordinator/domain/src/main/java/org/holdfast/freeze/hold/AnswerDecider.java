package org.holdfast.freeze.hold;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.holdfast.freeze.decider.Decision;
import org.holdfast.freeze.hold.HoldCommand.RecordAnswer;
import org.holdfast.freeze.hold.HoldRejection.AnswerContradictory;
import org.holdfast.freeze.hold.HoldRejection.AnswerIncomplete;
import org.holdfast.freeze.hold.HoldRejection.AnswerRepeated;
import org.holdfast.freeze.hold.HoldRejection.HeldAboveAsked;
import org.holdfast.freeze.hold.HoldState.HoldTerms;
import org.holdfast.freeze.hold.answer.LineAnswer;
import org.holdfast.freeze.hold.answer.LineResult;
import org.holdfast.freeze.hold.answer.ReasonCode;
import org.holdfast.primitives.id.MessageId;
import org.jspecify.annotations.Nullable;

/** What an exchange's answer comes to: held in full or in part, nothing held, or declined. */
final class AnswerDecider {
    private AnswerDecider() {}

    static Decision<HoldEvent, HoldRejection> decide(RecordAnswer command, HoldState state) {
        return switch (state) {
            case HoldState.Sent sent -> first(command, sent.terms(), true);
            case HoldState.Unacknowledged silent -> first(command, silent.terms(), true);
            case HoldState.Acknowledged acknowledged -> first(command, acknowledged.terms(), false);
            case HoldState.Held held -> again(command, held.answer(), state);
            case HoldState.NotHeld notHeld -> again(command, notHeld.answer(), state);
            case HoldState.Declined declined -> again(command, declined.answer(), state);
            case HoldState.ReleaseRequested release -> afterRelease(command, release);
            case HoldState.Absent _, HoldState.Present _ -> HoldDecider.unsuited(state);
        };
    }

    private static Decision<HoldEvent, HoldRejection> again(RecordAnswer command, MessageId answer, HoldState state) {
        return command.source().equals(answer)
                ? HoldDecider.ignore("answered before")
                : HoldDecider.reject(new AnswerRepeated(state.label()));
    }

    /** The first answer crossed our release: it is recorded, and what is held is asked back once more. */
    private static Decision<HoldEvent, HoldRejection> afterRelease(
            RecordAnswer command, HoldState.ReleaseRequested release) {
        if (release.held() != null) {
            return again(command, release.held().answer(), release);
        }
        var decision = first(command, release.terms(), false);
        return decision instanceof Decision.Accepted<HoldEvent, HoldRejection>(var events)
                        && events.getLast() instanceof HoldEvent.HoldPlaced placed
                ? HoldDecider.accept(placed, HoldDecider.askedAgain(release, command.at()))
                : decision;
    }

    private static Decision<HoldEvent, HoldRejection> first(RecordAnswer command, HoldTerms terms, boolean silent) {
        HoldRejection refusal = badLines(command, terms.draft().lines());
        if (refusal != null) {
            return HoldDecider.reject(refusal);
        }
        var events = new ArrayList<HoldEvent>();
        if (silent) {
            // An answer says that the request arrived.
            events.add(new HoldEvent.HoldAcknowledged(command.holdId(), command.source(), command.at()));
        }
        events.add(outcome(command, terms));
        return new Decision.Accepted<>(events);
    }

    private static HoldEvent outcome(RecordAnswer command, HoldTerms terms) {
        List<LineAnswer> lines = command.lines();
        boolean anyHeld = lines.stream().anyMatch(line -> line.result() == LineResult.HELD);
        if (anyHeld) {
            boolean inFull = lines.stream()
                    .allMatch(
                            line -> line.held().equals(asked(terms, line.line()).asked()));
            Instant ends = lines.stream()
                    .map(LineAnswer::heldUntil)
                    .filter(until -> until != null)
                    .reduce(command.at().plus(terms.basis().holdLasts()), HoldDecider::earlier);
            return new HoldEvent.HoldPlaced(command.holdId(), inFull, lines, ends, command.source(), command.at());
        }
        boolean allDeclined = lines.stream().allMatch(line -> line.result() == LineResult.DECLINED);
        if (allDeclined) {
            return new HoldEvent.HoldDeclined(
                    command.holdId(), lines.getFirst().reason(), lines, command.source(), command.at());
        }
        ReasonCode reason = lines.stream()
                .filter(line -> line.result() == LineResult.NOT_HELD)
                .map(LineAnswer::reason)
                .findFirst()
                .orElse(ReasonCode.OTHER);
        return new HoldEvent.HoldNotPlaced(command.holdId(), reason, lines, command.source(), command.at());
    }

    private static HoldLine asked(HoldTerms terms, int line) {
        return terms.draft().lines().get(line - 1);
    }

    private static @Nullable HoldRejection badLines(RecordAnswer command, List<HoldLine> asked) {
        var seen = new HashSet<Integer>();
        for (LineAnswer answer : command.lines()) {
            if (answer.line() < 1 || answer.line() > asked.size() || !seen.add(answer.line())) {
                return new AnswerIncomplete(answer.line());
            }
            HoldRejection refusal = badLine(answer, asked.get(answer.line() - 1), command.at());
            if (refusal != null) {
                return refusal;
            }
        }
        for (HoldLine line : asked) {
            if (!seen.contains(line.line())) {
                return new AnswerIncomplete(line.line());
            }
        }
        return null;
    }

    private static @Nullable HoldRejection badLine(LineAnswer answer, HoldLine asked, Instant at) {
        if (answer.held().compareTo(asked.asked()) > 0) {
            return new HeldAboveAsked(answer.line(), answer.held(), asked.asked());
        }
        if (answer.result() == LineResult.HELD) {
            if (answer.held().isZero()) {
                return new AnswerContradictory(answer.line(), "held, but nothing is held");
            }
            if (answer.heldUntil() == null || !answer.heldUntil().isAfter(at)) {
                return new AnswerContradictory(answer.line(), "held, but until no time to come");
            }
        } else if (!answer.held().isZero() || answer.heldUntil() != null) {
            return new AnswerContradictory(answer.line(), "not held, but an amount or a time is given");
        }
        if (answer.accountRef() != null && answer.accountRef().length() > LineAnswer.ACCOUNT_REF_MAX) {
            return new AnswerContradictory(answer.line(), "the account reference is too long");
        }
        boolean inFull = answer.held().equals(asked.asked());
        return answer.reason().explains(answer.result(), inFull)
                ? null
                : new AnswerContradictory(answer.line(), answer.reason() + " does not explain " + answer.result());
    }
}

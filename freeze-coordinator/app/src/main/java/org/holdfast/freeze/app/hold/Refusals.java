package org.holdfast.freeze.app.hold;

import org.holdfast.freeze.coverage.CoverageRejection;
import org.holdfast.freeze.hold.HoldRejection;
import org.holdfast.kit.rest.Requests;
import org.holdfast.primitives.InputFault;
import org.holdfast.primitives.InputFaultException;

/** A refusal of the domain as an answer: a stable code, a status, and what to do. */
public final class Refusals {
    private Refusals() {}

    /** The refusal of a command as an answer. */
    public static InputFaultException of(HoldRejection rejection) {
        return new InputFaultException(fault(rejection));
    }

    /** The refusal of a coverage as an answer. */
    public static InputFaultException of(CoverageRejection rejection) {
        return new InputFaultException(
                switch (rejection) {
                    case CoverageRejection.PlaceAsked asked ->
                        new InputFault(
                                "freeze.hold.asked-already",
                                "other requests of the case ask for this place",
                                "line " + asked.line(),
                                "at most " + asked.left() + " base units",
                                "more, beside " + asked.requests(),
                                "ask for the rest, or for another place; or release those requests first");
                    case CoverageRejection.AskedAboveTraced above ->
                        new InputFault(
                                "freeze.hold.above-traced",
                                "the case would ask this exchange for more than was traced to it",
                                "lines",
                                "at most " + above.traced() + " base units over all requests",
                                above.asked().toString(),
                                "ask for less, or release another request first");
                    case CoverageRejection.HeldAboveTraced above ->
                        new InputFault(
                                "freeze.answer.above-traced",
                                "with other requests of the case more would be held than was traced",
                                "lines",
                                "at most " + above.traced() + " base units over all requests",
                                above.held().toString(),
                                "answer what is held already with ALREADY_RESTRAINED, under one request only");
                });
    }

    /** The refusal of a request that does not exist, or that the caller may not see. */
    public static InputFaultException unknown(String id) {
        return new InputFaultException(new InputFault(
                "freeze.hold.unknown",
                "there is no such request",
                "hold id",
                "the id of a request",
                InputFault.quote(id),
                "list the requests"));
    }

    private static InputFault fault(HoldRejection rejection) {
        return switch (rejection) {
            case HoldRejection.StateUnsuited unsuited ->
                new InputFault(
                        "freeze.hold.state-unsuited",
                        "the request is not in a state for this",
                        "state",
                        "a state in which this can be done",
                        Requests.word(unsuited.state()),
                        "read the request's history");
            case HoldRejection.BasisMissing _ ->
                new InputFault(
                        "freeze.hold.basis-missing",
                        "a hold needs a basis",
                        "basis",
                        "the id of a legal pack of this installation",
                        "none that is known",
                        "name one");
            case HoldRejection.BasisUnusable unusable -> basisUnusable(unusable);
            case HoldRejection.SecondOfficerMissing missing -> secondOfficerMissing(missing);
            case HoldRejection.LinesUnsuited lines ->
                fault("freeze.hold.lines-unsuited", "1 to 500 lines", Integer.toString(lines.lines()));
            case HoldRejection.AssetsMixed mixed ->
                fault("freeze.hold.assets-mixed", "one asset for all lines", "another on line " + mixed.line());
            case HoldRejection.LineEmpty empty ->
                fault("freeze.hold.line-empty", "an amount above zero", "line " + empty.line());
            case HoldRejection.WordingCompelling compelling ->
                new InputFault(
                        "freeze.hold.wording-compelling",
                        "a request must not read like an order",
                        "summary or reason",
                        "words that ask",
                        InputFault.quote(compelling.word()),
                        "say it without that word");
            case HoldRejection.TextUnsuited text ->
                fault("freeze.hold.text-unsuited", "1 to " + text.max() + " characters", text.length() + " characters");
            case HoldRejection.AnswerIncomplete incomplete ->
                fault("freeze.answer.incomplete", "one answer for each line", "line " + incomplete.line());
            case HoldRejection.HeldAboveAsked above ->
                fault(
                        "freeze.answer.above-asked",
                        "at most " + above.asked() + " on line " + above.line(),
                        above.held().toString());
            case HoldRejection.AnswerContradictory contradictory ->
                fault(
                        "freeze.answer.contradictory",
                        "parts that agree with each other",
                        "line " + contradictory.line() + ": " + contradictory.contradiction());
            case HoldRejection.AnswerRepeated repeated ->
                fault("freeze.answer.repeated", "one answer", "another after " + Requests.word(repeated.state()));
            case HoldRejection.FactSuspended suspended -> factSuspended(suspended);
            case HoldRejection.FactLost lost -> factLost(lost);
            case HoldRejection.FactUnsuited _ -> factUnsuited();
            case HoldRejection.ExtensionUnsuited extension ->
                fault("freeze.hold.extension-unsuited", extension.obstacle(), "another");
        };
    }

    private static InputFault factSuspended(HoldRejection.FactSuspended suspended) {
        return new InputFault(
                "freeze.hold.fact-suspended",
                "transactions of the request's fact stand in no block at the moment",
                "fact",
                "a fact whose transactions are confirmed",
                suspended.reason(),
                "wait until the fact is restored or withdrawn");
    }

    private static InputFault factLost(HoldRejection.FactLost lost) {
        return new InputFault(
                "freeze.hold.fact-lost",
                "the fact of the request was withdrawn",
                "fact",
                "a fact that stands",
                lost.reason(),
                "release the request or keep it, with the reason");
    }

    private static InputFault factUnsuited() {
        return new InputFault(
                "freeze.hold.fact-unsuited",
                "the fact of the request was not withdrawn, so there is nothing to decide",
                "fact",
                "a fact that was withdrawn",
                "a request that rests on no fact, or on one that was not withdrawn",
                "list the requests that need a decision");
    }

    private static InputFault basisUnusable(HoldRejection.BasisUnusable unusable) {
        return new InputFault(
                "freeze.hold.basis-unusable",
                "the basis cannot carry a hold",
                unusable.packId(),
                "an instrument in force with verified terms",
                unusable.obstacles().toString(),
                "choose another basis");
    }

    private static InputFault secondOfficerMissing(HoldRejection.SecondOfficerMissing missing) {
        return new InputFault(
                "freeze.hold.second-officer-missing",
                "four eyes: who drafted or asked cannot also decide",
                "officer",
                "somebody else",
                missing.officer().text(),
                "ask a second officer");
    }

    private static InputFault fault(String code, String expected, String got) {
        return new InputFault(code, "the request does not fit", "body", expected, got, "correct it and send it again");
    }
}

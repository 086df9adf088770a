package org.holdfast.freeze.hold;

import java.util.List;
import org.holdfast.freeze.decider.Refusal;
import org.holdfast.freeze.legal.LegalPack;
import org.holdfast.primitives.BaseUnits;
import org.holdfast.primitives.id.OfficerId;

/** Why a command was refused. */
public sealed interface HoldRejection extends Refusal {
    @Override
    default boolean late() {
        return this instanceof StateUnsuited;
    }

    /** The request is not in a state in which the command means anything. */
    record StateUnsuited(HoldState.Label state) implements HoldRejection {}

    /** No basis was named, or none with that name exists. */
    record BasisMissing() implements HoldRejection {}

    /** The named basis cannot carry a hold. */
    record BasisUnusable(String packId, List<LegalPack.Obstacle> obstacles) implements HoldRejection {
        public BasisUnusable {
            obstacles = List.copyOf(obstacles);
        }
    }

    /** Four eyes: the officer drafted the request or asked for it. */
    record SecondOfficerMissing(OfficerId officer) implements HoldRejection {}

    /** The draft has no line, too many, or lines that are not numbered from 1. */
    record LinesUnsuited(int lines) implements HoldRejection {}

    /** A line asks for another asset than the first line. A request asks for one asset, so that its amounts add up. */
    record AssetsMixed(int line) implements HoldRejection {}

    /** A line asks for nothing. */
    record LineEmpty(int line) implements HoldRejection {}

    /** A word of an order stands in the text of a request. */
    record WordingCompelling(String word) implements HoldRejection {}

    /** A reason or summary is blank or too long. */
    record TextUnsuited(int length, int max) implements HoldRejection {}

    /** The answer names a line twice, not at all, or one that was not asked. */
    record AnswerIncomplete(int line) implements HoldRejection {}

    /** More is said to be held than was asked. */
    record HeldAboveAsked(int line, BaseUnits held, BaseUnits asked) implements HoldRejection {}

    /** The parts of one line's answer contradict each other. */
    record AnswerContradictory(int line, String contradiction) implements HoldRejection {}

    /** The exchange has already answered otherwise. */
    record AnswerRepeated(HoldState.Label state) implements HoldRejection {}

    /** The extension is not later than the term, longer than the basis allows, or one too many. */
    record ExtensionUnsuited(String obstacle) implements HoldRejection {}

    /** Transactions of the fact stand in no block at the moment, so nothing new is asked. */
    record FactSuspended(String reason) implements HoldRejection {}

    /** The fact was withdrawn, so no more is asked. */
    record FactLost(String reason) implements HoldRejection {}

    /** The fact was not withdrawn, so there is nothing to decide. */
    record FactUnsuited() implements HoldRejection {}
}

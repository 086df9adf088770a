package org.holdfast.freeze.coverage;

import java.time.Instant;
import java.util.List;
import org.holdfast.freeze.decider.Command;
import org.holdfast.freeze.hold.HoldDraft;
import org.holdfast.freeze.hold.HoldLine;
import org.holdfast.freeze.hold.answer.LineAnswer;
import org.holdfast.primitives.id.FactId;
import org.holdfast.primitives.id.HoldId;

/** A command to the coverage of one case, exchange and asset. */
public sealed interface CoverageCommand extends Command {
    CoverageKey key();

    /** Asks for what is new in a fact. {@code draft} asks for the whole traced part of each place. */
    record AskPlaces(CoverageKey key, HoldId holdId, HoldDraft draft, Instant at) implements CoverageCommand {}

    /** Counts a request that a person drafts; refused where it asks for what is asked already, or for too much. */
    record CountRequest(CoverageKey key, HoldId holdId, List<HoldLine> lines, Instant at) implements CoverageCommand {
        public CountRequest {
            lines = List.copyOf(lines);
        }
    }

    /** Counts what the exchange says it holds; refused where all requests together would hold more than was traced. */
    record CountHeld(CoverageKey key, HoldId holdId, List<LineAnswer> lines, Instant at) implements CoverageCommand {
        public CountHeld {
            lines = List.copyOf(lines);
        }
    }

    /**
     * A request has ended without a hold, or its hold has: its places can be asked again.
     *
     * @param forFacts whether facts that found nothing new because of this request ask now
     */
    record FreePlaces(CoverageKey key, HoldId holdId, boolean forFacts, Instant at) implements CoverageCommand {}

    /** A fact was withdrawn, so its traced parts no longer count. */
    record DropFact(CoverageKey key, FactId factId, Instant at) implements CoverageCommand {}
}

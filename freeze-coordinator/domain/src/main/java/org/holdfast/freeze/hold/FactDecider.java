package org.holdfast.freeze.hold;

import java.util.List;
import java.util.Optional;
import org.holdfast.freeze.decider.Decision;
import org.holdfast.freeze.hold.HoldCommand.KeepHold;
import org.holdfast.freeze.hold.HoldCommand.LoseFact;
import org.holdfast.freeze.hold.HoldCommand.RestoreFact;
import org.holdfast.freeze.hold.HoldCommand.SuspendFact;
import org.holdfast.freeze.hold.HoldRejection.FactLost;
import org.holdfast.freeze.hold.HoldRejection.FactSuspended;
import org.holdfast.freeze.hold.HoldRejection.FactUnsuited;
import org.holdfast.freeze.hold.HoldRejection.WordingCompelling;
import org.holdfast.freeze.hold.HoldState.HoldTerms;
import org.holdfast.freeze.hold.fact.FactStatus;
import org.holdfast.primitives.id.FactId;
import org.jspecify.annotations.Nullable;

/**
 * What happens to a request when its fact is suspended, restored or lost, and when a person keeps it. No release
 * follows without a person.
 */
final class FactDecider {
    private FactDecider() {}

    /** The reason against asking anything new, or null. */
    static @Nullable HoldRejection obstacle(HoldTerms terms) {
        return switch (terms.fact()) {
            case FactStatus.Stands _ -> null;
            case FactStatus.Suspended suspended -> new FactSuspended(suspended.reason());
            case FactStatus.Lost lost -> new FactLost(lost.reason());
            case FactStatus.Kept _ -> null;
        };
    }

    static Decision<HoldEvent, HoldRejection> suspend(SuspendFact command, HoldState state) {
        if (!(state instanceof HoldState.Present present) || !restsOn(present, command.factId())) {
            return HoldDecider.unsuited(state);
        }
        return switch (present.terms().fact()) {
            case FactStatus.Suspended _, FactStatus.Lost _, FactStatus.Kept _ -> HoldDecider.ignore("noted before");
            case FactStatus.Stands _ ->
                ended(present)
                        ? HoldDecider.ignore("nothing is asked any more")
                        : HoldDecider.accept(new HoldEvent.HoldFactSuspended(
                                command.holdId(),
                                command.factId(),
                                command.txids(),
                                command.reason(),
                                command.decidedBy(),
                                command.at()));
        };
    }

    /** An approved request waited for its fact, so it is sent now. */
    static Decision<HoldEvent, HoldRejection> restore(RestoreFact command, HoldState state) {
        if (!(state instanceof HoldState.Present present) || !restsOn(present, command.factId())) {
            return HoldDecider.unsuited(state);
        }
        if (ended(present)) {
            return HoldDecider.ignore("nothing is asked any more");
        }
        HoldDraft moved = present.terms().draft().in(command.blocks(), command.tip());
        if (present.terms().fact() instanceof FactStatus.Stands
                && moved.equals(present.terms().draft())) {
            return HoldDecider.ignore("noted before");
        }
        var restored = new HoldEvent.HoldFactRestored(
                command.holdId(), command.factId(), moved.lines(), command.tip(), command.at());
        return state instanceof HoldState.Approved
                ? HoldDecider.accept(restored, HoldDecider.sent(command.holdId(), present.terms(), 1, command.at()))
                : HoldDecider.accept(restored);
    }

    static Decision<HoldEvent, HoldRejection> lose(LoseFact command, HoldState state) {
        if (!(state instanceof HoldState.Present present) || !restsOn(present, command.factId())) {
            return HoldDecider.unsuited(state);
        }
        if (present instanceof HoldState.Drafted || present instanceof HoldState.Approved) {
            return HoldDecider.accept(new HoldEvent.HoldWithdrawn(
                    command.holdId(), null, command.factId(), command.reason(), command.at()));
        }
        if (ended(present) || isKnown(command, present.terms().fact())) {
            return HoldDecider.ignore("nothing is left to decide");
        }
        return HoldDecider.accept(new HoldEvent.HoldFactLost(
                command.holdId(), command.factId(), command.cause(), command.reason(), command.at()));
    }

    /** A withdrawal that comes again changes nothing; another one than the one that was decided on is new. */
    private static boolean isKnown(LoseFact command, FactStatus fact) {
        return switch (fact) {
            case FactStatus.Stands _, FactStatus.Suspended _ -> false;
            case FactStatus.Lost _ -> true;
            case FactStatus.Kept kept ->
                kept.lost().cause() == command.cause() && kept.lost().reason().equals(command.reason());
        };
    }

    /** The exchange reads the reason, so it asks and does not compel. */
    static Decision<HoldEvent, HoldRejection> keep(KeepHold command, HoldState state) {
        if (!(state instanceof HoldState.Present present)
                || ended(present)
                || present instanceof HoldState.ReleaseRequested) {
            return HoldDecider.unsuited(state);
        }
        HoldRejection refusal = HoldDecider.secondOfficer(present.terms(), command.officer());
        refusal = refusal == null ? HoldDecider.badText(command.reason()) : refusal;
        if (refusal != null) {
            return HoldDecider.reject(refusal);
        }
        Optional<String> compelling = HoldWording.compellingWord(command.reason());
        if (compelling.isPresent()) {
            return HoldDecider.reject(new WordingCompelling(compelling.get()));
        }
        return switch (present.terms().fact()) {
            case FactStatus.Stands _, FactStatus.Suspended _ -> HoldDecider.reject(new FactUnsuited());
            case FactStatus.Kept _ -> HoldDecider.ignore("kept before");
            case FactStatus.Lost _ ->
                HoldDecider.accept(
                        new HoldEvent.HoldKept(command.holdId(), command.officer(), command.reason(), command.at()));
        };
    }

    /** What the lost fact of these terms becomes by a decision. */
    static HoldTerms kept(HoldTerms terms, HoldEvent.HoldKept event) {
        if (!(terms.fact() instanceof FactStatus.Lost lost)) {
            throw new IllegalStateException("damaged stream: " + event + " while the fact is " + terms.fact());
        }
        return terms.with(new FactStatus.Kept(lost, event.officer(), event.reason(), event.at()));
    }

    private static boolean restsOn(HoldState.Present state, FactId fact) {
        return fact.equals(state.terms().draft().factId());
    }

    /** Whether the request asks for nothing any more and nothing is held under it. */
    static boolean ended(HoldState.Present state) {
        return switch (state) {
            case HoldState.Drafted _,
                    HoldState.Approved _,
                    HoldState.Sent _,
                    HoldState.Unacknowledged _,
                    HoldState.Acknowledged _,
                    HoldState.Held _,
                    HoldState.LapsePresumed _,
                    HoldState.ReleaseRequested _ -> false;
            case HoldState.Dismissed _,
                    HoldState.NotHeld _,
                    HoldState.Declined _,
                    HoldState.Expired _,
                    HoldState.Released _,
                    HoldState.Withdrawn _ -> true;
        };
    }

    /** What the fact of these terms becomes by a restoration. */
    static HoldTerms restored(HoldTerms terms, HoldEvent.HoldFactRestored event) {
        HoldDraft draft = terms.draft();
        return new HoldTerms(
                terms.holdId(),
                new HoldDraft(
                        draft.caseId(),
                        draft.factId(),
                        draft.traceDigest(),
                        draft.vaspId(),
                        event.lines(),
                        draft.summary(),
                        draft.drafter(),
                        draft.requester(),
                        event.tip(),
                        List.copyOf(draft.leftOut())),
                terms.basis(),
                new FactStatus.Stands());
    }
}

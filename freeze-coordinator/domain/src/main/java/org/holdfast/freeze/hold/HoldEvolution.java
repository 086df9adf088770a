package org.holdfast.freeze.hold;

import org.holdfast.freeze.hold.HoldState.Held;
import org.holdfast.freeze.hold.HoldState.HoldTerms;
import org.holdfast.freeze.hold.HoldState.Present;
import org.holdfast.freeze.hold.fact.FactStatus;
import org.jspecify.annotations.Nullable;

/** What each event makes of a state. An event that a state cannot have means a damaged stream, which is a bug. */
final class HoldEvolution {
    private HoldEvolution() {}

    /** The next state. Throws {@link IllegalStateException} on an event that does not follow from the state. */
    static HoldState evolve(HoldState state, HoldEvent event) {
        if (event instanceof HoldEvent.HoldDrafted drafted) {
            if (state instanceof HoldState.Absent) {
                return new HoldState.Drafted(
                        new HoldTerms(drafted.holdId(), drafted.draft(), drafted.basis(), new FactStatus.Stands()));
            }
            throw damaged(state, event);
        }
        if (!(state instanceof Present present)) {
            throw damaged(state, event);
        }
        HoldTerms terms = present.terms();
        return switch (event) {
            case HoldEvent.HoldDrafted _ -> throw damaged(state, event);
            case HoldEvent.HoldApproved _ -> new HoldState.Approved(terms);
            case HoldEvent.HoldDismissed _ -> new HoldState.Dismissed(terms);
            case HoldEvent.HoldSent sent -> new HoldState.Sent(terms, sent.round(), sent.acknowledgementDue());
            case HoldEvent.HoldUnacknowledged silent -> new HoldState.Unacknowledged(terms, silent.round());
            case HoldEvent.HoldAcknowledged _ -> new HoldState.Acknowledged(terms);
            case HoldEvent.HoldPlaced placed ->
                new Held(terms, placed.inFull(), placed.lines(), placed.termEnds(), 0, null, placed.source());
            case HoldEvent.HoldNotPlaced answer ->
                new HoldState.NotHeld(terms, answer.reason(), answer.lines(), answer.source());
            case HoldEvent.HoldDeclined answer ->
                new HoldState.Declined(terms, answer.reason(), answer.lines(), answer.source());
            case HoldEvent.HoldExtensionRequested asked -> held(state, event).askedFor(asked.until());
            case HoldEvent.HoldExtended extended -> held(state, event).extendedTo(extended.termEnds());
            case HoldEvent.HoldLapsePresumed _ -> new HoldState.LapsePresumed(held(state, event));
            case HoldEvent.HoldExpired _ -> new HoldState.Expired(terms);
            case HoldEvent.HoldReleaseRequested asked -> new HoldState.ReleaseRequested(terms, asked, heldIn(present));
            case HoldEvent.HoldReleased _ -> new HoldState.Released(terms);
            case HoldEvent.HoldWithdrawn _ -> new HoldState.Withdrawn(terms);
            case HoldEvent.HoldFactSuspended e ->
                present.with(terms.with(new FactStatus.Suspended(e.txids(), e.reason(), e.decidedBy(), e.at())));
            case HoldEvent.HoldFactRestored e -> present.with(FactDecider.restored(terms, e));
            case HoldEvent.HoldFactLost e ->
                present.with(terms.with(new FactStatus.Lost(e.cause(), e.reason(), e.at())));
            case HoldEvent.HoldKept e -> present.with(FactDecider.kept(terms, e));
        };
    }

    private static Held held(HoldState state, HoldEvent event) {
        Held held = state instanceof Present present ? heldIn(present) : null;
        if (held == null) {
            throw damaged(state, event);
        }
        return held;
    }

    /** What the exchange said that it holds, whatever was asked or presumed since; null where it said nothing. */
    static @Nullable Held heldIn(Present state) {
        return switch (state) {
            case Held held -> held;
            case HoldState.LapsePresumed lapse -> lapse.held();
            case HoldState.ReleaseRequested asked -> asked.held();
            case Present _ -> null;
        };
    }

    private static IllegalStateException damaged(HoldState state, HoldEvent event) {
        return new IllegalStateException("damaged stream: " + event + " after " + state.label());
    }
}

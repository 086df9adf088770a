package org.holdfast.freeze.hold;

import java.time.Instant;
import java.util.List;
import org.holdfast.freeze.decider.Decider;
import org.holdfast.freeze.decider.Decision;
import org.holdfast.freeze.decider.Decision.Accepted;
import org.holdfast.freeze.decider.Decision.Ignored;
import org.holdfast.freeze.decider.Decision.Rejected;
import org.holdfast.freeze.hold.HoldCommand.ApproveHold;
import org.holdfast.freeze.hold.HoldCommand.ConfirmExpiry;
import org.holdfast.freeze.hold.HoldCommand.ConfirmExtension;
import org.holdfast.freeze.hold.HoldCommand.ConfirmRelease;
import org.holdfast.freeze.hold.HoldCommand.DismissHold;
import org.holdfast.freeze.hold.HoldCommand.DraftHold;
import org.holdfast.freeze.hold.HoldCommand.EscalateHold;
import org.holdfast.freeze.hold.HoldCommand.KeepHold;
import org.holdfast.freeze.hold.HoldCommand.LoseFact;
import org.holdfast.freeze.hold.HoldCommand.PresumeLapse;
import org.holdfast.freeze.hold.HoldCommand.PresumeSilence;
import org.holdfast.freeze.hold.HoldCommand.RecordAcknowledgement;
import org.holdfast.freeze.hold.HoldCommand.RecordAnswer;
import org.holdfast.freeze.hold.HoldCommand.RequestExtension;
import org.holdfast.freeze.hold.HoldCommand.RequestRelease;
import org.holdfast.freeze.hold.HoldCommand.RestoreFact;
import org.holdfast.freeze.hold.HoldCommand.SendHold;
import org.holdfast.freeze.hold.HoldCommand.SuspendFact;
import org.holdfast.freeze.hold.HoldRejection.ExtensionUnsuited;
import org.holdfast.freeze.hold.HoldRejection.SecondOfficerMissing;
import org.holdfast.freeze.hold.HoldRejection.StateUnsuited;
import org.holdfast.freeze.hold.HoldRejection.TextUnsuited;
import org.holdfast.freeze.hold.HoldState.HoldTerms;
import org.holdfast.freeze.hold.fact.FactStatus;
import org.holdfast.primitives.id.HoldId;
import org.holdfast.primitives.id.OfficerId;
import org.jspecify.annotations.Nullable;

/** The hold request as an aggregate. */
public final class HoldDecider implements Decider<HoldCommand, HoldEvent, HoldState, HoldRejection> {
    /** How often a request is sent again before silence is left to people. */
    public static final int SENDINGS_MAX = 3;

    public static final int REASON_MAX = 500;

    @Override
    public String idOf(HoldCommand command) {
        return command.holdId().text();
    }

    @Override
    public HoldState initial() {
        return new HoldState.Absent();
    }

    @Override
    public HoldState evolve(HoldState state, HoldEvent event) {
        return HoldEvolution.evolve(state, event);
    }

    @Override
    public Decision<HoldEvent, HoldRejection> decide(HoldCommand command, HoldState state) {
        return switch (command) {
            case DraftHold draft -> draft(draft, state);
            case ApproveHold approve -> approve(approve, state);
            case DismissHold dismiss -> dismiss(dismiss, state);
            case SendHold send -> send(send, state);
            case PresumeSilence silence -> presumeSilence(silence, state);
            case EscalateHold escalate -> escalate(escalate, state);
            case RecordAcknowledgement ack -> acknowledge(ack, state);
            case RecordAnswer answer -> AnswerDecider.decide(answer, state);
            case RequestExtension extension -> requestExtension(extension, state);
            case ConfirmExtension extension -> confirmExtension(extension, state);
            case PresumeLapse lapse -> presumeLapse(lapse, state);
            case ConfirmExpiry expiry -> confirmExpiry(expiry, state);
            case RequestRelease release -> requestRelease(release, state);
            case ConfirmRelease release -> confirmRelease(release, state);
            case SuspendFact suspend -> FactDecider.suspend(suspend, state);
            case RestoreFact restore -> FactDecider.restore(restore, state);
            case LoseFact lose -> FactDecider.lose(lose, state);
            case KeepHold keep -> FactDecider.keep(keep, state);
        };
    }

    static Decision<HoldEvent, HoldRejection> accept(HoldEvent... events) {
        return new Accepted<>(List.of(events));
    }

    static Decision<HoldEvent, HoldRejection> ignore(String reason) {
        return new Ignored<>(reason);
    }

    static Decision<HoldEvent, HoldRejection> reject(HoldRejection rejection) {
        return new Rejected<>(rejection);
    }

    static Decision<HoldEvent, HoldRejection> unsuited(HoldState state) {
        return reject(new StateUnsuited(state.label()));
    }

    private static Decision<HoldEvent, HoldRejection> draft(DraftHold command, HoldState state) {
        if (state instanceof HoldState.Present present) {
            return present.terms().draft().equals(command.draft()) ? ignore("drafted before") : unsuited(state);
        }
        return DraftDecider.decide(command);
    }

    private static Decision<HoldEvent, HoldRejection> approve(ApproveHold command, HoldState state) {
        if (!(state instanceof HoldState.Drafted drafted)) {
            return unsuited(state);
        }
        HoldRejection refusal = secondOfficer(drafted.terms(), command.approver());
        refusal = refusal == null ? FactDecider.obstacle(drafted.terms()) : refusal;
        if (refusal != null) {
            return reject(refusal);
        }
        return accept(new HoldEvent.HoldApproved(command.holdId(), command.approver(), command.at()));
    }

    private static Decision<HoldEvent, HoldRejection> dismiss(DismissHold command, HoldState state) {
        if (!(state instanceof HoldState.Drafted drafted)) {
            return unsuited(state);
        }
        HoldRejection refusal = secondOfficer(drafted.terms(), command.officer());
        refusal = refusal == null ? badText(command.reason()) : refusal;
        if (refusal != null) {
            return reject(refusal);
        }
        return accept(new HoldEvent.HoldDismissed(command.holdId(), command.officer(), command.reason(), command.at()));
    }

    static @Nullable HoldRejection secondOfficer(HoldTerms terms, OfficerId officer) {
        boolean same = officer.equals(terms.draft().drafter())
                || officer.equals(terms.draft().requester());
        return same ? new SecondOfficerMissing(officer) : null;
    }

    static @Nullable HoldRejection badText(String text) {
        return text.isBlank() || text.length() > REASON_MAX ? new TextUnsuited(text.length(), REASON_MAX) : null;
    }

    private static Decision<HoldEvent, HoldRejection> send(SendHold command, HoldState state) {
        return switch (state) {
            case HoldState.Approved approved ->
                approved.terms().fact() instanceof FactStatus.Stands
                        ? accept(sent(command.holdId(), approved.terms(), 1, command.at()))
                        : ignore("it waits for its fact");
            case HoldState.Sent _ -> ignore("sent before");
            case HoldState.Absent _, HoldState.Present _ -> unsuited(state);
        };
    }

    static HoldEvent sent(HoldId holdId, HoldTerms terms, int round, Instant at) {
        return new HoldEvent.HoldSent(holdId, round, at.plus(terms.basis().acknowledgementWithin()), at);
    }

    private static Decision<HoldEvent, HoldRejection> presumeSilence(PresumeSilence command, HoldState state) {
        if (!(state instanceof HoldState.Sent sent) || sent.round() != command.round()) {
            return ignore("the clock is no longer running");
        }
        return command.at().isBefore(sent.acknowledgementDue())
                ? ignore("not due yet")
                : accept(new HoldEvent.HoldUnacknowledged(command.holdId(), command.round(), command.at()));
    }

    private static Decision<HoldEvent, HoldRejection> escalate(EscalateHold command, HoldState state) {
        if (!(state instanceof HoldState.Unacknowledged silent)) {
            return unsuited(state);
        }
        if (silent.terms().fact() instanceof FactStatus.Lost) {
            return ignore("its fact was lost; people decide now");
        }
        return silent.round() >= SENDINGS_MAX
                ? ignore("sent " + SENDINGS_MAX + " times; people decide now")
                : accept(sent(command.holdId(), silent.terms(), silent.round() + 1, command.at()));
    }

    private static Decision<HoldEvent, HoldRejection> acknowledge(RecordAcknowledgement command, HoldState state) {
        return switch (state) {
            case HoldState.Sent _, HoldState.Unacknowledged _ ->
                accept(new HoldEvent.HoldAcknowledged(command.holdId(), command.source(), command.at()));
            case HoldState.Acknowledged _, HoldState.Held _, HoldState.NotHeld _, HoldState.Declined _ ->
                ignore("acknowledged before");
            case HoldState.ReleaseRequested _ -> ignore("a release was asked meanwhile");
            case HoldState.Absent _, HoldState.Present _ -> unsuited(state);
        };
    }

    private static Decision<HoldEvent, HoldRejection> requestExtension(RequestExtension command, HoldState state) {
        if (!(state instanceof HoldState.Held held)) {
            return unsuited(state);
        }
        if (command.until().equals(held.extensionAsked())) {
            return ignore("asked before");
        }
        if (held.terms().fact() instanceof FactStatus.Lost lost) {
            return reject(new HoldRejection.FactLost(lost.reason()));
        }
        if (held.extensions() >= held.terms().basis().extensionsMax()) {
            return reject(new ExtensionUnsuited(
                    "the basis allows " + held.terms().basis().extensionsMax() + " extensions"));
        }
        Instant latest = held.termEnds().plus(held.terms().basis().holdLasts());
        if (!command.until().isAfter(held.termEnds()) || command.until().isAfter(latest)) {
            return reject(new ExtensionUnsuited("after " + held.termEnds() + " and until " + latest));
        }
        return accept(new HoldEvent.HoldExtensionRequested(
                command.holdId(), command.officer(), command.until(), command.at()));
    }

    /** What the exchange says overrides what was presumed: a lapse ends, and a release is asked once more. */
    private static Decision<HoldEvent, HoldRejection> confirmExtension(ConfirmExtension command, HoldState state) {
        var held = state instanceof HoldState.Present present ? HoldEvolution.heldIn(present) : null;
        if (held == null) {
            return unsuited(state);
        }
        if (held.extensionAsked() == null) {
            return held.termEnds().equals(command.heldUntil())
                    ? ignore("confirmed before")
                    : reject(new ExtensionUnsuited("no extension was asked for"));
        }
        if (!command.heldUntil().isAfter(held.termEnds())) {
            return reject(new ExtensionUnsuited("after " + held.termEnds()));
        }
        Instant ends = earlier(command.heldUntil(), held.extensionAsked());
        var extended = new HoldEvent.HoldExtended(command.holdId(), ends, command.source(), command.at());
        return state instanceof HoldState.ReleaseRequested release
                ? accept(extended, askedAgain(release, command.at()))
                : accept(extended);
    }

    static HoldEvent askedAgain(HoldState.ReleaseRequested state, Instant at) {
        var asked = state.asked();
        return new HoldEvent.HoldReleaseRequested(asked.holdId(), asked.officer(), asked.factId(), asked.reason(), at);
    }

    static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Decision<HoldEvent, HoldRejection> presumeLapse(PresumeLapse command, HoldState state) {
        if (!(state instanceof HoldState.Held held) || !held.termEnds().equals(command.termEnds())) {
            return ignore("the clock is no longer running");
        }
        return command.at().isBefore(held.termEnds())
                ? ignore("not due yet")
                : accept(new HoldEvent.HoldLapsePresumed(command.holdId(), command.termEnds(), command.at()));
    }

    private static Decision<HoldEvent, HoldRejection> confirmExpiry(ConfirmExpiry command, HoldState state) {
        return switch (state) {
            // The exchange may see the end of the term before our own clock runs out.
            case HoldState.Held held when command.at().isBefore(held.termEnds()) -> unsuited(state);
            case HoldState.Held _, HoldState.LapsePresumed _, HoldState.ReleaseRequested _ ->
                accept(new HoldEvent.HoldExpired(command.holdId(), command.source(), command.at()));
            case HoldState.Expired _ -> ignore("confirmed before");
            case HoldState.Absent _, HoldState.Present _ -> unsuited(state);
        };
    }

    private static Decision<HoldEvent, HoldRejection> requestRelease(RequestRelease command, HoldState state) {
        HoldRejection refusal = badText(command.reason());
        if (refusal != null) {
            return reject(refusal);
        }
        return switch (state) {
            case HoldState.Drafted _, HoldState.Approved _ ->
                accept(new HoldEvent.HoldWithdrawn(
                        command.holdId(), command.officer(), null, command.reason(), command.at()));
            case HoldState.Sent _,
                    HoldState.Unacknowledged _,
                    HoldState.Acknowledged _,
                    HoldState.Held _,
                    HoldState.LapsePresumed _ -> accept(releaseRequested(command, (HoldState.Present) state));
            case HoldState.ReleaseRequested _ -> ignore("asked before");
            case HoldState.Released _,
                    HoldState.Withdrawn _,
                    HoldState.Dismissed _,
                    HoldState.NotHeld _,
                    HoldState.Declined _,
                    HoldState.Expired _ -> ignore("nothing is held");
            case HoldState.Absent _ -> unsuited(state);
        };
    }

    /** The exchange reads the reason, so a lost fact stands in it. */
    private static HoldEvent releaseRequested(RequestRelease command, HoldState.Present state) {
        FactStatus.Lost lost = state.terms().fact().loss();
        String reason = lost == null
                ? command.reason()
                : command.reason() + " (The fact of the request was withdrawn: " + lost.reason() + ")";
        return new HoldEvent.HoldReleaseRequested(
                command.holdId(),
                command.officer(),
                lost == null ? null : state.terms().draft().factId(),
                reason,
                command.at());
    }

    private static Decision<HoldEvent, HoldRejection> confirmRelease(ConfirmRelease command, HoldState state) {
        return switch (state) {
            case HoldState.Held _, HoldState.LapsePresumed _, HoldState.ReleaseRequested _ ->
                accept(new HoldEvent.HoldReleased(command.holdId(), command.source(), command.at()));
            case HoldState.Released _ -> ignore("confirmed before");
            case HoldState.Absent _, HoldState.Present _ -> unsuited(state);
        };
    }
}
